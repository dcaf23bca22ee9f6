using System;
using System.Security.Cryptography;
using Microsoft.Extensions.ObjectPool;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>An elliptic-curve public key (RFC 7518 §3.4). Its curve decides the algorithm.</summary>
internal sealed class EcdsaVerificationKey : VerificationKey
{
    private readonly ObjectPool<ECDsa> _pool;
    private readonly int _signatureLength;

    public EcdsaVerificationKey(ECParameters publicKey, string? kid, JwtAlgorithmSet algorithms, KeyTrust trust)
        : base(kid, algorithms, trust)
    {
        _signatureLength = 2 * publicKey.Q.X!.Length;
        _pool = new DefaultObjectPool<ECDsa>(new EcdsaPolicy(new ECParameters { Curve = publicKey.Curve, Q = publicKey.Q }));
        _pool.Return(_pool.Get());
    }

    public override int SignatureLength(JwtAlgorithm algorithm) => _signatureLength;

    public override bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        Span<byte> buffer = stackalloc byte[64];
        var hash = algorithm.HashData(signingInput, buffer);
        var ecdsa = _pool.Get();
        try
        {
            return ecdsa.VerifyHash(hash, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            _pool.Return(ecdsa);
        }
    }

    /// <summary>The platform promises no thread safety for its key objects.</summary>
    private sealed class EcdsaPolicy(ECParameters publicKey) : IPooledObjectPolicy<ECDsa>
    {
        public ECDsa Create() => ECDsa.Create(publicKey);

        public bool Return(ECDsa obj) => true;
    }
}
