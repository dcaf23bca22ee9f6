using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Testing.Hosting;

namespace Bolt.Testing.Clients;

/// <summary>Who a client is.</summary>
internal abstract class Acting
{
    /// <summary>What the test called.</summary>
    public abstract string Call { get; }

    /// <summary>Adds the credential that the request's route asks for.</summary>
    public abstract ValueTask AuthenticateAsync(TestHost host, HttpRequestMessage request, HttpClient client, CancellationToken cancellationToken);

    /// <summary>Cookies that a response has set.</summary>
    public virtual void Take(IReadOnlyList<string> setCookies)
    {
    }

    protected static Uri Address(HttpRequestMessage request, HttpClient client)
    {
        var uri = request.RequestUri ?? new Uri("/", UriKind.Relative);
        return uri.IsAbsoluteUri ? uri : new Uri(client.BaseAddress!, uri);
    }

    protected static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "there is none";
}
