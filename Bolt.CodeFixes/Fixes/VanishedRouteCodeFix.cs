using System.Composition;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>BOLT1023: removes the line.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(VanishedRouteCodeFix))]
[Shared]
public sealed class VanishedRouteCodeFix : RecordSurfaceCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string RemoveKey = "BOLT1023.Remove";

    /// <summary>Equivalence key.</summary>
    public const string RemoveAllKey = "BOLT1023.RemoveAll";

    public VanishedRouteCodeFix()
        : base(RuleIds.VanishedRoute, RemoveKey, "Remove the line from BoltSurface.txt", RemoveAllKey, "Remove all lines without a route from BoltSurface.txt", SurfaceDifferenceKind.Vanished)
    {
    }
}
