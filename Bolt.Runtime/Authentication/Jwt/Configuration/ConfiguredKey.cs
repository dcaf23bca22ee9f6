using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Authentication.Jwt.Configuration;

/// <summary>Keys in configuration: a JWK as JSON text or as a section with its members, or a public key in PEM.</summary>
internal static class ConfiguredKey
{
    public static void AddAll(IConfigurationSection section, IList<SecurityKey> keys, OptionsProblems problems)
    {
        foreach (var item in section.GetChildren())
        {
            try
            {
                keys.Add(item.Value is { } text ? FromText(text.Trim()) : FromMembers(item));
            }
            catch (Exception e) when (e is ArgumentException or CryptographicException or FormatException)
            {
                // The exception's text could hold part of a secret key.
                problems.Add($"{item.Path} is neither a JWK nor a public key in PEM.");
            }
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The key lives as long as the program.")]
    private static SecurityKey FromText(string text)
    {
        if (!text.StartsWith("-----BEGIN", StringComparison.Ordinal))
        {
            return new JsonWebKey(text);
        }

        try
        {
            var rsa = RSA.Create();
            rsa.ImportFromPem(text);
            return new RsaSecurityKey(rsa);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            var ec = ECDsa.Create();
            ec.ImportFromPem(text);
            return new ECDsaSecurityKey(ec);
        }
    }

    private static JsonWebKey FromMembers(IConfigurationSection section)
    {
        var key = new JsonWebKey
        {
            Kty = section["kty"],
            Kid = section["kid"],
            Alg = section["alg"],
            Use = section["use"],
            Crv = section["crv"],
            K = section["k"],
            N = section["n"],
            E = section["e"],
            X = section["x"],
            Y = section["y"],
            D = section["d"],
            P = section["p"],
            Q = section["q"],
            DP = section["dp"],
            DQ = section["dq"],
            QI = section["qi"],
        };
        foreach (var operation in section.GetSection("key_ops").GetChildren())
        {
            key.KeyOps.Add(operation.Value);
        }

        return key;
    }
}
