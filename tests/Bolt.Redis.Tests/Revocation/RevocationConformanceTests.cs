using Bolt.Conformance;
using Bolt.Redis.Revocation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bolt.Redis.Tests;

/// <summary>What every revocation store must hold, over a real Redis and over one in memory.</summary>
public sealed class RevocationConformanceTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static readonly RevocationStoreChecks Simulated = new(static (time, options) =>
        Create(new SimulatedLog(new SimulatedServer(() => time.GetUtcNow().ToUnixTimeMilliseconds(), new Random(1), 0)), time, options));

    private static int _stores;

    public static TheoryData<string> Names => [.. Simulated.All().Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string name) => Simulated.All().Single(c => c.Name == name).RunAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task HoldsOverRedis(string name)
    {
        redis.Needed();
        await using var connection = await redis.ConnectAsync();
        var checks = new RevocationStoreChecks((time, options) =>
        {
            var settings = new RedisRevocationOptions { KeyPrefix = "store" + Interlocked.Increment(ref _stores), HoldTime = TimeSpan.Zero, ReconnectTime = TimeSpan.Zero };
            return Create(new ShiftedLog(new RedisRevocationLog(connection, settings), time), time, options);
        });
        await checks.All().Single(c => c.Name == name).RunAsync();
    }

    private static PolledStore Create(IRevocationLog log, TimeProvider time, RevocationOptions options)
    {
        var replica = new RevocationReplica(log, new RedisRevocationOptions { HoldTime = TimeSpan.Zero, ReconnectTime = TimeSpan.Zero, HealDelay = TimeSpan.Zero }, time, new(new TestMeterFactory()), NullLogger.Instance);
        return new(replica, new RedisRevocationStore(replica, options, time));
    }

    /// <summary>The clock of these checks stands still or leaps: the store looks at the log before each question, as it would all the time.</summary>
    private sealed class PolledStore(RevocationReplica replica, RedisRevocationStore store) : ISessionRevocationStore, IAsyncDisposable
    {
        public async ValueTask<bool> IsRevokedAsync(AuthContext token, CancellationToken cancellationToken)
        {
            await replica.SynchronizeAsync();
            var answer = await store.IsRevokedAsync(token, cancellationToken);
            Assert.Equal(answer ? RevocationStatus.Revoked : RevocationStatus.Valid, store.Check(token));
            return answer;
        }

        public async ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken)
        {
            await replica.SynchronizeAsync();
            return await store.IsRevokedAsync(tokenId, cancellationToken);
        }

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => store.RevokeAsync(tokenId, expiresAt, cancellationToken);

        public ValueTask RevokeSessionAsync(string sessionId, DateTimeOffset expiresAt, string? issuer, CancellationToken cancellationToken) => store.RevokeSessionAsync(sessionId, expiresAt, issuer, cancellationToken);

        public ValueTask RevokeUserAsync(string userId, DateTimeOffset issuedBefore, string? issuer, CancellationToken cancellationToken) => store.RevokeUserAsync(userId, issuedBefore, issuer, cancellationToken);

        public ValueTask RevokeEveryoneAsync(DateTimeOffset issuedBefore, string? issuer, CancellationToken cancellationToken) => store.RevokeEveryoneAsync(issuedBefore, issuer, cancellationToken);

        public async ValueTask<DateTimeOffset?> NotBeforeAsync(string? userId, string? issuer, CancellationToken cancellationToken)
        {
            await replica.SynchronizeAsync();
            return await store.NotBeforeAsync(userId, issuer, cancellationToken);
        }

        public ValueTask DisposeAsync() => replica.DisposeAsync();
    }

    /// <summary>Redis with the test's clock.</summary>
    private sealed class ShiftedLog(IRevocationLog log, TimeProvider time) : IRevocationLog
    {
        public async ValueTask<LogView> ReadAsync(long from, int count)
        {
            var view = await log.ReadAsync(from, count);
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            return view with { Time = now, Head = view.Head is { } head ? head with { Held = head.Held - view.Time + now } : null };
        }

        public ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, bool isCutOff) => log.AppendAsync(entries, isCutOff);

        public ValueTask RenewAsync(ulong? expected, string? replicationId, bool isCutOff) => log.RenewAsync(expected, replicationId, isCutOff);

        public ValueTask ResetAsync(ulong expected, bool isHole, string? replicationId, bool isCutOff) => log.ResetAsync(expected, isHole, replicationId, isCutOff);

        public ValueTask HoldAsync(ulong expected, bool isCutOff) => log.HoldAsync(expected, isCutOff);

        public ValueTask<bool> TryLockAsync() => log.TryLockAsync();

        public ValueTask UnlockAsync() => log.UnlockAsync();

        public ValueTask<ulong?> HealAsync(ulong expected, bool isNew, IReadOnlyList<LogEntry> entries) => log.HealAsync(expected, isNew, entries);

        public ValueTask<bool> CleanAsync(ulong expected, long first, long through, long? kept, IReadOnlyList<LogEntry> entries) => log.CleanAsync(expected, first, through, kept, entries);

        public ValueTask ListenAsync(Action ring) => log.ListenAsync(ring);

        public ValueTask StopListeningAsync() => log.StopListeningAsync();

        public ValueTask<string?> EvictionPolicyAsync() => log.EvictionPolicyAsync();
    }
}
