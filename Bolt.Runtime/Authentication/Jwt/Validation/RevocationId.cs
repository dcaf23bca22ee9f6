using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using Bolt.Authentication.Jwt.Keys;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>
/// Under which id a token is revoked and looked up. A <c>jti</c> is unique among the tokens of one issuer only (RFC 7519 §4.1.7), so another issuer's token with the same one must be another
/// entry. The program's own tokens go by their plain <c>jti</c>: those without <c>iss</c>; those of the default backend that its configured keys have signed, where it names one issuer at
/// most; and those of the default backend's only issuer. All others, such as those of a second backend, of one of several issuers, or of an authority beside keys of the program's own, go
/// by <c>&lt;first 16 bytes of the SHA-256 of iss, in lower-case hexadecimal&gt;:&lt;jti&gt;</c>.
/// </summary>
internal sealed class RevocationId
{
    private const int HashedLength = 16;

    private readonly bool _ofOwnKeysIsPlain;
    private readonly bool _ofOtherKeysIsPlain;

    private RevocationId(bool ofOwnKeysIsPlain, bool ofOtherKeysIsPlain)
    {
        _ofOwnKeysIsPlain = ofOwnKeysIsPlain;
        _ofOtherKeysIsPlain = ofOtherKeysIsPlain;
    }

    /// <summary>The rule for one backend's tokens.</summary>
    public static RevocationId For(JwtOptions options, bool isDefaultBackend)
    {
        var hasOwnKeys = options.Secret is not null || options.Keys.Count > 0;
        var issuers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in options.IssuerKeys)
        {
            issuers.Add(key.Issuer);
        }

        if (hasOwnKeys || options.HasAuthority)
        {
            issuers.UnionWith(options.Issuers);
        }

        // Anything that is not named is one more: the program itself, and the issuer that is discovered.
        var unnamed = options.Issuers.Count > 0 ? 0 : (hasOwnKeys ? 1 : 0) + (options.HasAuthority ? 1 : 0);
        return new(isDefaultBackend && options.Issuers.Count <= 1, isDefaultBackend && issuers.Count + unnamed == 1);
    }

    /// <summary>True where tokens signed by such a key go by their plain <c>jti</c>.</summary>
    public bool IsPlain(KeyTrust trust) => trust.IsOwn ? _ofOwnKeysIsPlain : _ofOtherKeysIsPlain;

    public static string Qualify(string issuer, string tokenId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(issuer), hash);
        return $"{Convert.ToHexStringLower(hash[..HashedLength])}:{tokenId}";
    }
}
