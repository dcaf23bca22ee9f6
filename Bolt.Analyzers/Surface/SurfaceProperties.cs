using System.Collections.Immutable;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What a fix is told: which line it is about. It reads everything else from the compilation.</summary>
internal static class SurfaceProperties
{
    private const string Key = "surface.key";

    public static ImmutableDictionary<string, string?> Of(SurfaceDifference difference) => ImmutableDictionary<string, string?>.Empty.Add(Key, KeyOf(difference));

    /// <summary>Null where there is nothing to record.</summary>
    public static string? KeyOf(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Key, out var key) ? key : null;

    public static string KeyOf(SurfaceDifference difference) => (difference.Current ?? difference.Recorded)!.Key;
}
