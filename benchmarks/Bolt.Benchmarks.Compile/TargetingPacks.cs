using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Benchmarks.Compile;

/// <summary>The SDK's own reference assemblies, and the Request Delegate Generator that comes with them.</summary>
internal static class TargetingPacks
{
    public static IReadOnlyList<MetadataReference> Framework { get; } =
    [
        .. ((string[])["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"])
            .SelectMany(static p => Directory.EnumerateFiles(Path.Combine(Newest(p), "ref", "net10.0"), "*.dll"))
            .Select(static f => MetadataReference.CreateFromFile(f)),
    ];

    /// <summary>The framework, and Bolt as it is now.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } = [.. Framework, MetadataReference.CreateFromFile(typeof(BoltGetAttribute).Assembly.Location)];

    public static ISourceGenerator RequestDelegateGenerator()
    {
        var file = Path.Combine(Newest("Microsoft.AspNetCore.App.Ref"), "analyzers", "dotnet", "cs", "Microsoft.AspNetCore.Http.RequestDelegateGenerator.dll");
        var reference = new AnalyzerFileReference(file, new Loader());
        return reference.GetGenerators(LanguageNames.CSharp).Single(static g => g.GetGeneratorType().Name == "RequestDelegateGenerator");
    }

    private static string Newest(string pack)
    {
        var root = typeof(TargetingPacks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static a => a.Key == "TargetingPackRoot").Value!;
        return Directory.EnumerateDirectories(Path.Combine(root, pack), "10.0.*").OrderBy(static d => Version.Parse(Path.GetFileName(d))).Last();
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
