namespace Bolt.EndToEnd.Tests;

/// <summary><c>BoltSurface.txt</c> in a project that knows nothing but the package, with a library whose update opens a route: what <c>dotnet format</c> writes, and what it never does.</summary>
public sealed class SurfaceFileTests(Package package) : IClassFixture<Packed>
{
    /// <summary>The rules whose fixes write the file.</summary>
    internal static readonly string[] Ids = ["BOLT1020", "BOLT1021", "BOLT1022", "BOLT1023"];

    private const string Program =
        """
        using Bolt;

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddBolt().AddJwt();
        var app = builder.Build();
        app.MapBolt();
        app.Run();

        public static class Shop
        {
            [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string Me(AuthContext auth) => auth.UserId;

            [BoltGet("/years/{year:regex(^\\d{{4}}$)}", Auth = [typeof(JwtAuthentication)]), HasPermission("shop.read")]
            public static string Year(string year) => year;
        }

        """;

    private const string Library =
        """
        using Bolt;

        public static class Reports
        {
            [BoltGet("/reports", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
            public static string Get() => "";
        }
        """;

    /// <summary>Its own in every run: NuGet keeps a version it has seen.</summary>
    private string LibraryId => "Bolt.Tests.Library." + package.Version[(package.Version.LastIndexOf('.') + 1)..];

    private const string Me = "GET /me  auth: jwt  guards: IsAuthenticated  → Shop.Me\n";
    private const string Year = "GET /years/{year:regex(^\\d{{4}}$)}  auth: jwt  guards: HasPermission(\"shop.read\")  → Shop.Year\n";
    private const string Reports = "GET /reports  auth: jwt  guards: IsStaff  → Reports.Get\n";
    private const string Full = "# Bolt surface 1\n" + Me + Reports + Year;

    [Fact]
    public async Task FormatRecordsAllThatIsNotWeakerAndAnUpdateThatOpensARouteStopsTheBuild()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await NewLibrary();
        await PackLibrary("1.0.0", Library);
        var folder = await package.NewProject("Surface", Program);
        var project = Path.Combine(folder, "Surface.csproj");
        await File.WriteAllTextAsync(
            project,
            (await File.ReadAllTextAsync(project, cancellation)).Replace(
                "</Project>", $"""<ItemGroup><PackageReference Include="{LibraryId}" Version="1.0.0" /></ItemGroup></Project>""", StringComparison.Ordinal),
            cancellation);
        var file = Path.Combine(folder, "BoltSurface.txt");

        // To begin, an empty file.
        await File.WriteAllBytesAsync(file, [], cancellation);
        await Cli.Must(folder, "restore");
        await Cli.Must(folder, "format", "analyzers", "--no-restore", "--severity", "warn", "--diagnostics", "BOLT1020", "BOLT1022", "BOLT1023");
        Assert.Equal(Full, System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, cancellation)));
        await Cli.Must(folder, "build", "--no-restore");

        // A route that is gone, one that is stronger, and one that is weaker than recorded: a plain format leaves the last alone, as often as it runs.
        await File.WriteAllTextAsync(
            file,
            "# Bolt surface 1\n# mine\n" + Me.Replace("IsAuthenticated", "IsStaff", StringComparison.Ordinal) + "GET /gone  auth: jwt  guards: IsStaff  → Shop.Gone\n" + Reports
                + Year.Replace("HasPermission(\"shop.read\")", "IsAuthenticated", StringComparison.Ordinal),
            cancellation);
        var kept = "# Bolt surface 1\n# mine\n" + Me.Replace("IsAuthenticated", "IsStaff", StringComparison.Ordinal) + Reports + Year;
        foreach (var part in new string[][] { [], ["analyzers"] })
        {
            await Cli.Must(folder, ["format", .. part, "--no-restore"]);
            Assert.Equal(kept, await File.ReadAllTextAsync(file, cancellation));
        }

        // The library's next version opens a route and adds one. In CI every difference is an error.
        await PackLibrary("2.0.0", Library
            .Replace("Guards = [typeof(IsStaff)]", "Guards = [typeof(AllowAny)]", StringComparison.Ordinal)
            .Replace("public static string Get()", "public static string Get() => \"\";\n[BoltGet(\"/added\", Auth = [typeof(JwtAuthentication)]), IsStaff] public static string Added()", StringComparison.Ordinal), "--no-restore");
        await File.WriteAllTextAsync(project, (await File.ReadAllTextAsync(project, cancellation)).Replace("1.0.0", "2.0.0", StringComparison.Ordinal), cancellation);
        await Cli.Must(folder, "restore");
        await File.WriteAllTextAsync(Path.Combine(folder, ".editorconfig"), "root = true\n[*]\ndotnet_diagnostic.BOLT1021.severity = none\n", cancellation);
        var (code, output) = await Cli.Run(folder, "build", "--no-restore", "-p:TreatWarningsAsErrors=false", "-p:ContinuousIntegrationBuild=true", "-p:NoWarn=BOLT1021");
        Assert.NotEqual(0, code);
        Assert.Contains("Program.cs(6,5): error BOLT1021: GET /reports is weaker than recorded in BoltSurface.txt: anyone may call it; IsStaff is no longer asked", output, StringComparison.Ordinal);
        Assert.Contains("Program.cs(6,5): error BOLT1020: GET /added is not recorded in BoltSurface.txt", output, StringComparison.Ordinal);
        Assert.Contains("Program.cs(11,6): error BOLT1021: GET /me is weaker than recorded in BoltSurface.txt: IsStaff is no longer asked", output, StringComparison.Ordinal);
    }

    private async Task NewLibrary()
    {
        Directory.CreateDirectory(Path.Combine(package.Directory, "Library"));
        await File.WriteAllTextAsync(
            Path.Combine(package.Directory, "Library", "Library.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <PackageReference Include="Bolt.Runtime" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """,
            TestContext.Current.CancellationToken);
    }

    private async Task PackLibrary(string version, string source, params string[] more)
    {
        await File.WriteAllTextAsync(Path.Combine(package.Directory, "Library", "Reports.cs"), source, TestContext.Current.CancellationToken);
        await Cli.Must(Path.Combine(package.Directory, "Library"), ["pack", "-o", "../feed", "-p:Version=" + version, "-p:PackageId=" + LibraryId, .. more]);
    }
}
