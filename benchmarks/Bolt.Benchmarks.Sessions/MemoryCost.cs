using System.Text;
using Bolt.Benchmarks.Reporting;
using Microsoft.AspNetCore.Http.Features;

namespace Bolt.Benchmarks.Sessions;

/// <summary>What a session of a user, with two values, takes in memory: signed in to, and after a request that it accepted. What the store keeps for the next request counts.</summary>
internal static class MemoryCost
{
    /// <summary>Bytes of the name that a browser gives itself: 111 characters, and what a string takes beside them.</summary>
    public const int Device = 248;

    private const string CookieName = "__Host-bolt";
    private const int CookieLength = 64;

    public static async Task MeasureAsync(ResultStore results, string command, int sessions)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).Configure<InMemorySessionStoreOptions>(static o => o.MaximumSize = o.MaximumAnonymousSize = long.MaxValue);
        services.AddBolt().AddSessions();
        await using var provider = services.BuildServiceProvider();
        var backend = provider.GetRequiredService<SessionAuthentication>();

        // What a browser keeps is not the store's: one array, from before.
        var cookies = new byte[sessions * CookieLength];
        await SignIn(provider, "warm-up", cookies);
        await Accept(provider, backend, cookies.AsMemory(0, CookieLength));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < sessions; i++)
        {
            await SignIn(provider, "user-" + i, cookies.AsMemory(i * CookieLength));
        }

        var signedIn = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < sessions; i++)
        {
            await Accept(provider, backend, cookies.AsMemory(i * CookieLength, CookieLength));
        }

        var accepted = GC.GetTotalMemory(forceFullCollection: true);
        results.Set("sessions/memory/unused/B", "B", command, (double)(signedIn - before) / sessions);
        results.Set("sessions/memory/session/B", "B", command, (double)(accepted - before) / sessions);
        GC.KeepAlive(provider);
        GC.KeepAlive(cookies);
    }

    private static async Task SignIn(IServiceProvider services, string user, Memory<byte> cookie)
    {
        var (http, response) = Request(services, "POST");
        http.Request.Headers.UserAgent = string.Create(111, user.Length, static (span, length) => span.Fill((char)('a' + (length % 26))));
        await http.LoginAsync(new User(user), new LoginOptions { Method = "password" });
        var session = http.GetBoltSession();
        await session.SetAsync("theme", "dark");
        await session.SetAsync("visits", 1);
        await session.CommitAsync();
        await response.StartAsync();
        Encoding.ASCII.GetBytes(response.Headers.SetCookie.ToString().AsSpan(CookieName.Length + 1, CookieLength), cookie.Span);
    }

    private static async Task Accept(IServiceProvider services, SessionAuthentication backend, ReadOnlyMemory<byte> cookie)
    {
        var (http, response) = Request(services, "GET");
        http.Request.Headers.Cookie = CookieName + "=" + Encoding.ASCII.GetString(cookie.Span);
        if (!(await backend.AuthenticateAsync(http)).Succeeded || await http.GetBoltSession().GetAsync<string>("theme") != "dark")
        {
            throw new InvalidOperationException("The session was not accepted.");
        }

        await response.StartAsync();
    }

    private static (DefaultHttpContext Http, Pipeline.StartingResponse Response) Request(IServiceProvider services, string method)
    {
        var response = new Pipeline.StartingResponse();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Features.Set<IHttpResponseFeature>(response);
        http.Request.Method = method;
        http.Request.Headers["Sec-Fetch-Site"] = "same-origin";
        return (http, response);
    }

    private sealed record User(string Id) : IBoltUser
    {
        public string Username => Id;

        public bool IsStaff => false;

        public bool IsSuperuser => false;
    }
}
