using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using Bolt.Authentication.Jwt.Json;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>Validates the claims of a token whose signature has been verified.</summary>
internal readonly ref struct PayloadCheck(TokenText text, CompactToken token, KeySet keys, JwtValidationParameters parameters)
{
    private const int StackBuffer = 1024;

    private const int OfMostTokens = 16;

    private readonly CompactToken _token = token;

    /// <summary>The buffers are not cleared: what is read from them was written first.</summary>
    [SkipLocalsInit]
    public JwtValidationResult Validate(JwtHeader header, in SignatureCheck signature, int signer, long now)
    {
        var length = StrictBase64Url.DecodedLength(_token.Payload.Length);
        if (length <= StackBuffer)
        {
            return ReadPayload(stackalloc byte[StackBuffer], stackalloc JsonMember[OfMostTokens], header, signature, signer, now);
        }

        var rented = ArrayPool<byte>.Shared.Rent(length);
        var result = ReadPayload(rented, stackalloc JsonMember[OfMostTokens], header, signature, signer, now);
        ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    private JwtValidationResult ReadPayload(Span<byte> buffer, Span<JsonMember> room, JwtHeader header, in SignatureCheck signature, int signer, long now)
    {
        var members = new PooledList<JsonMember>(room);
        var json = buffer[..StrictBase64Url.Decode(_token.Payload, buffer)];
        var result = StrictJson.TryParseObject(json, ref members) ? ValidateClaims(json, members.Items, header, signature, signer, now) : JwtValidationResult.Refused(JwtFailure.Payload);
        members.Dispose();
        return result;
    }

    private JwtValidationResult ValidateClaims(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> members, JwtHeader header, in SignatureCheck signature, int signer, long now)
    {
        var claims = new JwtClaims(json);
        if (!claims.TryRead(members))
        {
            return JwtValidationResult.Refused(JwtFailure.ClaimType);
        }

        KeyTrust? trust = null;
        if ((CheckClaims(claims, now) ?? CheckTrust(header, signature, signer, claims, out trust)) is { } failure)
        {
            return JwtValidationResult.Refused(failure);
        }

        var permissions = parameters.PermissionClaim?.Find(json, members) ?? default;
        return JwtValidationResult.Accepted(new VerifiedToken(text, _token, claims, permissions, keys, parameters, parameters.RevocationId.IsPlain(trust!)));
    }

    private string? CheckClaims(in JwtClaims claims, long now) =>
        !claims.HasExpiry ? JwtFailure.NoExpiry
        : parameters.CheckTime(claims.Expires, claims.NotBefore, now) is { } failure ? failure
        : parameters.RequireTokenId && !claims.HasTokenId ? JwtFailure.NoTokenId
        : parameters.CheckLifetime(claims.IssuedAt, claims.Expires, now);

    /// <summary>A key is trusted for its own issuers only. Where the same key is trusted for several, any of them will do.</summary>
    private static string? CheckTrust(JwtHeader header, in SignatureCheck signature, int signer, in JwtClaims claims, out KeyTrust? trust)
    {
        string? failure = null;
        trust = null;
        for (; signer >= 0; signer = signature.Next(signer + 1))
        {
            trust = header.Candidates[signer].Trust;
            failure = !claims.IsIssuedBy(trust.Issuers) ? JwtFailure.Issuer
                : !claims.IsMeantFor(trust.Audiences) ? JwtFailure.Audience
                : null;
            if (failure is null)
            {
                return null;
            }
        }

        return failure;
    }
}
