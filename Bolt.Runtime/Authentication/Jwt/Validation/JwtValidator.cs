using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>The whole decision about one token. No I/O, no exception for whatever a token may hold, no allocation for one seen before.</summary>
internal sealed class JwtValidator(JwtValidationParameters rules)
{
    private const int StackBuffer = 2048;

    private readonly VerifiedTokenCache? _cache = rules.CacheSize > 0 ? new VerifiedTokenCache(rules.CacheSize) : null;

    /// <summary>Decides about the token in <paramref name="source"/>.</summary>
    /// <param name="source">The text the token is in; kept when it is accepted.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="keys">The keys trusted now.</param>
    /// <param name="now">See <see cref="NumericDate"/>.</param>
    public JwtValidationResult Validate(string source, int start, int length, KeySet keys, long now)
    {
        if (length > rules.MaximumTokenLength)
        {
            return JwtValidationResult.Refused(JwtFailure.TooLong);
        }

        if (_cache is null)
        {
            return Verify(source, start, length, keys, now);
        }

        var text = source.AsSpan(start, length);
        var hash = VerifiedTokenCache.Hash(text);
        if (_cache.Find(text, hash) is { } seen && ReferenceEquals(seen.TrustedKeys, keys))
        {
            return rules.CheckTime(seen.Expires, seen.NotBefore, now) is { } failure ? JwtValidationResult.Refused(failure) : JwtValidationResult.Accepted(seen);
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

    private JwtValidationResult Verify(string source, int start, int length, KeySet keys, long now)
    {
        var text = source.AsSpan(start, length);
        var known = keys.Headers.Find(text);
        CompactToken token;
        if (!(known is null ? CompactToken.TryParse(text, out token) : CompactToken.TryParse(text, known.Segment.Length, out token)))
        {
            return JwtValidationResult.Refused(JwtFailure.Malformed);
        }

        if (known is not null)
        {
            return Verify(source, start, token, known, keys, now);
        }

        if (JwtHeader.Read(token.Header, keys, rules, out var failure) is not { } header)
        {
            return JwtValidationResult.Refused(failure!);
        }

        if (header.Candidates.Length == 0)
        {
            return JwtValidationResult.Refused(keys.Serves(header.Algorithm) ? JwtFailure.UnknownKey : JwtFailure.Algorithm, header.UnknownKid);
        }

        var verdict = Verify(source, start, token, header, keys, now);
        if (verdict.Token is not null)
        {
            keys.Headers.Add(header.Of(token.Header));
        }

        return verdict;
    }

    /// <summary>What the buffer holds is written before it is read.</summary>
    [SkipLocalsInit]
    private JwtValidationResult Verify(string source, int start, in CompactToken token, JwtHeader header, KeySet keys, long now)
    {
        var needed = SignatureCheck.BufferLength(token);
        if (needed <= StackBuffer)
        {
            return Verify(source, start, token, header, keys, now, stackalloc byte[StackBuffer]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(needed);
        var verdict = Verify(source, start, token, header, keys, now, rented);
        ArrayPool<byte>.Shared.Return(rented);
        return verdict;
    }

    private JwtValidationResult Verify(string source, int start, in CompactToken token, JwtHeader header, KeySet keys, long now, Span<byte> buffer)
    {
        var check = new SignatureCheck(token, header, buffer);
        var signer = check.Next(0);
        return signer < 0 ? JwtValidationResult.Refused(JwtFailure.Signature, header.UnknownKid)
            : new PayloadCheck(source, start, token, keys, rules).Run(header, check, signer, now);
    }
}
