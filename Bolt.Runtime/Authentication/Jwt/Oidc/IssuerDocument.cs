using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Bolt;

/// <summary>What an OpenID Connect issuer publishes: its name and its keys (OpenID Connect Discovery 1.0 §3, §4).</summary>
internal sealed class IssuerDocument(string issuer, IReadOnlyList<JsonWebKey> keys)
{
    public string Issuer { get; } = issuer;

    public IReadOnlyList<JsonWebKey> Keys { get; } = keys;

    /// <summary>Fetches the document and the keys it points to. Throws when either cannot be had.</summary>
    public static async Task<IssuerDocument> FetchAsync(string address, CancellationToken cancellationToken)
    {
        var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(address, new DocumentClient(address), cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(configuration.Issuer) || configuration.JsonWebKeySet is not { Keys.Count: > 0 } set
            ? throw new InvalidOperationException("The discovery document has no issuer or leads to no keys.")
            : new IssuerDocument(configuration.Issuer, [.. set.Keys]);
    }
}
