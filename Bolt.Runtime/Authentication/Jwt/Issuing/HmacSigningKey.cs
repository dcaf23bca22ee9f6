using System;
using System.Security.Cryptography;

namespace Bolt.Authentication.Jwt.Issuing;

internal sealed class HmacSigningKey(byte[] secret, JwtAlgorithm algorithm, string? kid, string type) : SigningKey(algorithm, kid, type)
{
    public override byte[] Sign(ReadOnlySpan<byte> signingInput) => Algorithm.HashLength switch
    {
        32 => HMACSHA256.HashData(secret, signingInput),
        48 => HMACSHA384.HashData(secret, signingInput),
        _ => HMACSHA512.HashData(secret, signingInput),
    };
}
