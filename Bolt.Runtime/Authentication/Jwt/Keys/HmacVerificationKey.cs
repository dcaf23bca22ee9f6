using System;
using System.Security.Cryptography;
using Microsoft.Extensions.ObjectPool;

namespace Bolt;

/// <summary>A shared secret (RFC 7518 §3.2).</summary>
internal sealed class HmacVerificationKey : VerificationKey
{
    private readonly ObjectPool<IncrementalHash>?[] _pools = new ObjectPool<IncrementalHash>?[3];

    public HmacVerificationKey(byte[] secret, string? kid, JwtAlgorithmSet algorithms, KeyTrust trust)
        : base(kid, algorithms, trust)
    {
        foreach (var algorithm in JwtAlgorithm.All)
        {
            if (algorithms.Contains(algorithm))
            {
                _pools[Slot(algorithm)] = new DefaultObjectPool<IncrementalHash>(new HmacPolicy(algorithm.Hash, secret));
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
        hmac.AppendData(signingInput);
        var written = hmac.GetHashAndReset(mac);
        pool.Return(hmac);
        return written == mac.Length && CryptographicOperations.FixedTimeEquals(mac, signature);
    }

    private static int Slot(JwtAlgorithm algorithm) => (algorithm.HashLength / 16) - 2;

    private sealed class HmacPolicy(HashAlgorithmName hash, byte[] secret) : IPooledObjectPolicy<IncrementalHash>
    {
        public IncrementalHash Create() => IncrementalHash.CreateHMAC(hash, secret);

        public bool Return(IncrementalHash obj) => true;
    }
}
