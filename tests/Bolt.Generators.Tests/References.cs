using System.Reflection;
using Microsoft.CodeAnalysis;

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

    private static string PackFolder(string name)
    {
        var root = typeof(References).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static a => a.Key == "TargetingPackRoot").Value!;
        return Directory.GetDirectories(Path.Combine(root, name), "10.*").MaxBy(static d => System.Version.Parse(Path.GetFileName(d).Split('-')[0]))!;
    }
}
