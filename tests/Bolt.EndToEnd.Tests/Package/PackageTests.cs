using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Bolt.EndToEnd.Tests;

/// <summary>The package as a user gets it.</summary>
public sealed class PackageTests(Package package) : IClassFixture<Packed>
{
    [Fact]
    public void HoldsTheRuntimeAndTheCompilersPart()
    {
        using var archive = ZipFile.OpenRead(package.File);
        var entries = archive.Entries.Select(static e => e.FullName).ToList();
        Assert.Contains("lib/net10.0/Bolt.Runtime.dll", entries);
        Assert.Contains("lib/net10.0/Bolt.Runtime.xml", entries);
        Assert.Contains("PACKAGE.md", entries);
        Assert.Contains("icon.png", entries);
        Assert.Contains("build/Bolt.Runtime.props", entries);
        Assert.Contains("build/Bolt.Runtime.targets", entries);
        Assert.Equal(
            ["analyzers/dotnet/cs/Bolt.Analyzers.dll", "analyzers/dotnet/cs/Bolt.CodeFixes.dll", "analyzers/dotnet/cs/Bolt.Generators.dll"],
            entries.Where(static e => e.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SaysWhatItIsAndWhereItComesFrom()
    {
        using var archive = ZipFile.OpenRead(package.File);
        var specification = XDocument.Parse(Text(archive, "Bolt.Runtime.nuspec")).Root!.Elements().Single();
        string? Value(string name) => specification.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;
        Assert.Equal(package.Version, Value("version"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal("PACKAGE.md", Value("readme"));
        Assert.StartsWith("https://", Value("projectUrl"), StringComparison.Ordinal);
        Assert.NotNull(Value("releaseNotes"));
        Assert.Contains("aspnetcore", Value("tags"), StringComparison.Ordinal);
        Assert.Equal(Value("projectUrl"), specification.Elements().Single(static e => e.Name.LocalName == "repository").Attribute("url")?.Value);
        // nuget.org shows the page by itself: a relative link leads nowhere there.
        Assert.DoesNotMatch(@"\]\((?!https://)", Text(archive, "PACKAGE.md"));
    }

    [Fact]
    public void DocumentsThePublicApiAndNothingElse()
    {
        using var archive = ZipFile.OpenRead(package.File);
        var ids = XDocument.Parse(Text(archive, "lib/net10.0/Bolt.Runtime.xml")).Descendants("member").Select(static m => m.Attribute("name")!.Value).ToList();
        Assert.Contains("T:Bolt.JwtAuthentication", ids);
        Assert.Contains("P:Bolt.JwtOptions.Secret", ids);
        Assert.Contains("M:Bolt.HasPermission.#ctor(System.String)", ids);
        Assert.Contains(ids, static id => id.StartsWith("M:Bolt.BoltJwtExtensions.AddJwt``1(", StringComparison.Ordinal));
        Assert.DoesNotContain(ids, static id => id.Contains("JwtAuthenticator", StringComparison.Ordinal));
        Assert.DoesNotContain("P:Bolt.JwtOptions.IssuerKeys", ids);
    }

    [Theory]
    [InlineData("lib/net10.0/Bolt.Runtime.dll")]
    [InlineData("analyzers/dotnet/cs/Bolt.Generators.dll")]
    [InlineData("analyzers/dotnet/cs/Bolt.Analyzers.dll")]
    [InlineData("analyzers/dotnet/cs/Bolt.CodeFixes.dll")]
    public void HoldsNoPathOfTheMachineThatBuiltIt(string file)
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var stream = new MemoryStream();
        archive.GetEntry(file)!.Open().CopyTo(stream);
        stream.Position = 0;
        using var image = new PEReader(stream);
        var debug = image.ReadDebugDirectory().Single(static e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using var symbols = image.ReadEmbeddedPortablePdbDebugDirectoryData(debug);
        var reader = symbols.GetMetadataReader();
        var paths = reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name)).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, static p => Assert.StartsWith("/_/", p, StringComparison.Ordinal));
        Assert.Equal(-1, stream.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Repository.Root)));
    }

    private static string Text(ZipArchive archive, string file)
    {
        using var reader = new StreamReader(archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }
}
