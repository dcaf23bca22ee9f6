using System;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Redis.Revocation;
using Bolt.Revocation;

namespace Bolt;

/// <summary>
/// Shares what is revoked through Redis and keeps an exact copy of it in every process: a request asks nobody, and allocates nothing. What a process cannot know for sure is refused with 503, never accepted.
/// See <see cref="BoltRedisRevocationExtensions.AddRedisRevocation"/>.
/// </summary>
/// <remarks>
/// A revocation is known in this process when the call begins, and in every other one when its next look at Redis is over: the call rings a bell for that. Where the call throws, the revocation holds here,
/// and is sent as soon as Redis takes it. What Redis loses, when it restarts empty or fails over, the processes notice and put back. Lost is only what nobody is left to know.
/// </remarks>
public sealed class RedisRevocationStore : ILocalRevocationStore
{
    private readonly RevocationReplica _replica;
    private readonly RevocationOptions _options;
    private readonly TimeProvider _time;

    internal RedisRevocationStore(RevocationReplica replica, RevocationOptions options, TimeProvider time)
    {
        _replica = replica;
        _options = options;
        _time = time;
    }

    /// <inheritdoc />
    public RevocationStatus Check(AuthContext token)
    {
        ArgumentNullException.ThrowIfNull(token);

        // First the table, then the clocks: what is not there was not revoked when they were looked at.
        var snapshot = _replica.Snapshot;
        return Revokes(snapshot.Table, token.RevocationKeys) ? RevocationStatus.Revoked : IsFresh(snapshot);
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Redis has not been heard for too long: nobody knows.</exception>
    public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken)
    {
        var snapshot = _replica.Snapshot;
        return new(Known(Find(snapshot.Table, RevocationKey.ForToken(tokenId)) > 0 ? RevocationStatus.Revoked : IsFresh(snapshot)));
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Redis has not been heard for too long: nobody knows.</exception>
    public ValueTask<bool> IsRevokedAsync(AuthContext token, CancellationToken cancellationToken) => new(Known(Check(token)));

    /// <inheritdoc />
    public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        RevokedId.Check(tokenId);
        var until = RevocationTime.Until(expiresAt, _options.ClockSkew);
        return until <= _time.GetUtcNow() ? default : RevokeAsync(RevocationKey.ForToken(tokenId), until, static (_, _) => LogEntry.Always, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask RevokeSessionAsync(string sessionId, DateTimeOffset expiresAt, string? issuer = null, CancellationToken cancellationToken = default)
    {
        RevokedId.CheckSession(sessionId);
        var (asked, least) = (RevocationTime.Until(expiresAt, _options.ClockSkew), RevocationTime.Until(_time.GetUtcNow(), _options));
        return RevokeAsync(RevocationKey.ForSession(sessionId, issuer), asked > least ? asked : least, static (_, _) => LogEntry.Always, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask RevokeUserAsync(string userId, DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default)
    {
        RevokedId.CheckUser(userId);
        return RaiseAsync(RevocationKey.ForUser(userId, issuer), issuedBefore, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask RevokeEveryoneAsync(DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default) =>
        RaiseAsync(RevocationKey.ForEveryone(issuer), issuedBefore, cancellationToken);

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Redis has not been heard for too long: nobody knows.</exception>
    public ValueTask<DateTimeOffset?> NotBeforeAsync(string? userId, string? issuer = null, CancellationToken cancellationToken = default)
    {
        var snapshot = _replica.Snapshot;
        var seconds = Find(snapshot.Table, userId is null ? RevocationKey.ForEveryone(issuer) : RevocationKey.ForUser(userId, issuer));
        Known(IsFresh(snapshot));
        return new(seconds > 0 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);
    }

    /// <inheritdoc />
    public long NotBefore(string userId, string? issuer = null)
    {
        var table = _replica.Snapshot.Table;
        return table.Limits == 0 ? 0 : Math.Max(Find(table, RevocationKey.ForUser(userId, issuer)), Find(table, RevocationKey.ForEveryone(issuer)));
    }

    private static uint Find(RevocationTable table, in RevocationKey key)
    {
        var (first, second) = LogEntry.Words(key);
        return table.Find(first, second);
    }

    /// <exception cref="InvalidOperationException">Unknown.</exception>
    private static bool Known(RevocationStatus status) => status switch
    {
        RevocationStatus.Revoked => true,
        RevocationStatus.Valid => false,
        _ => throw new InvalidOperationException("What is revoked is not known here: Redis has not been heard for longer than RedisRevocationOptions.MaximumStaleness."),
    };

    /// <summary>Levels are combined by maximum: any one of them is enough.</summary>
    private bool Revokes(RevocationTable table, RevocationKeys keys)
    {
        if (table.Count == 0)
        {
            return false;
        }

        if ((keys.Token is { } token && Find(table, token) > 0) || (keys.Session is { } session && Find(table, session) > 0))
        {
            return true;
        }

        if (table.Limits == 0)
        {
            return false;
        }

        // A token from the future was issued by a clock that says nothing.
        var issuedAt = keys.IssuedAt > RevocationTime.Seconds(_time.GetUtcNow()) + RevocationTime.FurthestIssuedAt ? 0 : keys.IssuedAt;
        return Find(table, keys.Everyone) > issuedAt || (keys.User is { } user && Find(table, user) > issuedAt);
    }

    private RevocationStatus IsFresh(ReplicaSnapshot snapshot) => _replica.IsFresh(snapshot) ? RevocationStatus.Valid : RevocationStatus.Unknown;

    private ValueTask RaiseAsync(RevocationKey key, DateTimeOffset issuedBefore, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        RevocationTime.CheckMoment(issuedBefore, now);
        return RevokeAsync(key, RevocationTime.Until(now, _options), (known, moment) => RevocationTime.IssuedBefore(issuedBefore, moment, known), cancellationToken);
    }

    /// <summary>Not canceled once it has begun: it holds here, so others must hear of it.</summary>
    private ValueTask RevokeAsync(RevocationKey key, DateTimeOffset until, Func<uint, DateTimeOffset, uint> issuedBefore, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _replica.RevokeAsync(key, known => LogEntry.Create(key, until, issuedBefore(known, _time.GetUtcNow())));
    }
}
