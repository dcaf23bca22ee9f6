using System.Globalization;

namespace Bolt.EndToEnd.Tests;

/// <summary>The package, packed once, and a folder out of reach of the repository for projects that know nothing but it.</summary>
public sealed class Package : IAsyncLifetime
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("bolt-package-").FullName;

    // Unique: NuGet keeps a version it has seen.
    public string Version { get; } = "0.1.0-test." + DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public string File => Path.Combine(Directory, "feed", $"Bolt.Runtime.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        await Cli.Must(Repository.Root, "pack", "Bolt.Runtime", "-c", "Release", "-o", Path.Combine(Directory, "feed"), "-p:MinVerVersionOverride=" + Version);
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(Directory, "nuget.config"),
            """<configuration><packageSources><add key="bolt" value="feed" /></packageSources></configuration>""");
        // Ends the search for the repository's Directory.Build.props and the like.
        await System.IO.File.WriteAllTextAsync(Path.Combine(Directory, "Directory.Build.props"), "<Project />");
        await System.IO.File.WriteAllTextAsync(Path.Combine(Directory, "Directory.Packages.props"), "<Project />");
    }

    /// <summary>A project with one package reference and one file.</summary>
    public Task<string> NewProject(string name, string program) => NewProject(name, [("Program.cs", program)]);

    /// <summary>A project with one package reference.</summary>
    public async Task<string> NewProject(string name, IEnumerable<(string Name, string Text)> files)
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
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Bolt.Runtime" Version="{Version}" />
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
        var unpacked = Path.Combine(cache, "bolt.runtime", Version);
        if (System.IO.Directory.Exists(unpacked))
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
