using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Bolt.Analyzers.Tests;

/// <summary>What test code is compiled against: the SDK's own reference assemblies and Bolt.Runtime.</summary>
internal static class References
{
    /// <summary>The assembly of a source, without the source.</summary>
    public static MetadataReference Compile(string name, string source)
    {
        using var stream = new MemoryStream();
        var result = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
            name,
            [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(source)],
            WithBolt,
            new(OutputKind.DynamicallyLinkedLibrary)).Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static readonly ImmutableArray<MetadataReference> Sdk =
    [
        .. new[] { "Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref" }
            .Select(static pack => Directory.GetDirectories(Path.Combine(Metadata("TargetingPackRoot"), pack), "10.0.*")
                .OrderBy(static d => Version.TryParse(Path.GetFileName(d), out var version) ? version : new Version(0, 0))
                .Last())
            .SelectMany(static pack => Directory.GetFiles(Path.Combine(pack, "ref", "net10.0"), "*.dll"))
            .Select(static file => (MetadataReference)MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>ASP.NET Core without Bolt.</summary>
    public static ImmutableArray<MetadataReference> WithoutBolt => Sdk;

    public static ImmutableArray<MetadataReference> WithBolt { get; } =
    [
        .. Sdk,
        MetadataReference.CreateFromFile(typeof(BoltGetAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.IdentityModel.Tokens.SecurityKey).Assembly.Location),
    ];

    /// <summary>An empty package list: nothing is restored.</summary>
    public static ReferenceAssemblies None { get; } = new("net10.0");

    public static string RepositoryRoot => Metadata("RepositoryRoot");

    public static string Metadata(string key) =>
        typeof(References).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
