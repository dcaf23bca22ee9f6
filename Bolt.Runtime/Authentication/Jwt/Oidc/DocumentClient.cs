using System;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.IdentityModel.Protocols;

namespace Bolt;

/// <summary>
/// Gets an issuer's documents: once, for the library's own client tries again at once, doubling what an issuer in trouble has to bear; over HTTPS, unless both the issuer and
/// what it points to are on the loopback interface; with bounds on time and size.
/// </summary>
internal sealed class DocumentClient(string address) : IDocumentRetriever
{
    private const int MaximumLength = 512 * 1024;

    private static readonly HttpClient Http = CreateClient();

    private readonly bool _isLoopback = new Uri(address).IsLoopback;

    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        var uri = new Uri(address);
        if (uri.Scheme != Uri.UriSchemeHttps && !(_isLoopback && uri.IsLoopback && uri.Scheme == Uri.UriSchemeHttp))
        {
            throw new InvalidOperationException("An issuer's documents are fetched over HTTPS only.");
        }

        return await Http.GetStringAsync(uri, cancel).ConfigureAwait(false);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The client lives as long as the program.")]
    private static HttpClient CreateClient() => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxAutomaticRedirections = 3 })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MaximumLength,
    };
}
