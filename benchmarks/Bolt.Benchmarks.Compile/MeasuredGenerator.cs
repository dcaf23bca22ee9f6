using System.Runtime.Loader;
using Bolt.Generators;
using Microsoft.CodeAnalysis;

namespace Bolt.Benchmarks.Compile;

/// <summary>A generator, and the routes it is given.</summary>
/// <param name="Key">What its figures are stored under.</param>
/// <param name="Sources">The routes as it reads them.</param>
/// <param name="References">What they are compiled against.</param>
/// <param name="Create">Makes a new one.</param>
internal sealed record MeasuredGenerator(string Key, IReadOnlyList<string> Sources, IReadOnlyList<MetadataReference> References, Func<ISourceGenerator> Create)
{
    public static MeasuredGenerator Bolt(int routes) =>
        new($"compile/{routes}/Bolt", RouteSources.Bolt(routes), TargetingPacks.References, static () => new BoltGenerator().AsSourceGenerator());

    public static MeasuredGenerator RequestDelegateGenerator(int routes) =>
        new($"compile/{routes}/RDG", RouteSources.Minimal(routes, authorize: true), TargetingPacks.References, TargetingPacks.RequestDelegateGenerator);

    /// <summary>Bolt's generator as another build has it, with the runtime of that build.</summary>
    /// <param name="folder">Has <c>Bolt.Generators.dll</c> and <c>Bolt.Runtime.dll</c>.</param>
    /// <param name="routes">How many.</param>
    public static MeasuredGenerator OfBuild(string folder, int routes)
    {
        string File(string name) => Path.GetFullPath(Path.Combine(folder, name));
        var type = new AssemblyLoadContext("other build").LoadFromAssemblyPath(File("Bolt.Generators.dll")).GetType(typeof(BoltGenerator).FullName!, throwOnError: true)!;
        return new(
            $"compile/{routes}/other",
            RouteSources.Bolt(routes),
            [.. TargetingPacks.Framework, MetadataReference.CreateFromFile(File("Bolt.Runtime.dll"))],
            () => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator());
    }
}
