using System;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>
/// Keeps revoked tokens in the application's <see cref="IDistributedCache"/>, such as Redis: every process that shares it refuses them. Each request with a token asks the
/// cache. A cache that drops entries when it is full, as Redis does under an <c>allkeys</c> policy, brings revoked tokens back: give it room, or <c>noeviction</c>.
/// </summary>
public sealed class DistributedCacheRevocationStore : IRevocationStore
{
    /// <summary>Beyond this a token's id is replaced by its hash: some caches take keys of some 400 characters only.</summary>
    private const int LongestId = 128;

    private static readonly byte[] Revoked = [1];

    private readonly IDistributedCache _cache;
    private readonly TimeProvider _time;
    private readonly TimeSpan _clockSkew;
    private readonly string _prefix;

    /// <summary>Made by services.</summary>
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
    public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(tokenId);
        var left = RevocationTime.Until(expiresAt, _clockSkew) - _time.GetUtcNow();
        return left <= TimeSpan.Zero
            ? default
            : new(_cache.SetAsync(KeyOf(tokenId), Revoked, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = left }, cancellationToken));
    }

    private string KeyOf(string tokenId) =>
        _prefix + (tokenId.Length <= LongestId ? tokenId : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tokenId))));
}
