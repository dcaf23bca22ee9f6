using System;
using System.Security.Cryptography;
using Microsoft.Extensions.ObjectPool;

namespace Bolt;

/// <summary>A shared secret (RFC 7518 §3.2).</summary>
internal sealed class HmacVerificationKey : VerificationKey
{
    private readonly ObjectPool<HMAC>?[] _pools = new ObjectPool<HMAC>?[3];

    public HmacVerificationKey(byte[] secret, string? kid, JwtAlgorithmSet algorithms, KeyTrust trust)
        : base(kid, algorithms, trust)
    {
        foreach (var algorithm in JwtAlgorithm.All)
        {
            if (algorithms.Contains(algorithm))
            {
                _pools[Slot(algorithm)] = new DefaultObjectPool<HMAC>(new HmacPolicy(algorithm, secret));
            }
        }
    }

    public override int SignatureLength(JwtAlgorithm algorithm) => algorithm.HashLength;

    public override bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        Span<byte> mac = stackalloc byte[64];
        mac = mac[..algorithm.HashLength];

        // Keying a hash costs as much as hashing a token, so keyed ones are kept; they are not thread-safe, so they are lent out.
        var pool = _pools[Slot(algorithm)]!;
        var hmac = pool.Get();
        var computed = hmac.TryComputeHash(signingInput, mac, out var written);
        pool.Return(hmac);
        return computed && written == mac.Length && CryptographicOperations.FixedTimeEquals(mac, signature);
    }

    private static int Slot(JwtAlgorithm algorithm) => (algorithm.HashLength / 16) - 2;

    private sealed class HmacPolicy(JwtAlgorithm algorithm, byte[] secret) : IPooledObjectPolicy<HMAC>
    {
        public HMAC Create() => algorithm.HashLength switch
        {
            32 => new HMACSHA256(secret),
            48 => new HMACSHA384(secret),
            _ => new HMACSHA512(secret),
        };

        public bool Return(HMAC obj) => true;
    }
}
