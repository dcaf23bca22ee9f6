using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Testing.Hosting;
using Bolt.Testing.Matrix;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Testing.Credentials;

/// <summary>Sessions: real ones, in the application's own store.</summary>
internal sealed class SessionCredentials(IAuthenticationBackend backend, TestHost host) : BackendCredentials(backend)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _cookies = new(StringComparer.Ordinal);
    private readonly bool _hasUsers = host.Services.GetService<IServiceProviderIsService>()?.IsService(typeof(ISessionUserSource)) == true;

    /// <summary>Without users a session knows an id and nothing more.</summary>
    public override Rights RightsOf(BoltTestCaller caller) => _hasUsers
        ? Rights.Of(caller, hasRecentLogin: true) with { Claims = Rights.NoClaims }
        : new Rights(caller.UserId, [], false, false, Rights.NoClaims, true);

    public override async ValueTask AddAsync(HttpRequestMessage request, BoltTestCaller caller, HttpClient client, bool isMadeUp, CancellationToken cancellationToken)
    {
        AddSession(request, await CookieAsync(caller, client, isMadeUp, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The cookie, and what a browser says of a form on a page of the application's.</summary>
    public static void AddSession(HttpRequestMessage request, string cookie)
    {
        AddCookie(request, cookie);
        if (!request.Headers.Contains("Origin"))
        {
            Set(request, "Sec-Fetch-Site", "same-origin");
        }
    }

    /// <summary>The session's cookie; a made-up user has one session, whatever rights a request is about.</summary>
    public Task<string> CookieAsync(BoltTestCaller caller, HttpClient client, bool isMadeUp, CancellationToken cancellationToken) => isMadeUp
        ? _cookies.GetOrAdd(caller.UserId, _ => new Lazy<Task<string>>(() => host.SignInAsync(client, new SessionLogin(Backend.GetType(), caller, isMadeUp), cancellationToken))).Value
        : host.SignInAsync(client, new SessionLogin(Backend.GetType(), caller, isMadeUp), cancellationToken);

    public override async ValueTask<IReadOnlyList<BadCredential>> FindBadAsync(BoltTestCaller caller, HttpClient client, CancellationToken cancellationToken)
    {
        var cookie = await CookieAsync(caller, client, isMadeUp: true, cancellationToken).ConfigureAwait(false);
        var value = cookie.IndexOf('=', StringComparison.Ordinal) + 1;
        return
        [
            new("a cookie that is no session", request => AddSession(request, cookie[..value] + "x")),
            new("a session that does not exist", request => AddSession(request, cookie[..value] + Other(cookie[value]) + cookie[(value + 1)..])),
            new("a session with another key", request => AddSession(request, cookie[..^1] + Other(cookie[^1]))),
        ];
    }

    private static char Other(char letter) => letter == 'A' ? 'B' : 'A';
}
