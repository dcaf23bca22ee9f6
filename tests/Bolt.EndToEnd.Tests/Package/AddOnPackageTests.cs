using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Bolt.EndToEnd.Tests;

/// <summary>Who references only an add-on gets the rest of Bolt with it.</summary>
[Collection(PublishedCollection.Name)]
public sealed partial class AddOnPackageTests(Package package)
{
    private const string EntityFramework =
        """
        using Bolt;
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<AppDb>(o => o.UseSqlite("Data Source=app.db"));
        builder.Services.AddBolt().AddJwt().AddEntityFrameworkRevocation<AppDb, RevokedToken>();
        var app = builder.Build();
        using (var scope = app.Services.CreateScope())
        {
            scope.ServiceProvider.GetRequiredService<AppDb>().Database.EnsureCreated();
        }

        app.MapBolt();
        app.Run();

        public sealed class AppDb(DbContextOptions<AppDb> options) : DbContext(options)
        {
            protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddBoltRevocation<RevokedToken>();
        }

        """ + Routes;

    private const string Database =
        """
        using Bolt;
        using Microsoft.Data.Sqlite;

        var database = SqliteFactory.Instance.CreateDataSource("Data Source=app.db");
        using (var command = database.CreateCommand(File.ReadAllText("tables.sql")))
        {
            command.ExecuteNonQuery();
        }

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddBolt()
            .AddJwt()
            .AddDatabaseRevocation(database)
            .AddSessions()
            .AddDatabaseSessions(database)
            .AddUsers<Member, Members>()
            .AddRefreshTokens<Member>()
            .AddDatabaseRefreshTokens(database);
        var app = builder.Build();
        app.MapBolt();
        app.Run();

        public sealed record Member(string Id) : IBoltUser
        {
            public string Username => Id;
            public bool IsStaff => false;
            public bool IsSuperuser => false;
        }

        public sealed class Members : IUserLoader<Member>
        {
            public ValueTask<Member?> FindAsync(string userId, CancellationToken cancellationToken) => new(new Member(userId));
        }

        public static class Site
        {
            [BoltPost("/login/{user}", Guards = [typeof(AllowAny)])]
            public static Task Login(string user, HttpContext http) => http.LoginAsync(new Member(user));

            [BoltPost("/visit", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static async Task<string> Visit(AuthContext auth, BoltSession session)
            {
                var visits = 1 + await session.GetAsync<int>("visits");
                await session.SetAsync("visits", visits);
                return $"{auth.UserId} {visits}";
            }

            [BoltPost("/pair/{user}", Guards = [typeof(AllowAny)])]
            public static async Task<string> Pair(string user, JwtIssuer issuer) => (await issuer.CreatePairAsync(new Member(user))).RefreshToken;

            [BoltPost("/refresh/{token}", Guards = [typeof(AllowAny)])]
            public static async Task<string> Refresh(string token, JwtIssuer issuer) => (await issuer.RefreshAsync(token))?.RefreshToken ?? "none";

            [BoltPost("/end/{token}", Guards = [typeof(AllowAny)])]
            public static async Task End(string token, JwtIssuer issuer) => await issuer.EndSessionAsync(token);
        }

        """ + Routes;

    private const string Routes =
        """
        public static class Shop
        {
            [BoltPost("/token/{user}", Guards = [typeof(AllowAny)])]
            public static string Token(string user, JwtIssuer issuer) => issuer.CreateToken(new User(user));

            [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string Me(AuthContext auth) => auth.UserId;

            [BoltPost("/logout", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static async Task Logout(AuthContext auth, IRevocationStore revoked, CancellationToken cancellationToken) => await revoked.RevokeAsync(auth, cancellationToken);

            private sealed record User(string Id) : IBoltUser
            {
                public string Username => Id;
                public bool IsStaff => false;
                public bool IsSuperuser => false;
            }
        }
        """;

