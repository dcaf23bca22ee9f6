using System;
using System.Buffers.Text;
using System.Linq;
using System.Text;
using Bolt.Testing.Credentials;
using Microsoft.IdentityModel.Tokens;

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
        return From(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256, issuer, audience, permissionClaim);
    }

    /// <summary>Signs with a key.</summary>
    /// <param name="key">The key, with its private part. Its <see cref="SecurityKey.KeyId"/> becomes the token's <c>kid</c>.</param>
    /// <param name="algorithm">The algorithm: <c>RS256</c>, <c>ES256</c>, …</param>
    /// <param name="issuer">The token's <c>iss</c>; null where the server checks none.</param>
    /// <param name="audience">The token's <c>aud</c>; null where the server checks none.</param>
    /// <param name="permissionClaim">The claim that holds permissions.</param>
    public static BoltTestIssuer From(SecurityKey key, string algorithm, string? issuer, string? audience, string permissionClaim = "permissions")
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentException.ThrowIfNullOrEmpty(algorithm);
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
}
