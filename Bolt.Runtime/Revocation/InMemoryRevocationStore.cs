using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Revocation;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>
/// Keeps revoked tokens in this process's memory, each until no backend would accept it any more. For a program with one instance: other processes do not see what is
/// revoked here, and a restart forgets it.
/// </summary>
public sealed class InMemoryRevocationStore : IRevocationStore, IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly TimeSpan _clockSkew;
    private readonly ITimer _sweep;

    /// <summary>Created by services.</summary>
    /// <param name="options">See <see cref="RevocationOptions.ClockSkew"/>.</param>
    /// <param name="time">The clock.</param>
    public InMemoryRevocationStore(IOptions<RevocationOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _clockSkew = options.Value.ClockSkew;
        _time = time;
        _sweep = time.CreateTimer(static store => ((InMemoryRevocationStore)store!).Sweep(), this, SweepInterval, SweepInterval);
    }

    internal int Count => _until.Count;

    internal DateTimeOffset EndOf(string tokenId) => _until[tokenId];

    /// <inheritdoc />
    public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => new(_until.ContainsKey(tokenId));

    /// <inheritdoc />
    public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        RevokedId.Check(tokenId);
        var until = RevocationTime.Until(expiresAt, _clockSkew);
        if (until > _time.GetUtcNow())
        {
            // Never earlier than said before.
            _until.AddOrUpdate(tokenId, static (_, u) => u, static (_, known, u) => u > known ? u : known, until);
        }

        return default;
    }

    /// <summary>Stops sweeping.</summary>
    public void Dispose() => _sweep.Dispose();

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
    }
}
