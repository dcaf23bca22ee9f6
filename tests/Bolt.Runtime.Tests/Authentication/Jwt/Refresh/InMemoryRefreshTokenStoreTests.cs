using System.Security.Cryptography;
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

    [Fact]
    public async Task A_family_takes_400_bytes_at_most()
    {
        const int Count = 20_000;
        using var store = new InMemoryRefreshTokenStore(_time);
        await store.CreateAsync(Family("first", _time.GetUtcNow().AddDays(1)), Cancellation);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Count; i++)
        {
            await store.CreateAsync(Family("user-" + i, _time.GetUtcNow().AddDays(1)), Cancellation);
        }

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        TestContext.Current.SendDiagnosticMessage($"{each} bytes per family");
        Assert.InRange(each, 200, 400);
    }

    private RefreshFamily Family(string user, DateTimeOffset end) => new()
    {
        Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        UserId = user,
        Current = RandomNumberGenerator.GetBytes(32),
        Previous = RandomNumberGenerator.GetBytes(32),
        Nonce = RandomNumberGenerator.GetBytes(32),
        CreatedAt = _time.GetUtcNow(),
        RotatedAt = _time.GetUtcNow(),
        ExpiresAt = end,
        EndsAt = end,
    };
}
