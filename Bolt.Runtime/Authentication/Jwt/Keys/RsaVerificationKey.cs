using System;
using System.Security.Cryptography;
using Microsoft.Extensions.ObjectPool;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>An RSA public key, for PKCS #1 v1.5 and PSS (RFC 7518 §3.3, §3.5).</summary>
internal sealed class RsaVerificationKey : VerificationKey
{
    private readonly ObjectPool<RSA> _pool;
    private readonly int _modulusLength;

    public RsaVerificationKey(RSAParameters publicKey, string? kid, JwtAlgorithmSet algorithms, KeyTrust trust)
        : base(kid, algorithms, trust)
    {
        _modulusLength = publicKey.Modulus!.Length;
        _pool = new DefaultObjectPool<RSA>(new RsaPolicy(new RSAParameters { Modulus = publicKey.Modulus, Exponent = publicKey.Exponent }));
        _pool.Return(_pool.Get());
    }

    /// <summary>Compared here because the platform takes a PSS signature whose leading zero byte was dropped.</summary>
    public override int SignatureLength(JwtAlgorithm algorithm) => _modulusLength;

    public override bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        Span<byte> buffer = stackalloc byte[64];
        var hash = algorithm.HashData(signingInput, buffer);
        var rsa = _pool.Get();
        try
        {
            return rsa.VerifyHash(hash, signature, algorithm.Hash, algorithm.RsaPadding);
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            _pool.Return(rsa);
        }
    }

    /// <summary>The platform promises no thread safety for its key objects.</summary>
    private sealed class RsaPolicy(RSAParameters publicKey) : IPooledObjectPolicy<RSA>
    {
        public RSA Create() => RSA.Create(publicKey);

        public bool Return(RSA obj) => true;
    }
}
