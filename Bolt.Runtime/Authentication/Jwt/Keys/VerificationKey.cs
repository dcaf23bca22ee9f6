using System;
using System.Text;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>A key that may check signatures, with everything it is bound to. Safe for concurrent use.</summary>
internal abstract class VerificationKey(string? kid, JwtAlgorithmSet algorithms, KeyTrust trust)
{
    /// <summary>Null: the key has no name, so it fits whatever <c>kid</c> a token gives.</summary>
    public string? Kid { get; } = kid;

    /// <summary><see cref="Kid"/> as it comes out of a token.</summary>
    public byte[]? Utf8Kid { get; } = kid is null ? null : Encoding.UTF8.GetBytes(kid);

    /// <summary>The allowed algorithms that fit the key's kind, size, curve and its own <c>alg</c>.</summary>
    public JwtAlgorithmSet Algorithms { get; } = algorithms;

    public KeyTrust Trust { get; } = trust;

    /// <summary>The only length a signature of this key can have, in bytes.</summary>
    public abstract int SignatureLength(JwtAlgorithm algorithm);

    /// <summary>The caller has made sure that the algorithm is one of <see cref="Algorithms"/> and that the signature's length is right.</summary>
    public abstract bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature);
}
