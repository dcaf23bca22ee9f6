using Bolt.Authentication.Jwt.Refresh;
using Bolt.Conformance;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Runtime.Tests;

/// <summary>The in-memory store: what every store must hold, and what it costs.</summary>
public sealed class InMemoryRefreshTokenStoreTests
{
    private static readonly RefreshTokenStoreChecks Checks = new(static time => new InMemoryRefreshTokenStore(time));

    private readonly FakeTimeProvider _time = new(JwtHost.Start);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Checks.All().Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string name) => Checks.All().Single(c => c.Name == name).RunAsync();

    [Fact]
    public async Task What_is_over_leaves()
    {
        using var store = new InMemoryRefreshTokenStore(_time);
        for (var i = 0; i < 10; i++)
        {
            await store.CreateAsync(Family("user" + (i % 5), _time.GetUtcNow().AddHours(i + 1)), Cancellation);
        }

        await store.EndGenerationAsync("user1", Cancellation);
        _time.Advance(TimeSpan.FromHours(5) + TimeSpan.FromMinutes(1));
        Assert.Equal((5, 5), (store.Count, store.IndexedUsers));
        _time.Advance(TimeSpan.FromHours(20));
        Assert.Equal((0, 0), (store.Count, store.IndexedUsers));
        Assert.Equal(0, await store.GenerationAsync("user1", Cancellation));
    }

    /// <summary>A call that has found a family may be held up until it was ended: revocation beats the refresh under way.</summary>
    [Fact]
    public void What_was_found_and_then_ended_is_not_replaced()
    {
        var family = Family("user", _time.GetUtcNow().AddHours(1));
        Assert.True(FamilyEntry.TryParseId(family.Id, out var id));
        var entry = new FamilyEntry(id, family);
        Assert.True(entry.End());
        Assert.False(entry.TryReplace(family, family.Generation));
        Assert.False(entry.End());
        Assert.Null(entry.Read());
    }

    private RefreshFamily Family(string user, DateTimeOffset end) => RefreshTokenStoreSizeTests.Family(user, _time.GetUtcNow(), end);
}
