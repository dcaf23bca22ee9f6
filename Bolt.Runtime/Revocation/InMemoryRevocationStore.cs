using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Revocation;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>
/// Keeps revoked tokens, sessions and users in this process's memory, each until no backend would accept it any more. For a program with one instance: other processes do not see what is
/// revoked here, and a restart forgets it.
/// </summary>
public sealed class InMemoryRevocationStore : ILocalRevocationStore, IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);
    private readonly RevocationLevels _levels = new();
    private readonly RevocationOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    /// <summary>Created by services.</summary>
    /// <param name="options">See <see cref="RevocationOptions.ClockSkew"/> and <see cref="RevocationOptions.Retention"/>.</param>
    /// <param name="time">The clock.</param>
    public InMemoryRevocationStore(IOptions<RevocationOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options.Value;
        _time = time;
        _sweep = time.CreateTimer(static store => ((InMemoryRevocationStore)store!).Sweep(), this, SweepInterval, SweepInterval);
    }

    internal int Count => _until.Count;

    internal int LevelCount => _levels.Count;

    internal DateTimeOffset EndOf(string tokenId) => _until[tokenId];

    /// <inheritdoc />
    public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => new(_until.ContainsKey(tokenId));

    /// <inheritdoc />
    public ValueTask<bool> IsRevokedAsync(AuthContext token, CancellationToken cancellationToken) => new(Check(token) == RevocationStatus.Revoked);

    /// <inheritdoc />
    public RevocationStatus Check(AuthContext token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return (token.RevocationId is { } id && _until.ContainsKey(id)) || (_levels.Count > 0 && _levels.Revokes(token, _time.GetUtcNow())) ? RevocationStatus.Revoked : RevocationStatus.Valid;
    }

    /// <inheritdoc />
    public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        RevokedId.Check(tokenId);
        var until = RevocationTime.Until(expiresAt, _options.ClockSkew);
        if (until > _time.GetUtcNow())
        {
            // Never earlier than said before.
            _until.AddOrUpdate(tokenId, static (_, u) => u, static (_, known, u) => u > known ? u : known, until);
        }

        return default;
    }

    /// <inheritdoc />
    public ValueTask RevokeSessionAsync(string sessionId, DateTimeOffset expiresAt, string? issuer = null, CancellationToken cancellationToken = default)
    {
        RevokedId.CheckSession(sessionId);
        var (asked, least) = (RevocationTime.Until(expiresAt, _options.ClockSkew), RevocationTime.Until(_time.GetUtcNow(), _options));
        _levels.Add(RevocationKey.ForSession(sessionId, issuer), asked > least ? asked : least);
        return default;
    }

    /// <inheritdoc />
    public ValueTask RevokeUserAsync(string userId, DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default)
    {
        RevokedId.CheckUser(userId);
        Raise(RevocationKey.ForUser(userId, issuer), issuedBefore);
        return default;
    }

    /// <inheritdoc />
    public ValueTask RevokeEveryoneAsync(DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default)
    {
        Raise(RevocationKey.ForEveryone(issuer), issuedBefore);
        return default;
    }

    /// <inheritdoc />
    public ValueTask<DateTimeOffset?> NotBeforeAsync(string? userId, string? issuer = null, CancellationToken cancellationToken = default) =>
        new(_levels.NotBefore(userId is null ? RevocationKey.ForEveryone(issuer) : RevocationKey.ForUser(userId, issuer)) is var seconds and > 0 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);

    /// <inheritdoc />
    public long NotBefore(string userId, string? issuer = null) =>
        _levels.Count == 0 ? 0 : Math.Max(_levels.NotBefore(RevocationKey.ForUser(userId, issuer)), _levels.NotBefore(RevocationKey.ForEveryone(issuer)));

    /// <summary>Stops sweeping.</summary>
    public void Dispose() => _sweep.Dispose();

    private void Raise(in RevocationKey key, DateTimeOffset issuedBefore)
    {
        var now = _time.GetUtcNow();
        RevocationTime.CheckMoment(issuedBefore, now);
        _levels.Raise(key, issuedBefore, now, RevocationTime.Until(now, _options));
    }

    private void Sweep()
    {
        var now = _time.GetUtcNow();
        foreach (var entry in _until)
        {
            if (entry.Value <= now)
            {
                // Only as it was seen: it may have been revoked for longer meanwhile.
                _until.TryRemove(entry);
            }
        }

        _levels.Sweep(now);
    }
}
