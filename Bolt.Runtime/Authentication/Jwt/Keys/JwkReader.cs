using System.Security.Cryptography;
using Bolt.Authentication.Jwt.Token;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>Reads a JSON Web Key (RFC 7517, RFC 7518 §6), taking its own limits seriously: <c>use</c>, <c>key_ops</c> and <c>alg</c>.</summary>
internal static class JwkReader
{
    public static (KeyMaterial? Material, string? Problem) Read(JsonWebKey jwk)
    {
        if (!string.IsNullOrEmpty(jwk.Use) && jwk.Use != "sig")
        {
            return (null, $"is not for signatures: its \"use\" is \"{jwk.Use}\", not \"sig\"");
        }

        JwtAlgorithmSet? bound = null;
        if (!string.IsNullOrEmpty(jwk.Alg))
        {
            if (JwtAlgorithm.Find(jwk.Alg) is not { } algorithm)
            {
                return (null, $"is for the algorithm \"{jwk.Alg}\", which is not one of {JwtAlgorithmSet.All}");
            }

            bound = JwtAlgorithmSet.From([algorithm]);
        }

        var (material, problem) = jwk.Kty switch
        {
            "oct" => StrictBase64Url.TryDecode(jwk.K, out var secret) ? KeyReader.Secret(secret, jwk.Kid, bound) : (null, "has a \"k\" that is not base64url"),
            "RSA" => ReadRsa(jwk, bound),
            "EC" => ReadEc(jwk, bound),
            _ => (null, $"has the \"kty\" \"{jwk.Kty}\"; oct, RSA and EC are known"),
        };
        if (material is null)
        {
            return (null, problem);
        }

        var anyUse = jwk.KeyOps.Count == 0;
        material = material with
        {
            MayVerify = anyUse || jwk.KeyOps.Contains("verify"),
            MaySign = material.MaySign && (anyUse || jwk.KeyOps.Contains("sign")),
        };
        return material.MayVerify || material.MaySign ? (material, null) : (null, "has \"key_ops\" with neither \"verify\" nor \"sign\" in it");
    }

    private static (KeyMaterial? Material, string? Problem) ReadRsa(JsonWebKey jwk, JwtAlgorithmSet? bound) =>
        StrictBase64Url.TryDecode(jwk.N, out var modulus) && StrictBase64Url.TryDecode(jwk.E, out var exponent)
            ? KeyReader.RsaKey(new RSAParameters { Modulus = modulus, Exponent = exponent }, jwk.Kid, !string.IsNullOrEmpty(jwk.D), bound)
            : (null, "has no \"n\" and \"e\" in base64url");

    private static (KeyMaterial? Material, string? Problem) ReadEc(JsonWebKey jwk, JwtAlgorithmSet? bound)
    {
        if (EcCurve.Find(jwk.Crv) is not { } curve)
        {
            return (null, $"has the \"crv\" \"{jwk.Crv}\"; P-256, P-384 and P-521 are known");
        }

        return StrictBase64Url.TryDecode(jwk.X, out var x) && StrictBase64Url.TryDecode(jwk.Y, out var y)
            ? KeyReader.EcKey(new ECParameters { Curve = curve.Curve, Q = new ECPoint { X = x, Y = y } }, jwk.Kid, !string.IsNullOrEmpty(jwk.D), bound)
            : (null, "has no \"x\" and \"y\" in base64url");
    }
}
