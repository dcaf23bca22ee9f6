using System;
using System.Buffers.Text;
using System.Linq;
using System.Text;
using Bolt.Testing.Credentials;
using Microsoft.IdentityModel.Tokens;

#pragma warning disable RS0026 // a secret is a string and a key is not: no call can mean both

namespace Bolt;

/// <summary>Signs tokens for a real server with a key that the server trusts.</summary>
public sealed class BoltTestIssuer
{
    private BoltTestIssuer(TokenWriter writer) => Writer = writer;

    internal TokenWriter Writer { get; }

    /// <summary>The backend whose tokens these are, as <c>BoltSurface.txt</c> names it; <c>jwt</c>.</summary>
    public string Backend { get; init; } = JwtAuthentication.DefaultName;

    /// <summary>Signs with a shared secret: HS256.</summary>
    /// <param name="secret">The server's <see cref="JwtOptions.Secret"/>.</param>
    /// <param name="issuer">The token's <c>iss</c>; null where the server checks none.</param>
    /// <param name="audience">The token's <c>aud</c>; null where the server checks none.</param>
    /// <param name="permissionClaim">The claim that holds permissions.</param>
    public static BoltTestIssuer From(string secret, string? issuer = null, string? audience = null, string permissionClaim = "permissions")
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        return From(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), issuer, audience, permissionClaim);
    }

    /// <summary>Signs with a key.</summary>
    /// <param name="key">The key, with its private part. Its <see cref="SecurityKey.KeyId"/> becomes the token's <c>kid</c>.</param>
    /// <param name="issuer">The token's <c>iss</c>; null where the server checks none.</param>
    /// <param name="audience">The token's <c>aud</c>; null where the server checks none.</param>
    /// <param name="permissionClaim">The claim that holds permissions.</param>
    /// <param name="algorithm">The algorithm: <c>RS256</c>, <c>ES256</c>, … Null for what the server takes where it names none: HS256 for a shared secret, RS256 for an RSA key, the curve's own for an EC key.</param>
    /// <exception cref="ArgumentException">The key does not say what kind it is: name the algorithm.</exception>
    public static BoltTestIssuer From(SecurityKey key, string? issuer = null, string? audience = null, string permissionClaim = "permissions", string? algorithm = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        algorithm ??= Algorithm(key);
        var header = TokenWriter.Header(algorithm, key.KeyId);
        return new(new TokenWriter(header, input =>
        {
            var provider = key.CryptoProviderFactory.CreateForSigning(key, algorithm);
            try
            {
                return provider.Sign(input);
            }
            finally
            {
                key.CryptoProviderFactory.ReleaseSignatureProvider(provider);
            }
        })
        { Issuer = issuer, Audience = audience, PermissionClaim = permissionClaim });
    }

    private static string Algorithm(SecurityKey key) => key switch
    {
        JsonWebKey { Alg: { Length: > 0 } named } => named,
        SymmetricSecurityKey => SecurityAlgorithms.HmacSha256,
        RsaSecurityKey => SecurityAlgorithms.RsaSha256,
        ECDsaSecurityKey { KeySize: 256 } => SecurityAlgorithms.EcdsaSha256,
        ECDsaSecurityKey { KeySize: 384 } => SecurityAlgorithms.EcdsaSha384,
        ECDsaSecurityKey => SecurityAlgorithms.EcdsaSha512,
        _ => throw new ArgumentException($"A {key.GetType().Name} may sign with several algorithms: name one, such as RS256.", nameof(key)),
    };
}
