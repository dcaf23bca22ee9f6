using System.Collections.Frozen;
using System.Collections.Generic;

namespace Bolt.Authentication.ApiKeys;

/// <summary>
/// The configured keys, indexed by their hash; replaced as a whole when configuration changes. How long a look-up takes depends on the SHA-256 of a string that the caller
/// already has, and stored hashes are compared in fixed time: neither a hit nor a miss tells a caller anything about a key.
/// </summary>
internal sealed class ApiKeyTable
{
    private readonly FrozenDictionary<ApiKeyHash, ApiKeyIdentity> _identities;

    public ApiKeyTable(ApiKeyOptions options, string backend)
    {
        Header = new CredentialHeader(options.Header);
        Challenge = Header.IsAuthorization ? "ApiKey" : $"ApiKey header=\"{Header.Name}\"";
        var identities = new Dictionary<ApiKeyHash, ApiKeyIdentity>(ApiKeyHash.Comparer);
        foreach (var key in options.Keys)
        {
            if (ApiKeyHash.TryParse(key.KeyHash, out var hash))
            {
                identities[hash] = new ApiKeyIdentity(key, backend);
            }
        }

        _identities = identities.ToFrozenDictionary(ApiKeyHash.Comparer);
    }

    public CredentialHeader Header { get; }

    /// <summary>Names the header: a client that follows the scheme alone would put the key into <c>Authorization</c>, which is not looked at.</summary>
    public string Challenge { get; }

    public ApiKeyIdentity? Find(in ApiKeyHash hash) => _identities.GetValueOrDefault(hash);
}
