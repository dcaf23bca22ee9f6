using System;
using System.Security.Cryptography;
using Microsoft.Extensions.ObjectPool;

namespace Bolt;

/// <summary>A shared secret (RFC 7518 §3.2).</summary>
internal sealed class HmacVerificationKey(byte[] secret, string? kid, JwtAlgorithmSet algorithms, KeyTrust trust) : VerificationKey(kid, algorithms, trust)
{
    /// <summary>One for each length of hash. A pool is empty until it is asked.</summary>
    private readonly ObjectPool<HMAC>[] _pools = [Pool(32, secret), Pool(48, secret), Pool(64, secret)];

    public override int SignatureLength(JwtAlgorithm algorithm) => algorithm.HashLength;

    public override bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        Span<byte> mac = stackalloc byte[64];
        mac = mac[..algorithm.HashLength];

        // Keying a hash costs as much as hashing a token, so keyed ones are kept; they are not thread-safe, so they are lent out.
        var pool = _pools[(algorithm.HashLength / 16) - 2];
        var hmac = pool.Get();
        var computed = hmac.TryComputeHash(signingInput, mac, out var written);
        pool.Return(hmac);
        return computed && written == mac.Length && CryptographicOperations.FixedTimeEquals(mac, signature);
    }

    private static DefaultObjectPool<HMAC> Pool(int hashLength, byte[] secret) => new(new HmacPolicy(hashLength, secret));

    private sealed class HmacPolicy(int hashLength, byte[] secret) : IPooledObjectPolicy<HMAC>
    {
        public HMAC Create() => hashLength switch
        {
            32 => new HMACSHA256(secret),
            48 => new HMACSHA384(secret),
            _ => new HMACSHA512(secret),
        };

        public bool Return(HMAC obj) => true;
    }
}
