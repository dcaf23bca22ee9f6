using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>Refresh tokens in a database, as a program uses them.</summary>
public sealed class RefreshTokenStoreTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Cases => [.. from kind in new[] { TestDatabase.File, TestDatabase.Postgres } from isEf in new[] { true, false } select (kind, isEf)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task FiftyRefreshesAtOnceGetOneTokenAndOneRotation(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var stores = new Stores();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var issuer = Services(stores, database, withEntityFramework, time).GetRequiredService<JwtIssuer>();
        var pair = await issuer.CreatePairAsync(await Add(database, "alice"), null, Cancellation);
        time.Advance(TimeSpan.FromMinutes(5));
        var pairs = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await issuer.RefreshAsync(pair.RefreshToken, Cancellation), Cancellation)));
        Assert.Single(pairs.Select(static p => p!.RefreshToken).Distinct());
        Assert.Equal(1, await database.ScalarAsync<int>("SELECT \"Generation\" FROM \"BoltRefreshFamilies\""));

        // Used again later than the grace: somebody has a copy.
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await issuer.RefreshAsync(pair.RefreshToken, Cancellation));
        Assert.Null(await issuer.RefreshAsync(pairs[0]!.RefreshToken, Cancellation));
        Assert.Equal((int)RefreshEndReason.Reused, await database.ScalarAsync<int>("SELECT \"EndReason\" FROM \"BoltRefreshFamilies\""));
    }

    /// <summary>A client sends what it likes. The database is not asked: it might compare without case, and PostgreSQL takes no NUL.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task WhatIsNoIdIsNobodysSignIn(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var stores = new Stores();
        var store = Services(stores, database, withEntityFramework, new FakeTimeProvider(DateTimeOffset.UtcNow)).GetRequiredService<IRefreshTokenStore>();
        foreach (var id in new[] { "", "a", new string('A', 32), new string('a', 31) + "\0", new string('a', 33), new string('g', 32) })
        {
            var now = DateTimeOffset.UtcNow;
            var family = new RefreshFamily { Id = id, UserId = "alice", Current = new byte[32], CreatedAt = now, RotatedAt = now, ExpiresAt = now.AddDays(1), EndsAt = now.AddDays(1) };
            Assert.Null(await store.FindAsync(id, Cancellation));
            Assert.False(await store.EndAsync(id, now, RefreshEndReason.SignedOut, Cancellation));
            Assert.False(await store.TryReplaceAsync(family, 0, Cancellation));
            await Assert.ThrowsAsync<ArgumentException>(async () => await store.CreateAsync(family, Cancellation));
        }
    }

    /// <summary>A grace is kept to less than a second.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AGraceOfHalfASecondIsOne(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var stores = new Stores();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, 900, TimeSpan.Zero));
        var issuer = Services(stores, database, withEntityFramework, time, static o => o.ReuseGrace = TimeSpan.FromMilliseconds(500)).GetRequiredService<JwtIssuer>();
        var pair = await issuer.CreatePairAsync(await Add(database, "alice"), null, Cancellation);
        time.Advance(TimeSpan.FromMinutes(1));
        var next = await issuer.RefreshAsync(pair.RefreshToken, Cancellation);
        time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(next!.RefreshToken, (await issuer.RefreshAsync(pair.RefreshToken, Cancellation))!.RefreshToken);
        time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Null(await issuer.RefreshAsync(pair.RefreshToken, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task WhatAnAmbientTransactionEndsStaysEnded(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var stores = new Stores();
        var services = Services(stores, database, withEntityFramework, TimeProvider.System);
        var issuer = services.GetRequiredService<JwtIssuer>();
        var user = await Add(database, "alice");
        var (first, second) = (await issuer.CreatePairAsync(user, null, Cancellation), await issuer.CreatePairAsync(user, null, Cancellation));
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await issuer.EndSessionAsync(first.RefreshToken, Cancellation);
            Assert.Equal(1, await services.GetRequiredService<BoltSessions>().EndAllAsync("alice", null, Cancellation));
        }

        Assert.Null(await issuer.RefreshAsync(first.RefreshToken, Cancellation));
        Assert.Null(await issuer.RefreshAsync(second.RefreshToken, Cancellation));
        Assert.NotNull(await issuer.RefreshAsync((await issuer.CreatePairAsync(user, null, Cancellation)).RefreshToken, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task OnAnotherServerTheSameSignInGoesOn(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var stores = new Stores();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var (one, other) = (Services(stores, database, withEntityFramework, time), Services(stores, database, withEntityFramework, time));
        var pair = await one.GetRequiredService<JwtIssuer>().CreatePairAsync(await Add(database, "alice"), new SignIn { Device = "phone" }, Cancellation);
        time.Advance(TimeSpan.FromMinutes(2));
        var next = await other.GetRequiredService<JwtIssuer>().RefreshAsync(pair.RefreshToken, Cancellation);
        Assert.Equal(pair.SessionId, next!.SessionId);
        var listed = new List<SessionInfo>();
        await foreach (var session in other.GetRequiredService<BoltSessions>().ListAsync("alice", Cancellation))
        {
            listed.Add(session);
        }

        Assert.Equal("phone", Assert.Single(listed).Device);

        // The user is gone: refused there, too.
        await database.RunAsync("DELETE FROM \"Users\"");
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await one.GetRequiredService<JwtIssuer>().RefreshAsync(next.RefreshToken, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task WhatIsOverLeaves(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var app = await Application.StartAsync(
            s => s.AddSingleton<TimeProvider>(time).AddDbContextFactory<AppDb>(database.Use),
            b => AllStores.Add(b.AddEntityFrameworkUsers<AppDb, AppUser>().AddRefreshTokens<AppUser>(), source, withEntityFramework));
        var issuer = app.Services.GetRequiredService<JwtIssuer>();
        var user = await Add(database, "alice");
        await issuer.CreatePairAsync(user, null, Cancellation);
        await app.Services.GetRequiredService<BoltSessions>().EndAllAsync("alice", null, Cancellation);
        time.Advance(TimeSpan.FromDays(10));
        var live = await issuer.CreatePairAsync(user, null, Cancellation);
        time.Advance(TimeSpan.FromDays(5));
        for (var i = 0; await database.ScalarAsync<long>("SELECT (SELECT COUNT(*) FROM \"BoltRefreshFamilies\") + 10 * (SELECT COUNT(*) FROM \"BoltGenerations\")") != 1; i++)
        {
            // Two days of the test's clock, and a minute or more of this machine's.
            Assert.True(i < 3000, "It does not leave.");
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(20, Cancellation);
        }

        Assert.Equal(live.SessionId, await database.ScalarAsync<string>("SELECT \"Id\" FROM \"BoltRefreshFamilies\""));
    }

    [Fact]
    public async Task AFamilyOfOnesOwnHasItsColumns()
    {
        await using var database = TestDatabase.Create<OwnDb>(TestDatabase.Postgres, postgres);
        await using var stores = new Stores();
        var store = stores.Services<OwnDb>(database, TimeProvider.System, static b => b.AddEntityFrameworkRefreshTokens<OwnDb, OwnFamily>()).GetRequiredService<IRefreshTokenStore>();
        var family = new RefreshFamily { Id = new string('a', 32), UserId = "alice", Current = new byte[32], ExpiresAt = DateTimeOffset.UtcNow.AddDays(1), EndsAt = DateTimeOffset.UtcNow.AddDays(1) };
        await store.CreateAsync(family, Cancellation);
        Assert.Equal("nothing", Assert.IsType<OwnFamily>(await store.FindAsync(family.Id, Cancellation)).Note);
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT COUNT(*) FROM sign_ins WHERE \"Note\" = 'nothing'"));
    }

    private static ServiceProvider Services(Stores stores, TestDatabase database, bool withEntityFramework, TimeProvider time, Action<RefreshTokenOptions>? configure = null) => stores.Services<AppDb>(
        database,
        time,
        b => AllStores.Add(b.AddJwt(static o => o.Secret = Application.Secret).AddEntityFrameworkUsers<AppDb, AppUser>().AddRefreshTokens<AppUser>(configure), stores.Keep(database.CreateDataSource()), withEntityFramework));

    private static async Task<AppUser> Add(TestDatabase database, string id)
    {
        await using var context = database.Context<AppDb>();
        var user = new AppUser { Id = id, Username = id };
        context.Add(user);
        await context.SaveChangesAsync(Cancellation);
        return user;
    }

    public sealed class OwnDb(DbContextOptions<OwnDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => Assert.Same(modelBuilder, modelBuilder.AddBoltRefreshTokens<OwnFamily>());
    }

    [System.ComponentModel.DataAnnotations.Schema.Table("sign_ins")]
    public sealed class OwnFamily : RefreshFamily
    {
        public string Note { get; set; } = "nothing";
    }
}
