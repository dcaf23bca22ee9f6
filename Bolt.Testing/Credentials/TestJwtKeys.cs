using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Security.Cryptography;
using Bolt.Authentication.Jwt;
using Bolt.Authentication.Jwt.Issuing;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Testing.Credentials;

/// <summary>
/// Gives a JWT backend that only verifies one more key, which this process alone has. Behind the application's own, so that those still count; one that can sign is left as it is. Issuers, audiences,
/// algorithms and token types stay.
/// </summary>
internal sealed class TestJwtKeys : IPostConfigureOptions<JwtOptions>
{
    /// <summary>Each backend has one of its own: a token for one is worth nothing under another. Kept, because an RSA key takes long to make.</summary>
    private static readonly ConcurrentDictionary<string, SecurityKey> Keys = new(StringComparer.Ordinal);

    public void PostConfigure(string? name, JwtOptions options)
    {
        var hasAuthority = options.HasAuthority;
        if (hasAuthority)
        {
            // What the issuer's document would say of itself; nobody asks it.
            if (options.Issuers.Count == 0 && options.Authority is { } authority)
            {
                options.Issuers.Add(authority);
            }

            options.Authority = null;
            options.MetadataAddress = null;
        }

        if (!CanSign(options))
        {
            var algorithm = Algorithm(options, hasAuthority || options.Keys.Count > 0);
            options.Keys.Add(Keys.GetOrAdd($"{name} {algorithm}", _ => Create(algorithm)));
        }
    }

    private static bool CanSign(JwtOptions options)
    {
        if (options.Secret is null && options.Keys.Count == 0)
        {
            return false;
        }

        try
        {
            return SigningKeyFactory.Create(options) is not null;
        }
        catch (Exception e) when (e is InvalidOperationException or CryptographicException)
        {
            // The application says at start what is wrong with its keys.
            return true;
        }
    }

    private static string Algorithm(JwtOptions options, bool isPublic) =>
        options.Algorithms.FirstOrDefault(a => JwtAlgorithm.Find(a) is { } known && (known.Kind == JwtAlgorithmKind.Hmac) != isPublic)
        ?? options.Algorithms.FirstOrDefault(static a => JwtAlgorithm.Find(a) is not null)
        ?? (isPublic ? "ES256" : "HS256");

    private static SecurityKey Create(string algorithm)
    {
        var id = "bolt-test-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        return algorithm switch
        {
            "ES256" => new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = id },
            "ES384" => new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP384)) { KeyId = id },
            "ES512" => new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP521)) { KeyId = id },
            ['H', ..] => new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(64)) { KeyId = id },
            _ => new RsaSecurityKey(NewRsa()) { KeyId = id },
        };
    }

    private static RSAParameters NewRsa()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportParameters(includePrivateParameters: true);
    }
}
