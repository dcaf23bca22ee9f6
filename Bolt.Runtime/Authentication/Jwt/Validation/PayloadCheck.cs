using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using Bolt.Authentication.Jwt.Json;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>Decides about the claims of a token whose signature has been verified.</summary>
internal readonly ref struct PayloadCheck(string source, int start, CompactToken token, KeySet keys, JwtValidationParameters rules)
{
    private const int StackBuffer = 1024;

    private const int OfMostTokens = 16;

    private readonly CompactToken _token = token;

    /// <summary>What the buffers hold is written before it is read.</summary>
    [SkipLocalsInit]
    public JwtValidationResult Run(JwtHeader header, in SignatureCheck signature, int signer, long now)
    {
        var length = StrictBase64Url.DecodedLength(_token.Payload.Length);
        if (length <= StackBuffer)
        {
            return Decode(stackalloc byte[StackBuffer], stackalloc JsonMember[OfMostTokens], header, signature, signer, now);
        }

        var rented = ArrayPool<byte>.Shared.Rent(length);
        var verdict = Decode(rented, stackalloc JsonMember[OfMostTokens], header, signature, signer, now);
        ArrayPool<byte>.Shared.Return(rented);
        return verdict;
    }

    private JwtValidationResult Decode(Span<byte> buffer, Span<JsonMember> room, JwtHeader header, in SignatureCheck signature, int signer, long now)
    {
        var members = new PooledList<JsonMember>(room);
        var json = buffer[..StrictBase64Url.Decode(_token.Payload, buffer)];
        var verdict = StrictJson.TryParseObject(json, ref members) ? Decide(json, members.Items, header, signature, signer, now) : JwtValidationResult.Refused(JwtFailure.Payload);
        members.Dispose();
        return verdict;
    }

    private JwtValidationResult Decide(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> members, JwtHeader header, in SignatureCheck signature, int signer, long now)
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

        var permissions = rules.PermissionClaim?.Find(json, members) ?? default;
        return JwtValidationResult.Accepted(new VerifiedToken(source, start, _token, claims, permissions, keys, rules, rules.RevocationId.IsPlain(trust!)));
    }

    private string? CheckClaims(in JwtClaims claims, long now) =>
        !claims.HasExpiry ? JwtFailure.NoExpiry
        : rules.CheckTime(claims.Expires, claims.NotBefore, now) is { } failure ? failure
        : rules.RequireTokenId && !claims.HasTokenId ? JwtFailure.NoTokenId
        : null;

    /// <summary>A key speaks for its own issuers only. Where the same key is trusted for several, any of them will do.</summary>
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
