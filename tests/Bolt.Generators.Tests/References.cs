using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Generators.Tests;

/// <summary>What test sources compile against: the SDK's targeting packs and Bolt.Runtime. Needs no network.</summary>
internal static class References
{
    public static IReadOnlyList<MetadataReference> All { get; } =
    [
        .. new[] { "Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref" }.SelectMany(Pack),
        MetadataReference.CreateFromFile(typeof(BoltGetAttribute).Assembly.Location),
    ];

    /// <summary>The assembly of a compilation, without its source.</summary>
    public static MetadataReference Emitted(this Compilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    /// <summary>A file of the newest targeting pack of that name.</summary>
    public static string PackFile(string pack, string file) => Path.Combine(PackFolder(pack), file);

    private static IEnumerable<MetadataReference> Pack(string name) =>
        Directory.GetFiles(PackFile(name, "ref/net10.0"), "*.dll").Select(static f => (MetadataReference)MetadataReference.CreateFromFile(f));

    /// <summary>The analyzers of a package that the repository's projects restore, from its newest version.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers(string package, string file)
    {
        Type?[] types;
        try
        {
            types = Assembly.LoadFrom(Path.Combine(Newest(Metadata("PackageRoot"), package, "*"), "analyzers", "dotnet", file)).GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            // Its other types may need what is not here.
            types = e.Types;
        }

        return [.. types.OfType<Type>().Where(static t => t.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !t.IsAbstract).Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)];
    }

    private static string PackFolder(string name) => Newest(Metadata("TargetingPackRoot"), name, "10.*");

    private static string Newest(string root, string name, string versions) =>
        Directory.GetDirectories(Path.Combine(root, name), versions).MaxBy(static d => System.Version.Parse(Path.GetFileName(d).Split('-')[0]))!;

    private static string Metadata(string key) => typeof(References).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
