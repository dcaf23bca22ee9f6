using System.Security.Cryptography;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>A configured key, read and validated. Exactly one of the three kinds is set; only public parts.</summary>
internal sealed record KeyMaterial
{
    public required string? Kid { get; init; }

    public byte[]? Secret { get; init; }

    public RSAParameters? Rsa { get; init; }

    public ECParameters? Ec { get; init; }

    /// <summary>The algorithms that fit the key's kind, size, curve and its own <c>alg</c>.</summary>
    public required JwtAlgorithmSet Fits { get; init; }

    /// <summary>What it is used for where no algorithms are configured.</summary>
    public required JwtAlgorithmSet Default { get; init; }

    /// <summary>False when a JWK's <c>key_ops</c> leaves <c>verify</c> out.</summary>
    public bool MayVerify { get; init; } = true;

    /// <summary>False when there is no private part, or a JWK's <c>key_ops</c> leaves <c>sign</c> out.</summary>
    public required bool MaySign { get; init; }

    public VerificationKey ToVerificationKey(JwtAlgorithmSet algorithms, KeyTrust trust) =>
        Secret is not null ? new HmacVerificationKey(Secret, Kid, algorithms, trust)
        : Rsa is { } rsa ? new RsaVerificationKey(rsa, Kid, algorithms, trust)
        : new EcdsaVerificationKey(Ec!.Value, Kid, algorithms, trust);
}
