using Bolt.Benchmarks.Reporting;
using Microsoft.Extensions.Options;

namespace Bolt.Benchmarks.Sessions;

/// <summary>What a session of a user, with two values, takes in memory.</summary>
internal static class MemoryCost
{
    /// <summary>Bytes of the name that a browser gives itself: 111 characters, and what a string takes beside them.</summary>
    public const int Device = 248;

    public static async Task MeasureAsync(ResultStore results, string command, int sessions)
    {
        var services = new ServiceCollection().AddSingleton(Options.Create(new InMemorySessionStoreOptions { MaximumSize = long.MaxValue, MaximumAnonymousSize = long.MaxValue }));
        await using var provider = services.BuildServiceProvider();
        using var store = new InMemorySessionStore(provider.GetRequiredService<IOptions<InMemorySessionStoreOptions>>(), TimeProvider.System);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < sessions; i++)
        {
            var now = TimeProvider.System.GetUtcNow();
            var id = SessionId.New();
            await store.CreateAsync(
                new SessionRecord
                {
                    Id = id,
                    Backend = "Bolt.SessionAuthentication",
                    SecretHash = new SecretHash(System.Security.Cryptography.RandomNumberGenerator.GetBytes(SecretHash.Size)),
                    UserId = "user-" + i,
                    CreatedAt = now,
                    LastSeenAt = now,
                    IdleTimeout = TimeSpan.FromDays(1),
                    EndsAt = now.AddDays(14),
                    Auth = new SessionAuth(now, "password", null),
                    Device = string.Create(111, i, static (span, number) => span.Fill((char)('a' + (number % 26)))),
                },
                default);
            await store.ApplyAsync(
                id,
                0,
                new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { ["theme"] = "\"dark\""u8.ToArray(), ["visits"] = "1"u8.ToArray() }, MaximumSize = 65536 },
                default);
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        results.Set("sessions/memory/session/B", "B", command, (double)(after - before) / sessions);
        GC.KeepAlive(store);
    }
}
