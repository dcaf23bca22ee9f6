using System.Net;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>Sessions in a database, as a browser and two servers use them.</summary>
public sealed class SessionStoreTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Cases => [.. from kind in new[] { TestDatabase.File, TestDatabase.Postgres } from isEf in new[] { true, false } select (kind, isEf)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task OneSignInIsGoodOnEveryServerUntilItIsEndedOnAny(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        await AddUser(database);
        await using var one = await Start(database, source, withEntityFramework, TimeProvider.System);
        await using var other = await Start(database, source, withEntityFramework, TimeProvider.System);
        var (first, second) = (await Login(one), await Login(other));
        Assert.Equal((200, 200, 200), (await Status(one, first), await Status(other, first), await Status(one, second)));
        Assert.Equal(401, await Status(one, first[..^4] + "AAAA"));
        Assert.Equal(200, await Status(one, first, "/session/put/blue", "POST"));
        Assert.Equal("blue", await Body(other, first, "/session/value"));

        // Everywhere, inside a transaction that rolls back.
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            Assert.Equal(2, await other.Services.GetRequiredService<BoltSessions>().EndAllAsync("alice", null, Cancellation));
        }

        Assert.Equal((401, 401, 401), (await Status(one, first), await Status(other, first), await Status(one, second)));
        Assert.Equal(200, await Status(other, await Login(one)));
    }

    /// <summary>No server remembers a session: the other one's old key is dead with the answer that brings the new one.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AReplacedKeyIsDeadAtOnceOnEveryServer(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        await AddUser(database);
        await using var one = await Start(database, source, withEntityFramework, TimeProvider.System);
        await using var two = await Start(database, source, withEntityFramework, TimeProvider.System);
        var key = await Login(one);
        Assert.Equal(200, await Status(two, key, "/session/put/blue", "POST"));
        var (changes, other) = (one, two);
        foreach (var how in new[] { "cycle", "login-again", "refresh", "cycle" })
        {
            Assert.Equal((200, 200), (await Status(changes, key), await Status(other, key)));
            using var response = await Send(changes, key, "/session/" + how, "POST");
            var next = response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            Assert.NotEqual(key, next);
            Assert.Equal((401, 401), (await Status(other, key), await Status(changes, key)));
            Assert.Equal(("blue", "blue"), (await Body(other, next, "/session/value"), await Body(changes, next, "/session/value")));
            (key, changes, other) = (next, other, changes);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ParallelRequestsLoseNoValue(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        await AddUser(database);
        await using var app = await Start(database, source, withEntityFramework, TimeProvider.System);
        var cookie = await Login(app);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Status(app, cookie, $"/session/add/n{i}", "POST")));
        Assert.All(statuses, static s => Assert.Equal(200, s));
        Assert.Equal("12", await Body(app, cookie, "/session/count"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task WhatIsOverLeaves(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        await AddUser(database);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var app = await Start(database, source, withEntityFramework, time);
        var old = await Login(app);
        time.Advance(TimeSpan.FromDays(20));
        Assert.Equal(401, await Status(app, old));
        var live = await Login(app);
        for (var i = 0; await database.ScalarAsync<long>("SELECT COUNT(*) FROM \"BoltSessions\"") != 1; i++)
        {
            Assert.True(i < 600, "It does not leave.");
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(20, Cancellation);
        }

        Assert.Equal(200, await Status(app, live));
    }

    /// <summary>Two tables; what a migration makes of them.</summary>
    [Fact]
    public async Task TheModelHasItsTablesAndIndexes()
    {
        await using var database = TestDatabase.Create(TestDatabase.Postgres, postgres);
        await using var context = database.Context<SessionDb>();
        var script = context.Database.GenerateCreateScript();
        Assert.Equal(
            ["CREATE TABLE \"BoltGenerations\" (", "CREATE TABLE \"BoltSessions\" ("],
            script.Split('\n').Where(static l => l.StartsWith("CREATE TABLE", StringComparison.Ordinal)).Select(static l => l.Trim()));
        Assert.Equal(
            ["CREATE INDEX \"IX_BoltGenerations_RaisedAt\" ON \"BoltGenerations\" (\"RaisedAt\");", "CREATE INDEX \"IX_BoltSessions_ExpiresAt\" ON \"BoltSessions\" (\"ExpiresAt\");", "CREATE INDEX \"IX_BoltSessions_UserKey\" ON \"BoltSessions\" (\"UserKey\");"],
            script.Split('\n').Where(static l => l.StartsWith("CREATE INDEX", StringComparison.Ordinal)).Select(static l => l.Trim()));
    }

    private static Task<Application> Start(TestDatabase database, System.Data.Common.DbDataSource source, bool withEntityFramework, TimeProvider time) => Application.StartAsync(
        s => s.AddSingleton(time).AddDbContextPool<AppDb>(database.Use), b => AllStores.Add(b.AddEntityFrameworkUsers<AppDb, AppUser>(), source, withEntityFramework));

    private static async Task AddUser(TestDatabase database)
    {
        await using var context = database.Context<AppDb>();
        context.Add(new AppUser { Id = "alice", Username = "alice" });
        await context.SaveChangesAsync(Cancellation);
    }

    private static async Task<string> Login(Application app)
    {
        using var response = await app.Send("/session/login", null, "POST");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static async Task<int> Status(Application app, string cookie, string path = "/session/me", string method = "GET")
    {
        using var response = await Send(app, cookie, path, method);
        return (int)response.StatusCode;
    }

    private static async Task<string> Body(Application app, string cookie, string path)
    {
        using var response = await Send(app, cookie, path, "GET");
        return (await response.Content.ReadAsStringAsync(Cancellation)).Trim('"');
    }

    private static async Task<HttpResponseMessage> Send(Application app, string cookie, string path, string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await app.Client.SendAsync(request, Cancellation);
    }

    public sealed class SessionDb(DbContextOptions<SessionDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => Assert.Same(modelBuilder, modelBuilder.AddBoltSessions());
    }
}
