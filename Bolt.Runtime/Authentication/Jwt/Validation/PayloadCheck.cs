using System;
using System.Buffers;
using System.Runtime.CompilerServices;

namespace Bolt;

/// <summary>Decides about the claims of a token whose signature has been verified.</summary>
internal readonly ref struct PayloadCheck(string source, int start, CompactToken token, KeySet keys, JwtRules rules)
{
    private const int StackBuffer = 1024;

    private readonly CompactToken _token = token;

    /// <summary>What the buffers hold is written before it is read.</summary>
    [SkipLocalsInit]
    public JwtVerdict Run(JwtHeader header, in SignatureCheck signature, int signer, long now)
    {
        var length = StrictBase64Url.DecodedLength(_token.Payload.Length);
        byte[]? rented = null;
        var buffer = length <= StackBuffer ? stackalloc byte[StackBuffer] : rented = ArrayPool<byte>.Shared.Rent(length);
        var members = new PooledList<JsonMember>(stackalloc JsonMember[16]);
        try
        {
            var json = buffer[..StrictBase64Url.Decode(_token.Payload, buffer)];
            if (!StrictJson.TryParseObject(json, int.MaxValue, ref members))
            {
                return JwtVerdict.Refused(JwtFailure.Payload);
            }

            if (!JwtClaims.TryRead(json, members.Items, out var claims))
            {
                return JwtVerdict.Refused(JwtFailure.ClaimType);
            }

            var failure = CheckClaims(claims, now) ?? CheckTrust(header, signature, signer, claims);
            if (failure is not null)
            {
                return JwtVerdict.Refused(failure);
            }

            var permissions = rules.PermissionClaim?.Find(json, members.Items) ?? default;
            return JwtVerdict.Accepted(new VerifiedToken(source, start, _token, claims, permissions, keys, rules));
        }
        finally
        {
            members.Dispose();
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private string? CheckClaims(in JwtClaims claims, long now) =>
        claims.Expires is not { } expires ? JwtFailure.NoExpiry
        : rules.CheckTime(expires, claims.NotBefore ?? long.MinValue, now) is { } failure ? failure
        : rules.RequireTokenId && claims.TokenId.Kind != JsonKind.Text ? JwtFailure.NoTokenId
        : null;

    /// <summary>A key speaks for its own issuers only. Where the same key is trusted for several, any of them will do.</summary>
    private static string? CheckTrust(JwtHeader header, in SignatureCheck signature, int signer, in JwtClaims claims)
    {
        string? failure = null;
        for (; signer >= 0; signer = signature.Next(signer + 1))
        {
            var trust = header.Candidates[signer].Trust;
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
