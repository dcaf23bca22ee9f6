using System.Globalization;

[assembly: AssemblyFixture(typeof(Bolt.EndToEnd.Tests.Package))]

namespace Bolt.EndToEnd.Tests;

/// <summary>
/// What all tests need, made once in a run when the first asks for it: the repository's Release build, its packages, and a folder out of reach of the repository for projects that know nothing but them.
/// Afterwards nothing builds these projects again, so that tests may run side by side.
/// </summary>
public sealed class Package : IAsyncDisposable
{
    /// <summary>Programs of the repository that tests publish natively.</summary>
    private static readonly string[] Published = ["tests/apps/Bolt.Servers", "samples/QuickStart", "samples/SessionsAndPages"];

    /// <summary>What they refer to, beside what is packed.</summary>
    private static readonly string[] Parts = ["tests/apps/Bolt.Behavior.Server", "tests/apps/Bolt.Sessions.Server"];

    private readonly SemaphoreSlim _new = new(1);
    private readonly Lazy<Task> _ready;
    private readonly Lazy<Task<string>> _templates;
    private readonly Lazy<Task<string>> _servers;

    public Package()
    {
        _ready = new(Make);
        _templates = new(() => New(Directory, "install", FileOf("Bolt.Templates")));
        _servers = new(() => Publish("tests/apps/Bolt.Servers", Servers));
    }

    /// <summary>Ends when everything is packed.</summary>
    public Task Ready => _ready.Value;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("bolt-package-").FullName;

    // Unique: NuGet keeps a version it has seen.
    public string Version { get; } = "0.1.0-test." + DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public string File => FileOf("Bolt.Runtime");

    /// <summary>Where <see cref="PublishServers"/> puts them.</summary>
    public string Servers => Path.Combine(Directory, "servers");

    private static string[] All => ["Bolt.Runtime", "Bolt.EntityFrameworkCore", "Bolt.Redis", "Bolt.OpenApi", "Bolt.Testing", "Bolt.Templates", "Bolt.Cli"];

    /// <summary>Where <c>dotnet new</c> keeps what is installed; the developer's own stay as they are.</summary>
    private string Hive => Path.Combine(Directory, "hive");

    public string FileOf(string id) => Path.Combine(Directory, "feed", $"{id}.{Version}.nupkg");

    private async Task Make()
    {
        // One command for all: each would look at the runtime's project again. The rules ran when these tests were built.
        // A solution builds only what it names in its own configuration: the compiler's part, which ships in Bolt.Runtime, is named too, and the checks of stores, which ship in Bolt.Testing.
        var projects = All.Concat(["Bolt.Generators", "Bolt.Analyzers", "Bolt.CodeFixes", "Bolt.Conformance"])
            .Select(static id => id switch { "Bolt.Templates" => "templates", "Bolt.Conformance" => "tests/conformance", _ => id } + $"/{id}.csproj").ToList();
        var (packages, parts, everything) = (Path.Combine(Directory, "Packages.slnx"), Path.Combine(Directory, "Parts.slnx"), Path.Combine(Directory, "Everything.slnx"));
        await WriteSolution(packages, projects);
        await WriteSolution(parts, Parts.Select(ProjectIn));
        await WriteSolution(everything, [.. projects, .. Parts.Select(ProjectIn), .. Published.Select(ProjectIn)]);
        await Cli.Must(Repository.Root, "restore", everything, "-r", "linux-x64");
        await Cli.Must(Repository.Root, "pack", packages, "--no-restore", "-c", "Release", "-o", Path.Combine(Directory, "feed"), "-p:MinVerVersionOverride=" + Version, "-p:RunAnalyzers=false");
        await Cli.Must(Repository.Root, "build", parts, "--no-restore", "-c", "Release", "-p:BuildProjectReferences=false", "-p:RunAnalyzers=false");

        await System.IO.File.WriteAllTextAsync(
            Path.Combine(Directory, "nuget.config"),
            """<configuration><packageSources><add key="bolt" value="feed" /></packageSources></configuration>""");
        // Ends the search for the repository's Directory.Build.props and the like.
        await System.IO.File.WriteAllTextAsync(Path.Combine(Directory, "Directory.Build.props"), "<Project />");
        await System.IO.File.WriteAllTextAsync(Path.Combine(Directory, "Directory.Packages.props"), "<Project />");
    }

    /// <summary>What publishing one of the repository's programs natively says. What it refers to is built and everything is restored; no test looks at debug symbols, whose making takes a fifth of the time.</summary>
    public async Task<string> Publish(string project, string folder)
    {
        Assert.Contains(project, Published);
        await Ready;
        return await Cli.Must(
            Repository.Root, "publish", project, "-c", "Release", "-r", "linux-x64", "-o", folder, "--no-restore", "-p:BuildProjectReferences=false", "-p:TrimmerSingleWarn=false", "-p:NativeDebugSymbols=false");
    }

    /// <summary>What publishing both servers of tests/apps natively says; they are one program.</summary>
    public Task<string> PublishServers() => _servers.Value;

    public Task<string> InstallTemplates() => _templates.Value;

    /// <summary><c>dotnet new</c> in a folder. One at a time: what it keeps is in one place.</summary>
    public async Task<string> New(string folder, params string[] arguments)
    {
        await _new.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await Cli.Must(folder, ["new", .. arguments, "--debug:custom-hive", Hive]);
        }
        finally
        {
            _new.Release();
        }
    }

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

    private static string ProjectIn(string folder) => $"{folder}/{Path.GetFileName(folder)}.csproj";

    private static Task WriteSolution(string file, IEnumerable<string> projects) =>
        System.IO.File.WriteAllTextAsync(file, $"<Solution>{string.Concat(projects.Select(static p => $"<Project Path=\"{Path.Combine(Repository.Root, p)}\" />"))}</Solution>");

    public ValueTask DisposeAsync()
    {
        _new.Dispose();
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

/// <summary>For tests that begin with the packages at hand.</summary>
public sealed class Packed(Package package) : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await package.Ready;

    public ValueTask DisposeAsync() => default;
}
