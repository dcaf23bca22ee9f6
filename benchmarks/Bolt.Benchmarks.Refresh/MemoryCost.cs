using System.Security.Cryptography;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Refresh;

/// <summary>What a sign-in takes in memory, once it was refreshed: each of another user, whose id counts too.</summary>
internal static class MemoryCost
{
    public static async Task MeasureAsync(ResultStore results, string command, int families)
    {
        using var store = new InMemoryRefreshTokenStore(TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < families; i++)
        {
            await store.CreateAsync(
                new RefreshFamily
                {
                    Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                    UserId = FormattableString.Invariant($"user-{i:000000}"),
                    Current = RandomNumberGenerator.GetBytes(32),
                    Previous = RandomNumberGenerator.GetBytes(32),
                    Nonce = RandomNumberGenerator.GetBytes(32),
                    StampHash = RandomNumberGenerator.GetBytes(16),
                    Generation = 1,
                    CreatedAt = now,
                    RotatedAt = now,
                    ExpiresAt = now.AddDays(14),
                    EndsAt = now.AddDays(90),
                },
                default);
        }

        results.Set("refresh/memory/family/B", "B", command, (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / families);
        GC.KeepAlive(store);
    }
}
