using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bolt.Tests;

namespace Bolt.EndToEnd.Tests;

/// <summary>Who references only an add-on gets the rest of Bolt with it.</summary>
public sealed partial class AddOnPackageTests(Package package, RedisServer redis) : IClassFixture<Packed>, IClassFixture<RedisServer>
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

    /// <summary>One program for two, because publishing takes a minute: over Redis where a connection is given, else over a database without EF.</summary>
    private const string Native =
        """
        using Bolt;
        using Microsoft.Data.Sqlite;
        using StackExchange.Redis;

        var builder = WebApplication.CreateSlimBuilder(args);
        var bolt = builder.Services.AddBolt().AddJwt().AddUsers<User, UserLoader>().AddSessions().AddRefreshTokens<User>();
        builder.Services.AddHealthChecks();
        if (builder.Configuration["Redis"] is { } redis)
        {
            builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(redis));
            builder.Services.AddHealthChecks().AddBoltRevocation();
            bolt.AddRedisRevocation(static o => o.ReconnectTime = TimeSpan.FromSeconds(2)).AddRedisSessions().AddRedisRefreshTokens();
        }
        else
        {
            var database = SqliteFactory.Instance.CreateDataSource("Data Source=app.db");
            using var command = database.CreateCommand(File.ReadAllText("tables.sql"));
            command.ExecuteNonQuery();
            bolt.AddDatabaseRevocation(database).AddDatabaseSessions(database).AddDatabaseRefreshTokens(database);
        }

        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapBolt();
        app.Run();

        public sealed class UserLoader : IUserLoader<User>
        {
            public ValueTask<User?> FindAsync(string userId, CancellationToken cancellationToken) => new(new User(userId));
        }

        public static class Stored
        {
            [BoltPost("/sign-in/{user}", Guards = [typeof(AllowAny)])]
            public static async Task<string> SignIn(string user, JwtIssuer issuer, CancellationToken cancellationToken) => (await issuer.CreatePairAsync(new User(user), null, cancellationToken)).RefreshToken;

            [BoltPost("/refresh/{token}", Guards = [typeof(AllowAny)])]
            public static async Task<string> Refresh(string token, JwtIssuer issuer, CancellationToken cancellationToken) => (await issuer.RefreshAsync(token, cancellationToken))?.RefreshToken ?? "";

            [BoltPost("/end/{token}", Guards = [typeof(AllowAny)])]
            public static async Task End(string token, JwtIssuer issuer) => await issuer.EndSessionAsync(token);

            [BoltPost("/login/{user}", Guards = [typeof(AllowAny)])]
            public static Task Login(string user, HttpContext http) => http.LoginAsync(new User(user));

            [BoltPost("/whoami", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string Who(AuthContext auth) => auth.UserId;

            [BoltPost("/visits", Auth = [typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
            public static async Task<string> Visit(BoltSession session)
            {
                var visits = await session.GetAsync("visits", 0) + 1;
                await session.SetAsync("visits", visits);
                return visits.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
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

        }

        public sealed record User(string Id) : IBoltUser
        {
            public string Username => Id;
            public bool IsStaff => false;
            public bool IsSuperuser => false;
        }
        """;

    private const string Guarded = """[BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]""";
    private const string Unguarded = """[BoltGet("/me", Auth = [typeof(JwtAuthentication)])]""";

    private static HashSet<string?> SeeInternals =>
        [.. XDocument.Load(Path.Combine(Repository.Root, "Bolt.Runtime", "Bolt.Runtime.csproj")).Descendants("InternalsVisibleTo").Select(static e => e.Attribute("Include")?.Value)];

    [Theory]
    [InlineData("Bolt.EntityFrameworkCore")]
    [InlineData("Bolt.Redis")]
    [InlineData("Bolt.OpenApi")]
    [InlineData("Bolt.Testing")]
    public void DependsOnAllOfTheRuntimePackage(string id)
    {
        using var archive = ZipFile.OpenRead(package.FileOf(id));
        using var reader = new StreamReader(archive.GetEntry(id + ".nuspec")!.Open());
        var dependency = XDocument.Parse(reader.ReadToEnd()).Descendants().Single(static e => e.Name.LocalName == "dependency" && e.Attribute("id")?.Value == "Bolt.Runtime");
        // Who sees its internals, which any version may change, takes no other version.
        Assert.Equal(SeeInternals.Contains(id) ? $"[{package.Version}]" : package.Version, dependency.Attribute("version")?.Value);
        Assert.Null(dependency.Attribute("exclude"));
        Assert.Contains(archive.Entries, static e => e.FullName == "PACKAGE.md");
    }

    /// <summary>The checks of stores are an assembly of their own in it, documented as far as they are public.</summary>
    [Fact]
    public void TheTestingPackageHoldsTheChecksOfStores()
    {
        using var archive = ZipFile.OpenRead(package.FileOf("Bolt.Testing"));
        Assert.Equal(
            ["lib/net10.0/Bolt.Conformance.dll", "lib/net10.0/Bolt.Conformance.xml", "lib/net10.0/Bolt.Testing.dll", "lib/net10.0/Bolt.Testing.xml"],
            archive.Entries.Select(static e => e.FullName).Where(static n => n.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        using var documentation = new StreamReader(archive.GetEntry("lib/net10.0/Bolt.Conformance.xml")!.Open());
        var members = XDocument.Parse(documentation.ReadToEnd()).Descendants("member").Select(static m => m.Attribute("name")!.Value).ToList();
        Assert.Contains("T:Bolt.Conformance.SessionStoreChecks", members);
        Assert.DoesNotContain("T:Bolt.Conformance.Records", members);
    }

    [Fact]
    public async Task AProjectThatKnowsOnlyTheAddOnGetsGeneratorAndRules()
    {
        (string, string)[] others = [("Microsoft.EntityFrameworkCore.Sqlite", "10.0.15")];
        var folder = await package.NewProject("EfShop", [("Program.cs", EntityFramework)], "Bolt.EntityFrameworkCore", isNative: false, others);
        await Cli.Must(folder, "build");
        await using (var server = await ServerProcess.StartAsync(Path.Combine(folder, "bin", "Debug", "net10.0", "EfShop"), folder, Secret))
        {
            await RevokesOverHttp(server);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), EntityFramework.Replace(Guarded, Unguarded, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var (code, output) = await Cli.Run(folder, "build", "--no-restore");
        Assert.NotEqual(0, code);
        Assert.Contains("error BOLT1001: GET /me", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoresWithoutEntityFrameworkPublishNatively()
    {
        Cli.NeedsLinker();
        redis.Needed();
        var tables = string.Join('\n', SqlBlock().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "guide", "stores.md"), TestContext.Current.CancellationToken)).Select(static m => m.Groups[1].Value));
        var folder = await package.NewProject("NativeShop", [("Program.cs", Native.Replace(Guarded, Unguarded, StringComparison.Ordinal)), ("tables.sql", tables)], "Bolt.Redis", others: ("Microsoft.Data.Sqlite", "10.0.15"));
        var (code, unguarded) = await Cli.Run(folder, "build");
        Assert.NotEqual(0, code);
        Assert.Contains("error BOLT1001: GET /me", unguarded, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Native, TestContext.Current.CancellationToken);
        var output = await Cli.Must(folder, "publish", "-c", "Release", "-r", "linux-x64", "-o", "out", "-p:NativeDebugSymbols=false");
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        var binary = Path.Combine(folder, "out", "NativeShop");
        await using (var server = await ServerProcess.StartAsync(binary, folder, Secret))
        {
            await RevokesOverHttp(server);
            await KeepsASession(server);
            await Refreshes(server);
        }

        // Another process hears of it within a poll, a session and a sign-in are the same in both.
        await using var one = await ServerProcess.StartAsync(binary, folder, Secret, ("Redis", redis.Configuration));
        await using var two = await ServerProcess.StartAsync(binary, folder, Secret, ("Redis", redis.Configuration));
        await RevokesOverHttp(one);
        var token = await BodyAsync(one.Send("POST", "/token/ada"));
        Assert.Equal(HttpStatusCode.OK, (await two.Send("GET", "/me", token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await one.Send("POST", "/logout", token)).StatusCode);
        for (var i = 0; i < 1500 && (await two.Send("GET", "/me", token)).StatusCode == HttpStatusCode.OK; i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await two.Send("GET", "/me", token)).StatusCode);
        Assert.Equal("Healthy", await BodyAsync(two.Send("GET", "/health")));
        var first = await BodyAsync(one.Send("POST", "/sign-in/ada"));
        var second = await BodyAsync(two.Send("POST", "/refresh/" + first));
        Assert.StartsWith("bolt_r1.", second, StringComparison.Ordinal);
        Assert.Equal(second, await BodyAsync(one.Send("POST", "/refresh/" + first)));
        var (visits, cookie) = await VisitAsync(one, null);
        Assert.Equal(("1", "2"), (visits, (await VisitAsync(two, cookie)).Visits));
    }

    private static (string, string) Secret => ("Bolt__Jwt__Secret", "a secret of the test's own, long enough for HS256");

    private static async Task<string> BodyAsync(Task<HttpResponseMessage> response) => await (await response).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task<HttpResponseMessage> FromThisSite(ServerProcess server, string path, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<(string Visits, string? Cookie)> VisitAsync(ServerProcess server, string? cookie)
    {
        using var response = await FromThisSite(server, "/visits", cookie);
        return (
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.TryGetValues("Set-Cookie", out var values) ? values.Single().Split(';')[0] : null);
    }

    private static async Task KeepsASession(ServerProcess server)
    {
        using var login = await FromThisSite(server, "/login/ada", null);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.Equal("ada", await BodyAsync(FromThisSite(server, "/whoami", cookie)));
        Assert.Equal("1", (await VisitAsync(server, cookie)).Visits);
        Assert.Equal("2", (await VisitAsync(server, cookie)).Visits);
        using var stranger = await FromThisSite(server, "/whoami", null);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    private static async Task Refreshes(ServerProcess server)
    {
        var first = await BodyAsync(server.Send("POST", "/sign-in/ada"));
        var second = await BodyAsync(server.Send("POST", "/refresh/" + first));
        Assert.StartsWith("bolt_r1.", second, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        Assert.Equal(second, await BodyAsync(server.Send("POST", "/refresh/" + first)));
        await server.Send("POST", "/end/" + second);
        Assert.Equal("", await BodyAsync(server.Send("POST", "/refresh/" + second)));
    }

    private static async Task RevokesOverHttp(ServerProcess server)
    {
        var (token, other) = (await BodyAsync(server.Send("POST", "/token/ada")), await BodyAsync(server.Send("POST", "/token/ada")));
        Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/me", token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Send("POST", "/logout", token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/me", token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/me", other)).StatusCode);
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex SqlBlock();
}
