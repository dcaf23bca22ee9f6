using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>
/// Gets an issuer's documents: once, because retrying at once doubles the load of an issuer in trouble; over HTTPS, unless both the issuer and what it points to are
/// on the loopback interface; bounded in size. The caller bounds the time.
/// </summary>
internal sealed class DiscoveryClient(Uri start)
{
    private static readonly HttpClient Http = CreateClient();

    /// <summary>The bytes of what is at <paramref name="address"/>. Throws when they cannot be fetched.</summary>
    public async Task<ReadOnlyMemory<byte>> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            CheckScheme(address);
            using var response = await Http.GetAsync(address, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            }

            if (redirects == FetchLimits.MaximumRedirects)
            {
                throw new InvalidDataException($"The issuer redirects more than {FetchLimits.MaximumRedirects} times.");
            }

            address = new Uri(address, location);
        }
    }

    private void CheckScheme(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !(start.IsLoopback && address.IsLoopback && address.Scheme == Uri.UriSchemeHttp))
        {
            throw new InvalidDataException("An issuer's documents are fetched over HTTPS only.");
        }
    }

    /// <summary>Redirects are followed by hand: each must keep to the rule for the first address.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client lives as long as the program.")]
    private static HttpClient CreateClient() => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = FetchLimits.MaximumDocumentLength,
    };
}