    [Fact]
    public void DependsOnAllOfTheRuntimePackage()
    {
        using var archive = ZipFile.OpenRead(package.FileOf("Bolt.EntityFrameworkCore"));
        using var reader = new StreamReader(archive.GetEntry("Bolt.EntityFrameworkCore.nuspec")!.Open());
        var dependency = XDocument.Parse(reader.ReadToEnd()).Descendants().Single(static e => e.Name.LocalName == "dependency" && e.Attribute("id")?.Value == "Bolt.Runtime");
        Assert.Equal(package.Version, dependency.Attribute("version")?.Value);
        Assert.Null(dependency.Attribute("exclude"));
        Assert.Contains(archive.Entries, static e => e.FullName == "PACKAGE.md");
    }

    [Fact]
    public async Task AProjectThatKnowsOnlyTheAddOnGetsGeneratorAndRules()
    {
        (string, string)[] others = [("Microsoft.EntityFrameworkCore.Sqlite", "10.0.15")];
        var folder = await package.NewProject("EfShop", [("Program.cs", EntityFramework)], "Bolt.EntityFrameworkCore", isNative: false, others);
        await Cli.Must(folder, "build");
        await using (var server = await ServerProcess.StartAsync(Path.Combine(folder, "bin", "Debug", "net10.0", "EfShop"), folder, ("Bolt__Jwt__Secret", "a secret of the test's own, long enough for HS256")))
        {
            await RevokesOverHttp(server);
        }

        const string guarded = """[BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]""";
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Program.cs"), EntityFramework.Replace(guarded, """[BoltGet("/me", Auth = [typeof(JwtAuthentication)])]""", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var (code, output) = await Cli.Run(folder, "build", "--no-restore");
        Assert.NotEqual(0, code);
        Assert.Contains("error BOLT1001: GET /me", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoresInADatabasePublishNatively()
    {
        Cli.NeedsLinker();
        var tables = string.Join('\n', SqlBlock().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "guide", "stores.md"), TestContext.Current.CancellationToken)).Select(static m => m.Groups[1].Value));
        var folder = await package.NewProject("DatabaseShop", [("Program.cs", Database), ("tables.sql", tables)], others: ("Microsoft.Data.Sqlite", "10.0.15"));
        var output = await Cli.Must(folder, "publish", "-c", "Release", "-r", "linux-x64", "-o", "out");
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        await using var server = await ServerProcess.StartAsync(Path.Combine(folder, "out", "DatabaseShop"), folder, ("Bolt__Jwt__Secret", "a secret of the test's own, long enough for HS256"));
        await RevokesOverHttp(server);
        await KeepsASession(server);
        await Refreshes(server);
    }

    private static async Task KeepsASession(ServerProcess server)
    {
        async Task<HttpResponseMessage> Send(string path, string? cookie)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            if (cookie is not null)
            {
                request.Headers.Add("Cookie", cookie);
            }

            return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        using var login = await Send("/login/ada", null);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        foreach (var expected in new[] { "ada 1", "ada 2" })
        {
            using var visit = await Send("/visit", cookie);
            Assert.Contains(expected, await visit.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        using var stranger = await Send("/visit", null);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    private static async Task Refreshes(ServerProcess server)
    {
        async Task<string> Post(string path) => (await (await server.Send("POST", path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim('"');
        var first = await Post("/pair/ada");
        var second = await Post("/refresh/" + first);
        Assert.StartsWith("bolt_r1.", second, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        Assert.Equal(second, await Post("/refresh/" + first));
        await Post("/end/" + second);
        Assert.Equal("none", await Post("/refresh/" + second));
    }

    private static async Task RevokesOverHttp(ServerProcess server)
    {
        async Task<string> Token() => await (await server.Send("POST", "/token/ada")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var (token, other) = (await Token(), await Token());
        Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/me", token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Send("POST", "/logout", token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/me", token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/me", other)).StatusCode);
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex SqlBlock();
}
