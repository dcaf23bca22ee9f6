using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Bolt.Authentication.Jwt.Configuration;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;
using Bolt.Authentication.Jwt.Validation;
using Bolt.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Authentication.Jwt.Issuing;

/// <summary>Finds the key that signs: the first configured one with a private part, with the first configured algorithm that it can serve.</summary>
internal static class SigningKeyFactory
{
    [SuppressMessage("Reliability", "CA2000", Justification = "The key lives as long as the program.")]
    public static SigningKey? Create(JwtOptions options)
    {
        var problems = new OptionsProblems();
        var resolution = JwtKeyResolution.From(options, problems);
        if (problems.Count > 0)
        {
            // The options were valid when the program started: a key has been disposed since. Another one must not sign in its place.
            throw new InvalidOperationException($"JwtIssuer cannot sign. {string.Join(' ', problems)}");
        }

        foreach (var (key, material, usable, origin) in resolution.Signers)
        {
            try
            {
                return Create(key, material, Choose(options, usable), TokenTypes.ForIssued(options.ValidTypes));
            }
            catch (Exception e) when (KeyReader.IsDisposed(key, e))
            {
                throw new InvalidOperationException($"{origin} {KeyReader.Disposed(key)}.", e);
            }
        }

        return null;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The key lives as long as the program.")]
    private static SigningKey Create(SecurityKey key, KeyMaterial material, JwtAlgorithm algorithm, string type) =>
        material.Secret is not null ? new HmacSigningKey(material.Secret, algorithm, material.Kid, type)
        : material.Rsa is not null ? new RsaSigningKey(PrivateRsa(key), algorithm, material.Kid, type)
        : new EcdsaSigningKey(PrivateEcdsa(key, material), algorithm, material.Kid, type);

    private static JwtAlgorithm Choose(JwtOptions options, JwtAlgorithmSet usable)
    {
        foreach (var name in options.Algorithms)
        {
            if (JwtAlgorithm.Find(name) is { } algorithm && usable.Contains(algorithm))
            {
                return algorithm;
            }
        }

        foreach (var algorithm in JwtAlgorithm.All)
        {
            if (usable.Contains(algorithm))
            {
                return algorithm;
            }
        }

        throw new InvalidOperationException("A key without an algorithm is refused before.");
    }

    private static RSA PrivateRsa(SecurityKey key) => key switch
    {
        RsaSecurityKey { Rsa: { } rsa } => rsa,
        RsaSecurityKey { Parameters: var parameters } => RSA.Create(parameters),
        X509SecurityKey x509 => x509.Certificate.GetRSAPrivateKey()!,
        JsonWebKey jwk => RSA.Create(new RSAParameters
        {
            Modulus = Octets(jwk.N),
            Exponent = Octets(jwk.E),
            D = Octets(jwk.D),
            P = Octets(jwk.P),
            Q = Octets(jwk.Q),
            DP = Octets(jwk.DP),
            DQ = Octets(jwk.DQ),
            InverseQ = Octets(jwk.QI),
        }),
        _ => throw Unusable(),
    };

    private static ECDsa PrivateEcdsa(SecurityKey key, KeyMaterial material) => key switch
    {
        ECDsaSecurityKey ec => ec.ECDsa,
        X509SecurityKey x509 => x509.Certificate.GetECDsaPrivateKey()!,
        JsonWebKey jwk => ECDsa.Create(material.Ec!.Value with { D = Octets(jwk.D) }),
        _ => throw Unusable(),
    };

    private static byte[] Octets(string? text) => StrictBase64Url.TryDecode(text, out var octets) ? octets : throw Unusable();

    private static InvalidOperationException Unusable() =>
        new("The private part of a key in Keys is not complete base64url (RFC 7518 §6.2.2, §6.3.2); leave it out for a key that only verifies.");
}
