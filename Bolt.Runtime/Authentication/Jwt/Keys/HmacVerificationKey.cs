using System;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.ObjectPool;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>A shared secret (RFC 7518 §3.2).</summary>
internal sealed class HmacVerificationKey(byte[] secret, string? kid, JwtAlgorithmSet algorithms, KeyTrust trust) : VerificationKey(kid, algorithms, trust)
{
    /// <summary>The hash that the thread used last: nearly always the one it needs next, and taking it costs none of the atomic operations by which a pool makes all threads wait for each other.</summary>
    [ThreadStatic]
    private static Kept? _kept;

    /// <summary>One for each length of hash. A pool is empty until it is asked.</summary>
    private readonly ObjectPool<HMAC>[] _pools = [Pool(32, secret), Pool(48, secret), Pool(64, secret)];

    public override int SignatureLength(JwtAlgorithm algorithm) => algorithm.HashLength;

    [SkipLocalsInit]
    public override bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        Span<byte> mac = stackalloc byte[64];
        mac = mac[..algorithm.HashLength];
        var kept = _kept ??= new Kept();
        var hmac = kept.Take(_pools[(algorithm.HashLength / 16) - 2]);
        var computed = hmac.TryComputeHash(signingInput, mac, out var written);
        kept.Put(hmac);
        return computed && written == mac.Length && CryptographicOperations.FixedTimeEquals(mac, signature);
    }

    private static DefaultObjectPool<HMAC> Pool(int hashLength, byte[] secret) => new(new HmacPolicy(hashLength, secret));

    /// <summary>
    /// Keying a hash costs as much as hashing a token, so keyed ones are kept. They are not thread-safe: one that is taken is nobody else's until it is put back, and one that failed is not.
    /// </summary>
    private sealed class Kept
    {
        private HMAC? _hash;
        private ObjectPool<HMAC>? _pool;

        public HMAC Take(ObjectPool<HMAC> pool)
        {
            var hash = _hash;
            _hash = null;
            return hash is not null && _pool == pool ? hash : Exchange(hash, pool);
        }

        public void Put(HMAC hash) => _hash = hash;

        private HMAC Exchange(HMAC? other, ObjectPool<HMAC> pool)
        {
            if (other is not null)
            {
                _pool!.Return(other);
            }

            _pool = pool;
            return pool.Get();
        }
    }

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
