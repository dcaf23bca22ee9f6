using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Testing.Credentials;
using Bolt.Testing.Hosting;

namespace Bolt.Testing.Clients;

/// <summary>A client of one user.</summary>
internal sealed class ActingUser(BoltTestCaller caller) : Acting
{
    private readonly ConcurrentDictionary<Type, Lazy<Task<string>>> _sessions = [];

    /// <summary>Of the sessions: by the cookie's name, what responses have made of it since.</summary>
    private readonly ConcurrentDictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public override string Call => "ActingAs()";

    public override async ValueTask AuthenticateAsync(TestHost host, HttpRequestMessage request, HttpClient client, CancellationToken cancellationToken)
    {
        var found = host.Routes.Find(request.Method.Method, Address(request, client));
        var backends = (found ?? host.Routes.Backends).Where(static b => b is not ApiKeyAuthentication).Select(host.CredentialsOf).ToList();
        if (backends.Count == 0)
        {
            return;
        }

        // For what is not Bolt's the first backend there is, if any is known.
        var backend = backends.Find(static b => b.Unknown is null) ?? (found is null ? null : backends[0]);
        if (backend is SessionCredentials session)
        {
            var cookie = await _sessions.GetOrAdd(session.Backend.GetType(), _ => new(() => session.CookieAsync(caller, client, isMadeUp: false, CancellationToken.None))).Value.ConfigureAwait(false);
            SessionCredentials.AddSession(request, _cookies.GetOrAdd(Name(cookie), cookie));
        }
        else if (backend is not null)
        {
            await backend.AddAsync(request, caller, client, isMadeUp: false, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A new key after a change of rights, or none after a logout: as a browser has it.</summary>
    public override void Take(IReadOnlyList<string> setCookies)
    {
        foreach (var cookie in setCookies.Select(static c => c.Split(';')[0]).Where(c => _cookies.ContainsKey(Name(c))))
        {
            _cookies[Name(cookie)] = cookie;
        }
    }

    private static string Name(string cookie) => cookie.Split('=')[0];
}
