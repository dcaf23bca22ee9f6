using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Revocation;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>
/// Keeps revoked tokens in the application's <see cref="IDistributedCache"/>, such as Redis: every process that shares it refuses them. Each request with a token asks the
/// cache. A cache that drops entries when it is full, as Redis does under an <c>allkeys</c> policy, brings revoked tokens back: give it room, or <c>noeviction</c>.
/// </summary>
/// <remarks>
/// Revoking an id again never shortens what is known: each entry holds its end, which is read before and after it is written, and the later one is written again where an
/// earlier one has replaced it. Within a process this always holds. <see cref="IDistributedCache"/> cannot compare and set, so between processes one case is left: two revoke
/// the same id at the same moment until different moments, and the one with the earlier end is held up between its reading and its writing until the other has read back what
/// it wrote. The entry then ends at the earlier of the two. A token has one <c>exp</c>: those who revoke it until then write the same end and cannot shorten each other. An entry
/// whose end cannot be read is replaced by one with the latest end. An entry is kept for 68 years at most, the longest that caches with 32-bit seconds can count.
/// </remarks>
public sealed class DistributedCacheRevocationStore : IRevocationStore
{
    /// <summary>A longer token ID is replaced by its hash: some caches limit keys to about 400 characters.</summary>
    private const int LongestId = 128;

    private const int MaximumAttempts = 16;

    private const long NoEntry = -1;

    /// <summary>An entry that this store did not write: its end is not known, so a new one gets the latest end.</summary>
    private const long Unreadable = -2;

    private readonly KeyedLocks _locks = new();
    private readonly IDistributedCache _cache;
    private readonly TimeProvider _time;
    private readonly TimeSpan _clockSkew;
    private readonly string _prefix;

    /// <summary>Created by services.</summary>
    /// <param name="cache">The application's cache.</param>
    /// <param name="options">See <see cref="RevocationOptions.KeyPrefix"/> and <see cref="RevocationOptions.ClockSkew"/>.</param>
    /// <param name="time">The clock.</param>
    public DistributedCacheRevocationStore(IDistributedCache cache, IOptions<RevocationOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _cache = cache;
        _time = time;
        _clockSkew = options.Value.ClockSkew;
        _prefix = options.Value.KeyPrefix;
    }

    /// <inheritdoc />
    public async ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) =>
        await _cache.GetAsync(KeyOf(tokenId), cancellationToken).ConfigureAwait(false) is not null;

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The cache does not keep what is written to it.</exception>
    public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        RevokedId.Check(tokenId);
        var until = RevocationTime.Until(expiresAt, _clockSkew);
        return until <= _time.GetUtcNow() ? default : WidenAsync(KeyOf(tokenId), until, cancellationToken);
    }

    private async ValueTask WidenAsync(string key, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var entered = await _locks.EnterAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var known = await ReadEndAsync(key, cancellationToken).ConfigureAwait(false);
                if (known >= until.UtcTicks)
                {
                    return;
                }

                until = known == Unreadable ? DateTimeOffset.MaxValue : until;
                var left = until - _time.GetUtcNow();
                if (left <= TimeSpan.Zero)
                {
                    return;
                }

                if (attempt == MaximumAttempts)
                {
                    throw new InvalidOperationException("The token is not revoked: the distributed cache does not keep what is written to it.");
                }

                // Relative, because the cache has its own clock.
                await _cache.SetAsync(key, EndOf(until), new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = WholeSeconds(left) }, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            entered.Release();
        }
    }

    /// <summary>When the entry ends, in UTC ticks.</summary>
    private async ValueTask<long> ReadEndAsync(string key, CancellationToken cancellationToken) =>
        await _cache.GetAsync(key, cancellationToken).ConfigureAwait(false) switch
        {
            null => NoEntry,
            { Length: sizeof(long) } value => BinaryPrimitives.ReadInt64BigEndian(value),
            _ => Unreadable,
        };

    private static byte[] EndOf(DateTimeOffset until)
    {
        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(value, until.UtcTicks);
        return value;
    }

    /// <summary>Rounded up: Redis's cache cuts fractions off, and with them the last moment at which the token is still accepted.</summary>
    private static TimeSpan WholeSeconds(TimeSpan left) => TimeSpan.FromSeconds(Math.Min(int.MaxValue, (left.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond));

    private string KeyOf(string tokenId) =>
        _prefix + (tokenId.Length <= LongestId ? tokenId : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tokenId))));
}
