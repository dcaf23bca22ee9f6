using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Diagnostics;
using Bolt.Revocation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>
/// Sign-ins that go on by refresh tokens. A family is one row that changes by compare-and-swap, and each token has one successor only, which can be computed again from the token itself and the stored
/// nonce: a lost answer or a second tab gets the same one, and no second chain can begin.
/// </summary>
internal sealed class RefreshTokens(
    IRefreshTokenStore store, ISessionRevocationStore revocations, IRefreshUsers users, IOptions<RefreshTokenOptions> options, TimeProvider time, BoltMetrics metrics, ILogger<JwtIssuer> logger)
{
    /// <summary>Of the backend that accepts the access tokens.</summary>
    public const string Backend = JwtAuthentication.DefaultName;

    /// <summary>Another server's clock may be ahead by this much.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(30);

    /// <summary>Longer than any call takes: what it still signs is revoked too.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(1);

    private const int MaximumAttempts = 4;
    private const int LongestDevice = 256;
    private const int StampSize = 16;

    private readonly RefreshTokenOptions _options = options.Value;
    private readonly RefreshStore _store = new(store, revocations, metrics, logger);

    public async ValueTask<TokenPair> SignInAsync(JwtIssuer issuer, IBoltUser user, SignIn? signIn, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var limits = await NotBeforeAsync(issuer, user.Id, cancellationToken).ConfigureAwait(false);
        var generation = await _store.AskAsync("a look-up of the user's generation", s => s.GenerationAsync(user.Id, cancellationToken), cancellationToken).ConfigureAwait(false);
        var claims = await users.ClaimsAsync(user, cancellationToken).ConfigureAwait(false);
        var token = RefreshToken.New();
        var createdAt = limits.User > now ? limits.User : now;
        var endsAt = now + _options.AbsoluteTimeout;
        var family = new RefreshFamily
        {
            Id = token.FamilyId(),
            UserId = user.Id,
            Current = token.Hash(),
            StampHash = HashOfStamp(user),
            CreatedAt = createdAt,
            RotatedAt = now,
            ExpiresAt = Earlier(now + _options.IdleTimeout, endsAt),
            EndsAt = endsAt,
            UserGeneration = generation,
            Client = signIn?.Client,
            Device = signIn?.Device is { Length: > LongestDevice } device ? device[..LongestDevice] : signIn?.Device,
            Methods = Methods(signIn),
        };

        // Before anything is written: claims that cannot be signed leave no session behind.
        var pair = Sign(issuer, new RefreshUser(user, claims), family, token, now, limits.IssuedAt(now));
        await _store.AskAsync("a creation in the store", s => Created(s, family, cancellationToken), cancellationToken).ConfigureAwait(false);

        // "Log out everywhere" may have run between the look-up and the creation, and not have found this one.
        var later = await NotBeforeAsync(issuer, user.Id, CancellationToken.None).ConfigureAwait(false);
        var raised = await _store.AskAsync("a look-up of the user's generation", s => s.GenerationAsync(user.Id, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        if (later.User > createdAt || raised != generation)
        {
            await EndAsync(issuer, family, RefreshEndReason.Revoked).ConfigureAwait(false);
            throw new BoltRefusedException(401, "The sign-in was refused: the user's sessions were ended meanwhile.");
        }

        metrics.SessionCreated(Backend);
        RefreshLog.Created(logger, user.Id, family.Id);
        await EndLeastUsedAsync(issuer, family).ConfigureAwait(false);
        return pair;
    }

    /// <param name="issuer">Signs.</param>
    /// <param name="text">What the client sent.</param>
    /// <param name="client">The client, where it is known.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null where the client has to sign in again: whatever the reason is, it looks the same.</returns>
    public async ValueTask<TokenPair?> RefreshAsync(JwtIssuer issuer, string? text, string? client, CancellationToken cancellationToken)
    {
        // Once, on arrival: a call that is held up afterwards signs with the earlier time, and what was revoked meanwhile covers it.
        var now = time.GetUtcNow();
        if (!RefreshToken.TryParse(text, out var token))
        {
            return Refuse(RefreshFailure.Malformed);
        }

        var id = token.FamilyId();
        var family = await FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (family is null)
        {
            return Refuse(RefreshFailure.Unknown);
        }

        if (Objection(family, client, now) is { } objection)
        {
            return Refuse(objection);
        }

        var limits = await NotBeforeAsync(issuer, family.UserId, cancellationToken).ConfigureAwait(false);
        if (family.CreatedAt < limits.User || await IsRevokedAsync(issuer, family, now, cancellationToken).ConfigureAwait(false))
        {
            await EndAsync(issuer, family, RefreshEndReason.Revoked).ConfigureAwait(false);
            return Refuse(RefreshFailure.Revoked);
        }

        if (!IsCurrent(token, family) && !IsRepeated(token, family, now))
        {
            return await ReusedAsync(issuer, family).ConfigureAwait(false);
        }

        if (await users.FindAsync(family.UserId, cancellationToken).ConfigureAwait(false) is not { } user)
        {
            // It may only be locked: what it is signed in with stays until it ends.
            return Refuse(RefreshFailure.UserGone);
        }

        if (!SameStamp(HashOfStamp(user.User), family.StampHash))
        {
            await EndAsync(issuer, family, RefreshEndReason.StampChanged).ConfigureAwait(false);
            return Refuse(RefreshFailure.StampChanged);
        }

        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            if (IsCurrent(token, family))
            {
                if (family.Generation > 0 && IsWithinGrace(family, now))
                {
                    // One rotation per grace: whatever was handed out within it is the current token or the one before.
                    return Refreshed(Sign(issuer, user, family, token, now, limits.IssuedAt(now)), isRotated: false);
                }

                var (next, rotated) = Rotate(family, token, now);
                var pair = Sign(issuer, user, rotated, next, now, limits.IssuedAt(now));
                if (await _store.AskAsync("a rotation in the store", s => s.TryReplaceAsync(rotated, family.Generation, cancellationToken), cancellationToken).ConfigureAwait(false))
                {
                    return Refreshed(pair, isRotated: true);
                }
            }
            else if (IsRepeated(token, family, now))
            {
                var successor = token.Next(family.Nonce, family.Generation);
                return successor.Is(family.Current)
                    ? Refreshed(Sign(issuer, user, family, successor, now, limits.IssuedAt(now)), isRotated: false)
                    : await ReusedAsync(issuer, family).ConfigureAwait(false);
            }
            else
            {
                return await ReusedAsync(issuer, family).ConfigureAwait(false);
            }

            // Another call was first. What the store says now decides, and not how it answered.
            family = await FindAsync(id, cancellationToken).ConfigureAwait(false);
            if (family is null || Objection(family, client, now) is not null)
            {
                return Refuse(RefreshFailure.Ended);
            }
        }

        return Refuse(RefreshFailure.Busy);
    }

    /// <summary>Ends the session of a refresh token; anyone who has one of its tokens may.</summary>
    public async ValueTask EndAsync(JwtIssuer issuer, string? text, CancellationToken cancellationToken)
    {
        if (RefreshToken.TryParse(text, out var token) && await FindAsync(token.FamilyId(), cancellationToken).ConfigureAwait(false) is { EndedAt: null } family)
        {
            await EndAsync(issuer, family, RefreshEndReason.SignedOut).ConfigureAwait(false);
        }
    }

    /// <summary>Ends a user's session by its public id. False where it is not that user's, or gone already.</summary>
    public async ValueTask<bool> EndAsync(JwtIssuer issuer, string userId, string sessionId, CancellationToken cancellationToken) =>
        await FindAsync(sessionId, cancellationToken).ConfigureAwait(false) is { EndedAt: null } family
        && string.Equals(family.UserId, userId, StringComparison.Ordinal)
        && await EndAsync(issuer, family, RefreshEndReason.SignedOut).ConfigureAwait(false);

    /// <summary>Ends every session of a user that began before, and those that are about to.</summary>
    public async ValueTask<int> EndAllAsync(JwtIssuer issuer, string userId, string? except, CancellationToken cancellationToken)
    {
        // The raise first: a sign-in under way either sees it, or has its family among those that are listed now.
        var generation = await _store.AskAsync("a raise of the user's generation", s => s.EndGenerationAsync(userId, cancellationToken), cancellationToken).ConfigureAwait(false);
        var count = 0;
        foreach (var family in await _store.ListAsync(userId, cancellationToken).ConfigureAwait(false))
        {
            if (family.UserGeneration < generation && family.Id != except && await EndAsync(issuer, family, RefreshEndReason.SignedOut).ConfigureAwait(false))
            {
                count++;
            }
        }

        return count;
    }

    public async ValueTask<List<RefreshFamily>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        var families = await _store.ListAsync(userId, cancellationToken).ConfigureAwait(false);
        families.RemoveAll(family => family.IsOver(time.GetUtcNow()));
        return families;
    }

    private ValueTask<RefreshFamily?> FindAsync(string id, CancellationToken cancellationToken) =>
        _store.AskAsync("a look-up of the store", s => s.FindAsync(id, cancellationToken), cancellationToken);

    private static async ValueTask<bool> Created(IRefreshTokenStore store, RefreshFamily family, CancellationToken cancellationToken)
    {
        await store.CreateAsync(family, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static string? Objection(RefreshFamily family, string? client, DateTimeOffset now) =>
        family.EndedAt is not null ? RefreshFailure.Ended
        : family.IsOver(now) ? RefreshFailure.Expired
        : client is not null && !string.Equals(client, family.Client, StringComparison.Ordinal) ? RefreshFailure.Client
        : null;

    private static bool IsCurrent(in RefreshToken token, RefreshFamily family) => token.Is(family.Current);

    /// <summary>The token before the current one, late by no more than the grace.</summary>
    private bool IsRepeated(in RefreshToken token, RefreshFamily family, DateTimeOffset now) => token.Is(family.Previous) && IsWithinGrace(family, now);

    private bool IsWithinGrace(RefreshFamily family, DateTimeOffset now)
    {
        var age = now - family.RotatedAt;
        return _options.ReuseGrace > TimeSpan.Zero && age <= _options.ReuseGrace && age >= -ClockDifference;
    }

    private (RefreshToken Next, RefreshFamily Rotated) Rotate(RefreshFamily family, in RefreshToken token, DateTimeOffset now)
    {
        var rotated = family.Copy();
        rotated.Generation = family.Generation + 1;
        rotated.Nonce = RandomNumberGenerator.GetBytes(RefreshToken.SecretSize);
        var next = token.Next(rotated.Nonce, rotated.Generation);
        rotated.Previous = family.Current;
        rotated.Current = next.Hash();
        rotated.RotatedAt = now;
        rotated.ExpiresAt = Earlier(now + _options.IdleTimeout, family.EndsAt);
        return (next, rotated);
    }

    private TokenPair Sign(JwtIssuer issuer, RefreshUser user, RefreshFamily family, in RefreshToken token, DateTimeOffset now, long issuedAt)
    {
        var expires = Math.Min((now + _options.AccessTokenLifetime).ToUnixTimeSeconds(), family.EndsAt.ToUnixTimeSeconds());
        var access = issuer.Sign(user.User, issuedAt, expires, user.Claims, family);
        return new TokenPair(access, token.ToClient(), (int)(expires - now.ToUnixTimeSeconds())) { SessionId = family.Id, RefreshTokenExpiresAt = family.ExpiresAt };
    }

    private TokenPair Refreshed(TokenPair pair, bool isRotated)
    {
        metrics.Refreshed(isRotated ? "rotated" : "repeated", null);
        return pair;
    }

    private TokenPair? Refuse(string reason)
    {
        metrics.Refreshed("refused", reason);
        RefreshLog.Refused(logger, reason);
        return null;
    }

    private async ValueTask<TokenPair?> ReusedAsync(JwtIssuer issuer, RefreshFamily family)
    {
        await EndAsync(issuer, family, RefreshEndReason.Reused).ConfigureAwait(false);
        RefreshLog.Reused(logger, family.Id, family.UserId, family.RotatedAt);
        return Refuse(RefreshFailure.Reused);
    }

    /// <summary>
    /// The access tokens first, then the row: whatever comes between leaves nothing alive, because a refresh asks for the revocation too. Not canceled with the request, which may be a thief's.
    /// </summary>
    private async ValueTask<bool> EndAsync(JwtIssuer issuer, RefreshFamily family, RefreshEndReason reason)
    {
        var now = time.GetUtcNow();
        await _store.AskRevocationAsync(
            "a revocation of a session",
            async r =>
            {
                await r.RevokeSessionAsync(family.Id, now + _options.AccessTokenLifetime + LongestCall, issuer.RevocationIssuer, CancellationToken.None).ConfigureAwait(false);
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
        if (!await _store.AskAsync("an end in the store", s => s.EndAsync(family.Id, now, reason, CancellationToken.None), CancellationToken.None).ConfigureAwait(false))
        {
            return false;
        }

        metrics.SessionEnded(Backend);
        RefreshLog.Ended(logger, family.Id, family.UserId, reason);
        return true;
    }

    private async ValueTask EndLeastUsedAsync(JwtIssuer issuer, RefreshFamily own)
    {
        if (_options.MaximumPerUser == 0)
        {
            return;
        }

        var others = await _store.ListAsync(own.UserId, CancellationToken.None).ConfigureAwait(false);
        others.RemoveAll(family => family.Id == own.Id);
        others.Sort(static (a, b) => a.RotatedAt.CompareTo(b.RotatedAt));
        for (var i = 0; i <= others.Count - _options.MaximumPerUser; i++)
        {
            await EndAsync(issuer, others[i], RefreshEndReason.TooMany).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for the session's own entry: with an <c>iat</c> that is later than those of users and everyone can be.</summary>
    private ValueTask<bool> IsRevokedAsync(JwtIssuer issuer, RefreshFamily family, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var session = new AuthContext(family.UserId, Backend) { SessionId = family.Id, IssuedAt = now.AddSeconds(RevocationTime.FurthestIssuedAt), Issuer = issuer.RevocationIssuer };
        return _store.AskRevocationAsync("a look-up of the revocation store", r => r.IsRevokedAsync(session, cancellationToken), cancellationToken);
    }

    private ValueTask<Limits> NotBeforeAsync(JwtIssuer issuer, string userId, CancellationToken cancellationToken) => _store.AskRevocationAsync(
        "a look-up of the revocation store",
        async r => new Limits(
            await r.NotBeforeAsync(userId, issuer.RevocationIssuer, cancellationToken).ConfigureAwait(false) ?? DateTimeOffset.MinValue,
            await r.NotBeforeAsync(null, issuer.RevocationIssuer, cancellationToken).ConfigureAwait(false) ?? DateTimeOffset.MinValue),
        cancellationToken);

    private static byte[]? HashOfStamp(IBoltUser user) => user is ISessionStamp { SessionStamp: { } stamp } ? SHA256.HashData(Encoding.UTF8.GetBytes(stamp))[..StampSize] : null;

    private static bool SameStamp(byte[]? one, byte[]? other) => one is null ? other is null : other is not null && CryptographicOperations.FixedTimeEquals(one, other);

    private static string? Methods(SignIn? signIn)
    {
        if (signIn is null || signIn.Methods.Count == 0)
        {
            return null;
        }

        foreach (var method in signIn.Methods)
        {
            if (string.IsNullOrEmpty(method) || method.Contains(' ', StringComparison.Ordinal))
            {
                throw new ArgumentException("A method of a sign-in is a name without spaces, such as pwd (RFC 8176).", nameof(signIn));
            }
        }

        return string.Join(' ', signIn.Methods);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>From when on tokens and sessions are good. Everyone's entry ends access tokens only.</summary>
    private readonly record struct Limits(DateTimeOffset User, DateTimeOffset Everyone)
    {
        public long IssuedAt(DateTimeOffset now) => Math.Max(now.ToUnixTimeSeconds(), Math.Max(User.ToUnixTimeSeconds(), Everyone.ToUnixTimeSeconds()));
    }
}
