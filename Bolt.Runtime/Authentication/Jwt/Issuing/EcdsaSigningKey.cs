using System;
using System.Security.Cryptography;
using System.Threading;

namespace Bolt.Authentication.Jwt.Issuing;

/// <summary>The key may be a hardware one that cannot be copied, so calls take turns.</summary>
internal sealed class EcdsaSigningKey(ECDsa key, JwtAlgorithm algorithm, string? kid, string type) : SigningKey(algorithm, kid, type)
{
    private readonly Lock _turn = new();

    public override byte[] Sign(ReadOnlySpan<byte> signingInput)
    {
        Span<byte> buffer = stackalloc byte[64];
        var hash = Algorithm.HashData(signingInput, buffer);
        lock (_turn)
        {
            return key.SignHash(hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }
}
