using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Jwt.Fuzz;

/// <summary>A key with its algorithm.</summary>
internal sealed class FuzzKey
{
    private FuzzKey(string algorithm, SecurityKey key, int signatureLength)
    {
        Algorithm = algorithm;
        Key = key;
        SignatureLength = signatureLength;
    }

    public static FuzzKey[] All { get; } =
    [
        new("HS256", new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)) { KeyId = "key" }, 32),
        new("HS512", new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(64)) { KeyId = "key" }, 64),
        new("ES256", new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "key" }, 64),
        new("RS256", new RsaSecurityKey(RSA.Create(2048)) { KeyId = "key" }, 256),
        new("PS256", new RsaSecurityKey(RSA.Create(2048)) { KeyId = "key" }, 256),
    ];

    public string Algorithm { get; }

    public SecurityKey Key { get; }

    public int SignatureLength { get; }

    public string Sign(string signingInput)
    {
        var octets = Encoding.UTF8.GetBytes(signingInput);
        var hash = Algorithm == "HS512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;
        return Base64Url.EncodeToString(Key switch
        {
            SymmetricSecurityKey secret => CryptographicOperations.HmacData(hash, secret.Key, octets),
            ECDsaSecurityKey ec => Locked(ec, () => ec.ECDsa.SignData(octets, hash)),
            RsaSecurityKey rsa => Locked(rsa, () => rsa.Rsa.SignData(octets, hash, Algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)),
            _ => throw new InvalidOperationException(),
        });
    }

    private static byte[] Locked(SecurityKey key, Func<byte[]> sign)
    {
        lock (key)
        {
            return sign();
        }
    }
}
