using System;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>Reads a key, or says in one line what is wrong with it and how to fix it.</summary>
internal static class KeyReader
{
    public static bool TryRead(SecurityKey key, [NotNullWhen(true)] out KeyMaterial? material, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (material, problem) = key switch
            {
                null => (null, "is null"),
                JsonWebKey jwk => JwkReader.Read(jwk),
                SymmetricSecurityKey symmetric => Secret(symmetric.Key, symmetric.KeyId),
                RsaSecurityKey rsa => RsaKey(
                    rsa.Rsa?.ExportParameters(includePrivateParameters: false) ?? rsa.Parameters,
                    rsa.KeyId,
                    rsa.PrivateKeyStatus != PrivateKeyStatus.DoesNotExist),
                ECDsaSecurityKey ec => EcKey(
                    ec.ECDsa.ExportParameters(includePrivateParameters: false), ec.KeyId, ec.PrivateKeyStatus != PrivateKeyStatus.DoesNotExist),
                X509SecurityKey x509 => Certificate(x509),
                _ => (null, $"is a {key.GetType().Name}; use JsonWebKey, SymmetricSecurityKey, RsaSecurityKey, ECDsaSecurityKey or X509SecurityKey"),
            };
        }
        catch (Exception e)
        {
            // Whatever the program's own key objects throw belongs in the one message. The exception's message could contain part of a secret key.
            (material, problem) = (null, IsDisposed(key, e) ? Disposed(key) : $"cannot be used as a key on this platform ({e.GetType().Name})");
        }

        return material is not null;
    }

    /// <summary>What to do about a key whose object is gone, in the words of <see cref="TryRead"/>.</summary>
    internal static string Disposed(SecurityKey key) => "was disposed: " + key switch
    {
        RsaSecurityKey => "give the key its parameters, new RsaSecurityKey(rsa.ExportParameters(true)), or keep the RSA object alive as long as the program runs",
        X509SecurityKey => "keep the X509Certificate2 alive as long as the program runs",
        ECDsaSecurityKey => "keep the ECDsa object alive as long as the program runs; an RSA key could be given as rsa.ExportParameters(true) instead",
        _ => "keep the object it is made of, such as an RSA, alive as long as the program runs, or give the key its parameters, as rsa.ExportParameters(true) does",
    };

    /// <summary>A disposed certificate has lost its handle and only reports that something about it is invalid.</summary>
    internal static bool IsDisposed(SecurityKey key, Exception exception) =>
        exception is ObjectDisposedException || (key is X509SecurityKey x509 && x509.Certificate.Handle == IntPtr.Zero);

    internal static (KeyMaterial? Material, string? Problem) Secret(byte[] secret, string? kid, JwtAlgorithmSet? bound = null)
    {
        var fits = default(JwtAlgorithmSet);
        foreach (var algorithm in JwtAlgorithm.All)
        {
            if (algorithm.Kind == JwtAlgorithmKind.Hmac && secret.Length >= algorithm.HashLength && (bound?.Contains(algorithm) ?? true))
            {
                fits = fits.With(algorithm);
            }
        }

        return (new KeyMaterial
        {
            Kid = NotEmpty(kid),
            Secret = secret,
            Fits = fits,
            Default = bound ?? JwtAlgorithmSet.From([JwtAlgorithm.Find("HS256")!]),
            MaySign = true,
        }, null);
    }

    internal static (KeyMaterial? Material, string? Problem) RsaKey(RSAParameters key, string? kid, bool hasPrivate, JwtAlgorithmSet? bound = null)
    {
        var problem = RsaKeyChecks.Find(key);
        if (problem is not null)
        {
            return (null, problem);
        }

        var fits = default(JwtAlgorithmSet);
        foreach (var algorithm in JwtAlgorithm.All)
        {
            if (algorithm.Kind is JwtAlgorithmKind.RsaPkcs1 or JwtAlgorithmKind.RsaPss && (bound?.Contains(algorithm) ?? true))
            {
                fits = fits.With(algorithm);
            }
        }

        using var probe = RSA.Create(new RSAParameters { Modulus = key.Modulus, Exponent = key.Exponent });
        return (new KeyMaterial
        {
            Kid = NotEmpty(kid),
            Rsa = new RSAParameters { Modulus = key.Modulus, Exponent = key.Exponent },
            Fits = fits,
            Default = bound ?? JwtAlgorithmSet.From([JwtAlgorithm.Find("RS256")!]),
            MaySign = hasPrivate,
        }, null);
    }

    internal static (KeyMaterial? Material, string? Problem) EcKey(ECParameters key, string? kid, bool hasPrivate, JwtAlgorithmSet? bound = null)
    {
        if (EcCurve.Find(key.Curve) is not { } curve)
        {
            return (null, "is on a curve other than P-256, P-384 and P-521");
        }

        if (key.Q.X?.Length != curve.CoordinateLength || key.Q.Y?.Length != curve.CoordinateLength)
        {
            return (null, $"has coordinates that are not {curve.CoordinateLength} octets long, as {curve.Name} needs (RFC 7518 §6.2.1)");
        }

        // Refuses a point that is not on the curve.
        using var probe = ECDsa.Create(new ECParameters { Curve = curve.Curve, Q = key.Q });
        var fits = JwtAlgorithmSet.From([curve.Algorithm]);
        if (bound is { } own)
        {
            fits = fits.And(own);
        }

        return (new KeyMaterial
        {
            Kid = NotEmpty(kid),
            Ec = new ECParameters { Curve = curve.Curve, Q = key.Q },
            Fits = fits,
            Default = fits,
            MaySign = hasPrivate,
        }, null);
    }

    private static (KeyMaterial? Material, string? Problem) Certificate(X509SecurityKey key)
    {
        using var rsa = key.Certificate.GetRSAPublicKey();
        if (rsa is not null)
        {
            return RsaKey(rsa.ExportParameters(includePrivateParameters: false), key.KeyId, key.Certificate.HasPrivateKey);
        }

        using var ec = key.Certificate.GetECDsaPublicKey();
        return ec is not null
            ? EcKey(ec.ExportParameters(includePrivateParameters: false), key.KeyId, key.Certificate.HasPrivateKey)
            : (null, "is a certificate whose key is neither RSA nor elliptic-curve");
    }

    private static string? NotEmpty(string? kid) => string.IsNullOrEmpty(kid) ? null : kid;
}
