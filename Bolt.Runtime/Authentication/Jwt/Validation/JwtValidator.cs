using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>Validates a token. No I/O, no exception whatever a token contains, no allocation for one seen before.</summary>
internal sealed class JwtValidator(JwtValidationParameters parameters)
{
    private const int StackBuffer = 2048;

    private readonly VerifiedTokenCache? _cache = parameters.CacheSize > 0 ? new VerifiedTokenCache(parameters.CacheSize) : null;

    /// <summary>Validates a token.</summary>
    /// <param name="text">The token; kept when it is accepted.</param>
    /// <param name="keys">The keys trusted now.</param>
    /// <param name="now">See <see cref="NumericDate"/>.</param>
    public JwtValidationResult Validate(TokenText text, KeySet keys, long now)
    {
        if (text.Length > parameters.MaximumTokenLength)
        {
            return JwtValidationResult.Refused(JwtFailure.TooLong);
        }

        if (_cache is null)
        {
            return ValidateNew(text, keys, now);
        }

        var span = text.Span;
        var hash = VerifiedTokenCache.Hash(span);
        if (_cache.Find(span, hash) is { } seen && ReferenceEquals(seen.TrustedKeys, keys))
        {
            return parameters.CheckTime(seen.Expires, seen.NotBefore, now) is { } failure ? JwtValidationResult.Refused(failure) : JwtValidationResult.Accepted(seen);
        }

        var result = ValidateNew(text, keys, now);
        if (result.Token is { } token)
        {
            _cache.Add(token, hash);
        }

        return result;
    }

    /// <summary>Called when the trusted keys have changed.</summary>
    public void Forget() => _cache?.Clear();

    /// <summary>A token that the cache does not hold: finds its header, and from there on the keys that may have signed it.</summary>
    private JwtValidationResult ValidateNew(TokenText text, KeySet keys, long now)
    {
        var span = text.Span;
        var known = keys.Headers.Find(span);
        CompactToken token;
        if (!(known is null ? CompactToken.TryParse(span, out token) : CompactToken.TryParse(span, known.Segment.Length, out token)))
        {
            return JwtValidationResult.Refused(JwtFailure.Malformed);
        }

        if (known is not null)
        {
            return VerifySignature(text, token, known, keys, now);
        }

        if (JwtHeader.Read(token.Header, keys, parameters, out var failure) is not { } header)
        {
            return JwtValidationResult.Refused(failure!);
        }

        if (header.Candidates.Length == 0)
        {
            return JwtValidationResult.Refused(keys.Serves(header.Algorithm) ? JwtFailure.UnknownKey : JwtFailure.Algorithm, header.UnknownKid);
        }

        var result = VerifySignature(text, token, header, keys, now);
        if (result.Token is not null)
        {
            keys.Headers.Add(header.WithSegment(token.Header));
        }

        return result;
    }

    /// <summary>The buffer is not cleared: what is read from it was written first.</summary>
    [SkipLocalsInit]
    private JwtValidationResult VerifySignature(TokenText text, in CompactToken token, JwtHeader header, KeySet keys, long now)
    {
        var needed = SignatureCheck.BufferLength(token);
        if (needed <= StackBuffer)
        {
            return VerifySignatureIn(stackalloc byte[StackBuffer], text, token, header, keys, now);
        }

        var rented = ArrayPool<byte>.Shared.Rent(needed);
        var result = VerifySignatureIn(rented, text, token, header, keys, now);
        ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    private JwtValidationResult VerifySignatureIn(Span<byte> buffer, TokenText text, in CompactToken token, JwtHeader header, KeySet keys, long now)
    {
        var signature = new SignatureCheck(token, header, buffer);
        var signer = signature.Next(0);
        return signer < 0 ? JwtValidationResult.Refused(JwtFailure.Signature, header.UnknownKid)
            : new PayloadCheck(text, token, keys, parameters).Validate(header, signature, signer, now);
    }
}
