using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>One key for each of the twelve algorithms, and tokens made by hand with them, sound or not.</summary>
internal static class TestKeys
{
    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly ECDsa P256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa P384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private static readonly ECDsa P521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);

    public const string Secret = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static string[] Algorithms { get; } = ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static SecurityKey For(string algorithm, string? kid = null) => algorithm[..2] switch
    {
        "HS" => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)) { KeyId = kid },
        "ES" => new ECDsaSecurityKey(algorithm switch { "ES256" => P256, "ES384" => P384, _ => P521 }) { KeyId = kid },
        _ => new RsaSecurityKey(Rsa) { KeyId = kid },
    };

    public static long Seconds(TimeSpan fromStart) => (JwtHost.Start + fromStart).ToUnixTimeSeconds();

    /// <summary>A payload that is accepted for an hour, with more members behind.</summary>
    public static string Payload(string more = "") => $$"""{"sub":"user-1","exp":{{Seconds(TimeSpan.FromHours(1))}}{{(more.Length > 0 ? "," + more : "")}}}""";

    public static string Token(string payload, string header = """{"alg":"HS256"}""", string algorithm = "HS256", SecurityKey? key = null) =>
        Token(Encoding.UTF8.GetBytes(payload), Encoding.UTF8.GetBytes(header), algorithm, key);

    public static string Token(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> header, string algorithm = "HS256", SecurityKey? key = null) =>
        Sign($"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}", algorithm, key);

    /// <summary>Signs whatever text it is given.</summary>
    public static string Sign(string signingInput, string algorithm = "HS256", SecurityKey? key = null)
    {
        var octets = Encoding.UTF8.GetBytes(signingInput);
        var hash = algorithm[2..] switch { "256" => HashAlgorithmName.SHA256, "384" => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA512 };
        var signature = (key ?? For(algorithm)) switch
        {
            SymmetricSecurityKey secret => CryptographicOperations.HmacData(hash, secret.Key, octets),
            ECDsaSecurityKey ec => ec.ECDsa.SignData(octets, hash),
            RsaSecurityKey rsa => rsa.Rsa.SignData(octets, hash, algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
            var other => throw new ArgumentException(other.GetType().Name),
        };
        return $"{signingInput}.{Base64Url.EncodeToString(signature)}";
    }
}
