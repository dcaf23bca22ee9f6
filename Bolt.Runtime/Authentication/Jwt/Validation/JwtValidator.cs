using System;
using System.Buffers;
using System.Runtime.CompilerServices;

namespace Bolt;

/// <summary>The whole decision about one token. No I/O, no exception for whatever a token may hold, no allocation for one seen before.</summary>
internal sealed class JwtValidator(JwtRules rules)
{
    private const int StackBuffer = 2048;

    private readonly VerifiedTokenCache? _cache = rules.CacheSize > 0 ? new VerifiedTokenCache(rules.CacheSize) : null;

    /// <summary>Decides about the token in <paramref name="source"/>.</summary>
    /// <param name="source">The text the token is in; kept when it is accepted.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="keys">The keys trusted now.</param>
    /// <param name="now">See <see cref="NumericDate"/>.</param>
    public JwtVerdict Validate(string source, int start, int length, KeySet keys, long now)
    {
        if (length > rules.MaximumTokenLength)
        {
            return JwtVerdict.Refused(JwtFailure.TooLong);
        }

        if (_cache is null)
        {
            return Verify(source, start, length, keys, now);
        }

        var text = source.AsSpan(start, length);
        var hash = VerifiedTokenCache.Hash(text);
        if (_cache.Find(text, hash) is { } seen && ReferenceEquals(seen.TrustedKeys, keys))
        {
            return rules.CheckTime(seen.Expires, seen.NotBefore, now) is { } failure ? JwtVerdict.Refused(failure) : JwtVerdict.Accepted(seen);
        }

        var verdict = Verify(source, start, length, keys, now);
        if (verdict.Token is { } token)
        {
            _cache.Add(token, hash);
        }

        return verdict;
    }

    /// <summary>Called when the trusted keys have changed.</summary>
    public void Forget() => _cache?.Clear();

    /// <summary>What the buffer holds is written before it is read.</summary>
    [SkipLocalsInit]
    private JwtVerdict Verify(string source, int start, int length, KeySet keys, long now)
    {
        var text = source.AsSpan(start, length);
        var known = keys.Headers.Find(text);
        CompactToken token;
        if (!(known is null ? CompactToken.TryParse(text, out token) : CompactToken.TryParse(text, known.Segment.Length, out token)))
        {
            return JwtVerdict.Refused(JwtFailure.Malformed);
        }

        string? failure = null;
        var header = known ?? JwtHeader.Read(token.Header, keys, out failure);
        if (header is null)
        {
            return JwtVerdict.Refused(failure!);
        }

        if (header.Candidates.Length == 0)
        {
            return JwtVerdict.Refused(keys.Serves(header.Algorithm) ? JwtFailure.UnknownKey : JwtFailure.Algorithm, UnknownKid(header, keys));
        }

        var needed = SignatureCheck.BufferLength(token);
        byte[]? rented = null;
        var buffer = needed <= StackBuffer ? stackalloc byte[StackBuffer] : rented = ArrayPool<byte>.Shared.Rent(needed);
        try
        {
            var check = new SignatureCheck(token, header, buffer);
            var signer = check.Next(0);
            if (signer < 0)
            {
                return JwtVerdict.Refused(JwtFailure.Signature, UnknownKid(header, keys));
            }

            var payload = new PayloadCheck(source, start, token, keys, rules);
            var verdict = payload.Run(header, check, signer, now);
            if (known is null && verdict.Token is not null)
            {
                keys.Headers.Add(header);
            }

            return verdict;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static string? UnknownKid(JwtHeader header, KeySet keys) => header.Kid is { } kid && !keys.Knows(kid) ? kid : null;
}
