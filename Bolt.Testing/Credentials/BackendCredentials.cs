using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Testing.Hosting;
using Bolt.Testing.Matrix;

namespace Bolt.Testing.Credentials;

/// <summary>How a request gets a credential of one backend, and what credentials the backend has to refuse.</summary>
internal abstract class BackendCredentials(IAuthenticationBackend backend)
{
    public IAuthenticationBackend Backend => backend;

    public bool IsCookie => backend is ICookieAuthenticationBackend;

    /// <summary>Why nobody can be signed in, and what to write; null where it is possible.</summary>
    public virtual string? Unknown => null;

    public static BackendCredentials Create(IAuthenticationBackend backend, TestHost host) =>
        host.Options.SignIns.TryGetValue(backend.GetType(), out var signIn) ? new OwnCredentials(backend, signIn)
        : backend switch
        {
            JwtAuthentication => new JwtCredentials(backend, host),
            ApiKeyAuthentication => new ApiKeyCredentials(backend, host),
            SessionAuthentication => new SessionCredentials(backend, host),
            _ => new OwnCredentials(backend, null),
        };

    /// <summary>What the backend makes of the caller: an API key is never staff.</summary>
    public abstract Rights RightsOf(BoltTestCaller caller);

    /// <summary>Adds the credential.</summary>
    /// <param name="request">The request.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="client">For what a request of its own has to bring.</param>
    /// <param name="isMadeUp">The caller is one of <see cref="BoltSurfaceTests"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public abstract ValueTask AddAsync(HttpRequestMessage request, BoltTestCaller caller, HttpClient client, bool isMadeUp, CancellationToken cancellationToken);

    /// <summary>Credentials that do not hold, with their names.</summary>
    public virtual ValueTask<IReadOnlyList<BadCredential>> FindBadAsync(BoltTestCaller caller, HttpClient client, CancellationToken cancellationToken) => new([]);

    /// <summary>A credential of one is a credential of the other, because the application says so.</summary>
    public virtual bool SharesKeysWith(BackendCredentials other) => false;

    /// <summary>A header of the request; what the test has set itself stays.</summary>
    protected static void Set(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.Contains(name))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    protected static void AddCookie(HttpRequestMessage request, string cookie)
    {
        var cookies = request.Headers.TryGetValues("Cookie", out var before) ? string.Join("; ", before.Append(cookie)) : cookie;
        request.Headers.Remove("Cookie");
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
    }
}

/// <summary>A credential that a backend must refuse.</summary>
internal sealed record BadCredential(string Name, Action<HttpRequestMessage> Add);
