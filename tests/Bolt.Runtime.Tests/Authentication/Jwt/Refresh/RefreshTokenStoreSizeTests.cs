using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Runtime.Tests;

/// <summary>What a sign-in costs in memory. Alone: the whole process's memory is measured.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RefreshTokenStoreSizeTests
{
    private const string Name = "Memory";

    [Fact]
    public async Task A_family_takes_400_bytes_at_most()
    {
        const int Count = 20_000;
        using var store = new InMemoryRefreshTokenStore(new FakeTimeProvider(JwtHost.Start));
        await store.CreateAsync(Family("first", JwtHost.Start, JwtHost.Start.AddDays(1)), TestContext.Current.CancellationToken);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Count; i++)
        {
            await store.CreateAsync(Family("user-" + i, JwtHost.Start, JwtHost.Start.AddDays(1)), TestContext.Current.CancellationToken);
        }

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        TestContext.Current.SendDiagnosticMessage($"{each} bytes per family");
        Assert.InRange(each, 200, 400);
    }

    internal static RefreshFamily Family(string user, DateTimeOffset now, DateTimeOffset end) => new()
    {
        Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        UserId = user,
        Current = RandomNumberGenerator.GetBytes(32),
        Previous = RandomNumberGenerator.GetBytes(32),
        Nonce = RandomNumberGenerator.GetBytes(32),
        CreatedAt = now,
        RotatedAt = now,
        ExpiresAt = end,
        EndsAt = end,
    };
}
