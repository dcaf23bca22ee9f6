using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Bolt;

/// <summary>What an OpenID Connect issuer publishes: its name and its keys (OpenID Connect Discovery 1.0 §3, §4).</summary>
internal sealed class IssuerDocument(string issuer, IReadOnlyList<JsonWebKey> keys)
{
    private const int MaximumLength = 512 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly HttpClient Http = CreateClient();

    public string Issuer { get; } = issuer;

    public IReadOnlyList<JsonWebKey> Keys { get; } = keys;

    /// <summary>Fetches the document and the keys it points to. Throws when either cannot be had.</summary>
    public static async Task<IssuerDocument> FetchAsync(string address, CancellationToken cancellationToken)
    {
        // Options are validated before: plain HTTP is for the loopback interface.
        var documents = new HttpDocumentRetriever(Http) { RequireHttps = !new Uri(address).IsLoopback };
        var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(configuration.Issuer) || configuration.JsonWebKeySet is not { Keys.Count: > 0 } set
            ? throw new InvalidOperationException("The discovery document has no issuer or leads to no keys.")
            : new IssuerDocument(configuration.Issuer, [.. set.Keys]);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The client lives as long as the program.")]
    private static HttpClient CreateClient() => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout,
        MaxResponseContentBufferSize = MaximumLength,
    };
}
