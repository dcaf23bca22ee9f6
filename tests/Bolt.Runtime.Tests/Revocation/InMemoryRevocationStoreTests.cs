using Bolt.Conformance;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Runtime.Tests;

/// <summary>The in-memory store: what every store must hold, and that entries leave in time and cost nothing where there are none.</summary>
public sealed class InMemoryRevocationStoreTests
{
    private static readonly RevocationStoreChecks Checks = new(static (time, options) => new InMemoryRevocationStore(Options.Create(options), time));

    private static readonly DateTimeOffset Start = new(2025, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Checks.All().Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string name) => Checks.All().Single(c => c.Name == name).RunAsync();

    [Fact]
    public async Task Entries_leave_once_no_token_needs_them_and_not_before()
    {
        using var store = Store(new RevocationOptions { ClockSkew = TimeSpan.FromSeconds(30), MaximumTokenLifetime = TimeSpan.FromDays(1), Retention = TimeSpan.FromDays(2) });
        await store.RevokeUserAsync("user", Start, null, Cancellation);
        await store.RevokeSessionAsync("session", Start, null, Cancellation);
        await store.RevokeEveryoneAsync(Start, null, Cancellation);
        await store.RevokeSessionAsync("longer", Start.AddDays(3), null, Cancellation);
        Assert.Equal(4, store.LevelCount);
        _time.Advance(TimeSpan.FromDays(2) + TimeSpan.FromSeconds(29));
        Assert.Equal(4, store.LevelCount);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, store.LevelCount);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, store.LevelCount);

        // And again from nothing.
        await store.RevokeUserAsync("user", _time.GetUtcNow(), null, Cancellation);
        Assert.True(await store.IsRevokedAsync(Token(), Cancellation));
    }

    [Fact]
    public async Task Any_lifetime_keeps_entries_for_good()
    {
        using var store = Store(new RevocationOptions { MaximumTokenLifetime = TimeSpan.MaxValue });
        await store.RevokeSessionAsync("session", Start, null, Cancellation);
        _time.Advance(TimeSpan.FromDays(150));
        Assert.Equal(1, store.LevelCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Look_ups_allocate_nothing(bool hasEntries)
    {
        using var store = Store(new RevocationOptions());
        if (hasEntries)
        {
            await store.RevokeUserAsync("another", Start, null, Cancellation);
            await store.RevokeSessionAsync("another", Start, null, Cancellation);
        }

        var (token, cancellation) = (Token(), Cancellation);
        Assert.False(await store.IsRevokedAsync(token, cancellation));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = store.IsRevokedAsync(token, cancellation);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task Keys_of_a_token_are_not_even_made_where_nothing_is_revoked()
    {
        using var store = Store(new RevocationOptions());
        var cancellation = Cancellation;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var token = Token();
        var made = GC.GetAllocatedBytesForCurrentThread() - before;
        _ = token.RevocationId;
        before = GC.GetAllocatedBytesForCurrentThread();
        _ = store.IsRevokedAsync(token, cancellation);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(made > 0);
        await store.RevokeUserAsync("another", Start, null, Cancellation);
        before = GC.GetAllocatedBytesForCurrentThread();
        _ = store.IsRevokedAsync(token, cancellation);
        Assert.NotEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static AuthContext Token() => new("user", "jwt") { TokenId = "id", SessionId = "session", IssuedAt = Start };

    private InMemoryRevocationStore Store(RevocationOptions options) => new(Options.Create(options), _time);
}
