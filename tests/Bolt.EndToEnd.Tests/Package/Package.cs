using System.Globalization;

namespace Bolt.EndToEnd.Tests;

/// <summary>The packages, packed once, and a folder out of reach of the repository for projects that know nothing but it.</summary>
public sealed class Package : IAsyncLifetime
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("bolt-package-").FullName;

    // Unique: NuGet keeps a version it has seen.
    public string Version { get; } = "0.1.0-test." + DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public string File => FileOf("Bolt.Runtime");

    private static string[] All => ["Bolt.Runtime", "Bolt.EntityFrameworkCore", "Bolt.Redis", "Bolt.OpenApi", "Bolt.Testing", "Bolt.Templates", "Bolt.Cli"];

    /// <summary>Where <c>dotnet new</c> keeps what is installed; the developer's own stay as they are.</summary>
    private string Hive => Path.Combine(Directory, "hive");

    public string FileOf(string id) => Path.Combine(Directory, "feed", $"{id}.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        // One command for all: each would look at the runtime's project again. The rules ran when these tests were built.
        var packages = Path.Combine(Directory, "Packages.slnx");
        // A solution builds only what it names in its own configuration: the compiler's part, which ships in Bolt.Runtime, is named too, and the checks of stores, which ship in Bolt.Testing.
        var projects = All.Concat(["Bolt.Generators", "Bolt.Analyzers", "Bolt.CodeFixes", "Bolt.Conformance"])
            .Select(static id => Path.Combine(Repository.Root, id switch { "Bolt.Templates" => "templates", "Bolt.Conformance" => "tests/conformance", _ => id }, id + ".csproj"));
        await System.IO.File.WriteAllTextAsync(packages, $"<Solution>{string.Concat(projects.Select(static p => $"<Project Path=\"{p}\" />"))}</Solution>");
        await Cli.Must(Repository.Root, "pack", packages, "-c", "Release", "-o", Path.Combine(Directory, "feed"), "-p:MinVerVersionOverride=" + Version, "-p:RunAnalyzers=false");

        await System.IO.File.WriteAllTextAsync(
            Path.Combine(Directory, "nuget.config"),
            """<configuration><packageSources><add key="bolt" value="feed" /></packageSources></configuration>""");
        // Ends the search for the repository's Directory.Build.props and the like.
        await System.IO.File.WriteAllTextAsync(Path.Combine(Directory, "Directory.Build.props"), "<Project />");
        await System.IO.File.WriteAllTextAsync(Path.Combine(Directory, "Directory.Packages.props"), "<Project />");
    }

    public Task<string> InstallTemplates() => System.IO.Directory.Exists(Hive) ? Task.FromResult("") : New(Directory, "install", FileOf("Bolt.Templates"));

    /// <summary><c>dotnet new</c> in a folder.</summary>
    public Task<string> New(string folder, params string[] arguments) => Cli.Must(folder, ["new", .. arguments, "--debug:custom-hive", Hive]);

    /// <summary>A project with one package reference and one file.</summary>
    public Task<string> NewProject(string name, string program) => NewProject(name, [("Program.cs", program)]);

    /// <summary>A project with one reference to a package of ours, and those to others that it needs.</summary>
    public async Task<string> NewProject(string name, IEnumerable<(string Name, string Text)> files, string id = "Bolt.Runtime", bool isNative = true, params (string Id, string Version)[] others)
    {
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(Directory, name)).FullName;
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(folder, name + ".csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <PublishAot>{(isNative ? "true" : "false")}</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{id}" Version="{Version}" />
                {string.Concat(others.Select(static o => $"<PackageReference Include=\"{o.Id}\" Version=\"{o.Version}\" />"))}
              </ItemGroup>
            </Project>
            """);
        foreach (var (file, text) in files)
        {
            await System.IO.File.WriteAllTextAsync(Path.Combine(folder, file), text);
        }

        return folder;
    }

    public ValueTask DisposeAsync()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var libraries = System.IO.Directory.GetDirectories(cache, "bolt.tests.library." + Version[(Version.LastIndexOf('.') + 1)..]);
        foreach (var unpacked in All.Select(id => Path.Combine(cache, id.ToLowerInvariant(), Version)).Where(System.IO.Directory.Exists).Concat(libraries))
        {
            System.IO.Directory.Delete(unpacked, recursive: true);
        }

        return default;
    }
}

/// <summary>Tests that know only the package.</summary>
[CollectionDefinition(Name)]
public sealed class PublishedCollection : ICollectionFixture<Package>
{
    public const string Name = "published";
}
