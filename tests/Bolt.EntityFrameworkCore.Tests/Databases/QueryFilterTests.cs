using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>A filter for tenants or deleted rows that hides everything: what is there is still found, changed, ended and removed.</summary>
public sealed class QueryFilterTests(PostgresServer postgres)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TestDatabase.File)]
    [InlineData(TestDatabase.Postgres)]
    public async Task Sessions(string kind)
    {
        await using var database = TestDatabase.Create<FilteredDb>(kind, postgres);
        await using var stores = new Stores();
        var store = stores.Services<FilteredDb>(database, _time, static b => b.AddSessions().AddEntityFrameworkSessions<FilteredDb>()).GetRequiredService<ISessionStore>();
        var now = _time.GetUtcNow();
        SessionRecord Record(TimeSpan lifetime) => new()
        {
            Id = SessionId.New(), Backend = "b", SecretHash = new(new byte[32]), UserId = "alice", CreatedAt = now, LastSeenAt = now, IdleTimeout = TimeSpan.FromHours(1), EndsAt = now + lifetime,
        };
        var (record, old) = (Record(TimeSpan.FromHours(2)), Record(TimeSpan.FromMinutes(1)));
        Assert.True(await store.CreateAsync(record, Cancellation));
        Assert.True(await store.CreateAsync(record, Cancellation));
        Assert.True(await store.CreateAsync(old, Cancellation));
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(SessionWrite.Applied, await store.ApplyAsync(record.Id, 0, new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { ["a"] = new byte[] { 1 } } }, Cancellation));
        await store.TouchAsync(record.Id, 0, _time.GetUtcNow(), Cancellation);
        var found = Assert.Single(await store.ListAsync("b", "alice", Cancellation).ToListAsync(Cancellation));
        Assert.Equal((1, _time.GetUtcNow()), (found.Values.Count, found.LastSeenAt));
        var first = await store.EndGenerationAsync("b", "alice", null, Cancellation);
        Assert.Equal(first, await store.GenerationAsync("b", "alice", Cancellation));
        Assert.True((await store.EndGenerationAsync("b", "alice", null, Cancellation)).Current > first.Current);
        await store.PurgeAsync(_time.GetUtcNow(), Cancellation);
        Assert.Equal(1, await database.ScalarAsync<int>("SELECT COUNT(*) FROM \"BoltSessions\""));
        Assert.True(await store.DeleteAsync(record.Id, "alice", null, Cancellation));
        Assert.Null(await store.FindAsync(record.Id, Cancellation));
        Assert.Equal(0, await database.ScalarAsync<int>("SELECT COUNT(*) FROM \"BoltSessions\""));
        await store.PurgeAsync(_time.GetUtcNow().AddDays(2), Cancellation);
        Assert.Equal(0, await database.ScalarAsync<int>("SELECT COUNT(*) FROM \"BoltGenerations\""));
        await using var context = database.Context<FilteredDb>();
        Assert.Empty(await context.Set<StoredSession>().ToListAsync(Cancellation));
    }

    [Theory]
    [InlineData(TestDatabase.File)]
    [InlineData(TestDatabase.Postgres)]
    public async Task RefreshTokens(string kind)
    {
        await using var database = TestDatabase.Create<FilteredDb>(kind, postgres);
        await using var stores = new Stores();
        var store = stores.Services<FilteredDb>(database, _time, static b => b.AddEntityFrameworkRefreshTokens<FilteredDb, RefreshFamily>()).GetRequiredService<IRefreshTokenStore>();
        var now = _time.GetUtcNow();
        var family = new RefreshFamily { Id = new string('a', 32), UserId = "alice", Current = new byte[32], CreatedAt = now, RotatedAt = now, ExpiresAt = now.AddDays(1), EndsAt = now.AddDays(1) };
        await store.CreateAsync(family, Cancellation);
        await store.CreateAsync(family, Cancellation);
        (family.Generation, family.Current) = (1, [.. Enumerable.Repeat((byte)1, 32)]);
        Assert.True(await store.TryReplaceAsync(family, 0, Cancellation));
        Assert.Equal(1, Assert.Single(await store.ListAsync("alice", Cancellation).ToListAsync(Cancellation)).Generation);
        var first = await store.EndGenerationAsync("alice", Cancellation);
        Assert.Equal(first, await store.GenerationAsync("alice", Cancellation));
        Assert.True(await store.EndGenerationAsync("alice", Cancellation) > first);
        Assert.True(await store.EndAsync(family.Id, now, RefreshEndReason.SignedOut, Cancellation));
        Assert.False(await store.EndAsync(family.Id, now, RefreshEndReason.SignedOut, Cancellation));
        Assert.Equal(now, (await store.FindAsync(family.Id, Cancellation))!.EndedAt);
    }

    public sealed class FilteredDb(DbContextOptions<FilteredDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.AddBoltSessions().AddBoltRefreshTokens<RefreshFamily>();
            modelBuilder.Entity<StoredSession>().HasQueryFilter(static _ => false);
            modelBuilder.Entity<StoredGeneration>().HasQueryFilter(static _ => false);
            modelBuilder.Entity<RefreshFamily>().HasQueryFilter(static _ => false);
        }
    }
}
