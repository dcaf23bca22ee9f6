using System.IO.Compression;
using System.Net;

namespace Bolt.EndToEnd.Tests;

/// <summary>The package as a user gets it.</summary>
[Collection(PublishedCollection.Name)]
public sealed class PackageTests(Package package)
{
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
            [BoltPost("/token/{user}", Guards = [typeof(AllowAny)])]
            public static string Token(string user, JwtIssuer issuer) =>
                issuer.CreateToken(new User(user), claims: new Dictionary<string, object?> { ["permissions"] = new[] { "shop.read" } });

            [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string Me(AuthContext auth) => auth.UserId;

            [BoltGet("/read", Auth = [typeof(JwtAuthentication)])]
            [HasPermission("shop.read")]
            public static string Read() => "read";

            [BoltGet("/write", Auth = [typeof(JwtAuthentication)])]
            [HasPermission("shop.write")]
            public static string Write() => "write";

            private sealed record User(string Id) : IBoltUser
            {
                public string Username => Id;
                public bool IsStaff => false;
                public bool IsSuperuser => false;
            }
        }
        """;

    [Fact]
    public void HoldsTheRuntimeAndTheCompilersPart()
    {
        using var archive = ZipFile.OpenRead(package.File);
        var entries = archive.Entries.Select(static e => e.FullName).ToList();
        Assert.Contains("lib/net10.0/Bolt.Runtime.dll", entries);
        Assert.Contains("lib/net10.0/Bolt.Runtime.xml", entries);
        Assert.Contains("README.md", entries);
        Assert.Equal(
            ["analyzers/dotnet/cs/Bolt.Analyzers.dll", "analyzers/dotnet/cs/Bolt.CodeFixes.dll", "analyzers/dotnet/cs/Bolt.Generators.dll"],
            entries.Where(static e => e.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AProjectThatKnowsOnlyThePackagePublishesNativelyAndServes()
    {
        Cli.NeedsLinker();
        var folder = await package.NewProject("Shop", Program);
        var output = await Cli.Must(folder, "publish", "-c", "Release", "-r", "linux-x64", "-o", "out");
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);

        await using var server = await ServerProcess.StartAsync(Path.Combine(folder, "out", "Shop"), folder, ("Bolt__Jwt__Secret", "a secret of the test's own, long enough for HS256"));
        var token = await (await server.Send("POST", "/token/ada")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("ada", await (await server.Send("GET", "/me", token)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/me", token[..^4] + "AAAA")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/read", token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Send("GET", "/write", token)).StatusCode);
    }

    [Fact]
    public async Task AMissingGuardStopsTheBuildAndTheFixRestoresIt()
    {
        const string guarded = """[BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]""";
        var folder = await package.NewProject("Forgotten", Program.Replace(guarded, """[BoltGet("/me", Auth = [typeof(JwtAuthentication)])]""", StringComparison.Ordinal));
        var (code, output) = await Cli.Run(folder, "build");
        Assert.NotEqual(0, code);
        Assert.Contains("Program.cs(15,6): error BOLT1001: GET /me", output, StringComparison.Ordinal);

        // With the rules switched off it builds, and refuses.
        await Cli.Must(folder, "build", "--no-restore", "-p:RunAnalyzers=false");
        await using (var server = await ServerProcess.StartAsync(
            Path.Combine(folder, "bin", "Debug", "net10.0", "Forgotten"), folder, ("Bolt__Jwt__Secret", "a secret of the test's own, long enough for HS256")))
        {
            var token = await (await server.Send("POST", "/token/ada")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/read", token)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await server.Send("GET", "/me", token)).StatusCode);
        }

        await Cli.Must(folder, "format", "analyzers", "Forgotten.csproj", "--diagnostics", "BOLT1001", "--severity", "error", "--no-restore");
        Assert.Contains(guarded, await File.ReadAllTextAsync(Path.Combine(folder, "Program.cs"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await Cli.Must(folder, "build", "--no-restore");
    }
}
