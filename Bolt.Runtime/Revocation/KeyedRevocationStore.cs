using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Revocation;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>
/// A revocation store that keeps rows, one for each <see cref="RevocationKey"/>. The rules of revocation are here; what derives from it reads and writes rows, as the stores in a database do. An entry only
/// ever grows. Entries that have ended are removed in the background: see <see cref="RevocationOptions.CleanUpInterval"/>.
/// </summary>
/// <remarks>Rows are read from the primary, and outside of any transaction of the caller's: one that is rolled back must not bring back what was revoked.</remarks>
public abstract class KeyedRevocationStore : ISessionRevocationStore
{
    private const int Tries = 3;

    private readonly RevocationOptions _options;
    private readonly TimeProvider _time;

    /// <summary>For the store that derives from it.</summary>
    /// <param name="options">See <see cref="RevocationOptions.ClockSkew"/> and <see cref="RevocationOptions.Retention"/>.</param>
    /// <param name="time">The clock.</param>
    protected KeyedRevocationStore(IOptions<RevocationOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options.Value;
        _time = time;
    }

    /// <summary>True where there is an entry under one of the keys with an <see cref="RevocationEntry.IssuedBefore"/> that is greater than a token's <c>iat</c>. One question to the database.</summary>
    /// <param name="keys">The keys, one to four.</param>
    /// <param name="issuedAt">The token's <c>iat</c> in seconds since 1970; 0 where every entry is later.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    protected abstract ValueTask<bool> AnyAsync(IReadOnlyList<RevocationKey> keys, long issuedAt, CancellationToken cancellationToken);

    /// <summary>The entry, or null.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract ValueTask<RevocationEntry?> FindAsync(RevocationKey key, CancellationToken cancellationToken);

    /// <summary>Adds an entry. Throws, whatever the database throws, where there is one with its key.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract ValueTask AddAsync(RevocationEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Raises <see cref="RevocationEntry.ExpiresAt"/> and <see cref="RevocationEntry.IssuedBefore"/> of the entry with that key, each to the greater of what is stored and what is given, in one statement.
    /// Does nothing where there is none.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract ValueTask WidenAsync(RevocationEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Removes about 1,000 entries that have ended, the oldest first. A row that is revoked again meanwhile stays: the statement that deletes looks at <see cref="RevocationEntry.ExpiresAt"/> itself.
    /// </summary>
    /// <param name="before">Entries that ended earlier are not needed; in seconds since 1970.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True where there may be more.</returns>
    protected internal abstract ValueTask<bool> PurgeAsync(long before, CancellationToken cancellationToken);

    /// <inheritdoc />
    public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => AnyAsync([RevocationKey.ForToken(tokenId)], 0, cancellationToken);

    /// <inheritdoc />
    public ValueTask<bool> IsRevokedAsync(AuthContext token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        var known = token.RevocationKeys;
        var keys = new List<RevocationKey>(4) { known.Everyone };
        if (known.Token is { } id)
        {
            keys.Add(id);
        }

        if (known.Session is { } session)
        {
            keys.Add(session);
        }

        if (known.User is { } user)
        {
            keys.Add(user);
        }

        // A token from the future was issued by a clock that says nothing.
        var isFromFuture = known.IssuedAt > RevocationTime.Seconds(_time.GetUtcNow()) + RevocationTime.FurthestIssuedAt;
        return AnyAsync(keys, isFromFuture ? 0 : known.IssuedAt, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        RevokedId.Check(tokenId);
        var (now, until) = (_time.GetUtcNow(), RevocationTime.Until(expiresAt, _options.ClockSkew));
        return until > now ? WriteAsync(RevocationKind.Token, RevocationKey.ForToken(tokenId), until, null, now, cancellationToken) : default;
    }

    /// <inheritdoc />
    public ValueTask RevokeSessionAsync(string sessionId, DateTimeOffset expiresAt, string? issuer = null, CancellationToken cancellationToken = default)
    {
        RevokedId.CheckSession(sessionId);
        var now = _time.GetUtcNow();
        var (asked, least) = (RevocationTime.Until(expiresAt, _options.ClockSkew), RevocationTime.Until(now, _options));
        return WriteAsync(RevocationKind.Session, RevocationKey.ForSession(sessionId, issuer), asked > least ? asked : least, null, now, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask RevokeUserAsync(string userId, DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default)
    {
        RevokedId.CheckUser(userId);
        return RaiseAsync(RevocationKind.User, RevocationKey.ForUser(userId, issuer), issuedBefore, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask RevokeEveryoneAsync(DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default) =>
        RaiseAsync(RevocationKind.Everyone, RevocationKey.ForEveryone(issuer), issuedBefore, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<DateTimeOffset?> NotBeforeAsync(string? userId, string? issuer = null, CancellationToken cancellationToken = default)
    {
        var entry = await FindAsync(userId is null ? RevocationKey.ForEveryone(issuer) : RevocationKey.ForUser(userId, issuer), cancellationToken).ConfigureAwait(false);
        return entry is { } known ? DateTimeOffset.FromUnixTimeSeconds(known.IssuedBefore) : null;
    }

    private ValueTask RaiseAsync(RevocationKind kind, RevocationKey key, DateTimeOffset issuedBefore, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        RevocationTime.CheckMoment(issuedBefore, now);
        return WriteAsync(kind, key, RevocationTime.Until(now, _options), issuedBefore, now, cancellationToken);
    }

    /// <summary>
    /// No two databases tell in the same way that a key exists, or how many rows a statement changed, so neither is asked for: what is there afterwards decides. Anything that fails is tried again twice.
    /// </summary>
    private async ValueTask WriteAsync(RevocationKind kind, RevocationKey key, DateTimeOffset until, DateTimeOffset? issuedBefore, DateTimeOffset now, CancellationToken cancellationToken)
    {
        RevocationEntry? asked = null;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                var known = await FindAsync(key, cancellationToken).ConfigureAwait(false);

                // Settled by the first look: what this very call has written is no earlier revocation.
                var entry = asked ??= new(kind, key, WholeSeconds(until), Limit(issuedBefore, now, known));
                if (known is null)
                {
                    await AddAsync(entry, cancellationToken).ConfigureAwait(false);
                    return;
                }

                if (known.Value.Covers(entry))
                {
                    return;
                }

                await WidenAsync(entry, cancellationToken).ConfigureAwait(false);
                if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is { } written && written.Covers(entry))
                {
                    return;
                }
            }
            catch (Exception) when (attempt < Tries && !cancellationToken.IsCancellationRequested)
            {
            }
        }

        throw new InvalidOperationException("Nothing is revoked: the database does not keep what is written to it.");
    }

    private static long Limit(DateTimeOffset? issuedBefore, DateTimeOffset now, RevocationEntry? known) => issuedBefore is { } moment
        ? RevocationTime.IssuedBefore(moment, now, (uint)Math.Clamp(known?.IssuedBefore ?? 0, 0, uint.MaxValue - 1))
        : RevocationEntry.Always;

    /// <summary>Rounded up: an entry is needed in the second in which it ends.</summary>
    private static long WholeSeconds(DateTimeOffset until) => RevocationTime.Seconds(until) + (until.UtcTicks % TimeSpan.TicksPerSecond > 0 ? 1 : 0);
}
