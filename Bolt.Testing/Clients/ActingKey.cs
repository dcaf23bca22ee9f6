using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Testing.Credentials;
using Bolt.Testing.Hosting;

namespace Bolt.Testing.Clients;

/// <summary>A client with an API key that is as good as a configured one.</summary>
internal sealed class ActingKey(string name) : Acting
{
    public override string Call => "ActingAsKey()";

    public override ValueTask AuthenticateAsync(TestHost host, HttpRequestMessage request, HttpClient client, CancellationToken cancellationToken)
    {
        var backends = host.Routes.Find(request.Method.Method, Address(request, client)) ?? host.Routes.Backends;
        var keys = backends.OfType<ApiKeyAuthentication>().Select(b => (ApiKeyCredentials)host.CredentialsOf(b)).ToList();
        return keys.Count == 0 || keys.Exists(k => k.TryAddNamed(request, name)) ? default
            : throw new InvalidOperationException($"There is no API key '{name}' for {request.Method} {Address(request, client).AbsolutePath}. Configured are: {Names(keys.SelectMany(static k => k.Names))}.");
    }
}
