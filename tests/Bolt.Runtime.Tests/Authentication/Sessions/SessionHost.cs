using Bolt.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Runtime.Tests;

/// <summary>A program's services with sessions, and requests that run as a Bolt endpoint runs them: authentication, handler, commit, response.</summary>
internal sealed class SessionHost : IDisposable
{
    private readonly ServiceProvider _services;

    public SessionHost(ISessionStore? store = null, Users? users = null, Action<SessionOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        if (store is not null)
        {
            services.AddSingleton(store);
        }

        if (users is not null)
        {
            services.AddSingleton<ISessionUserSource>(users);
        }

        services.AddBolt().AddSessions(configure);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 6, 15, 12, 0, 0, TimeSpan.Zero));

    public IServiceProvider Services => _services;

    public SessionAuthentication Backend => _services.GetRequiredService<SessionAuthentication>();

    public DefaultHttpContext Request(string? cookie, string method = "POST")
    {
        var http = new DefaultHttpContext { RequestServices = _services };
        http.Features.Set<IHttpResponseFeature>(new StartingResponse());
        http.Request.Method = method;
        http.Request.Headers["Sec-Fetch-Site"] = "same-origin";
        if (cookie is not null)
        {
            http.Request.Headers.Cookie = "__Host-bolt=" + cookie;
        }

        return http;
    }

    /// <summary>Status, the cookie that the browser is given (empty: deleted; null: none), and who the handler saw.</summary>
    public async Task<(int Status, string? Cookie, string? Caller)> SendAsync(string? cookie, Func<HttpContext, Task> handler, string method = "POST")
    {
        var http = Request(cookie, method);
        var status = 200;
        string? caller = null;
        try
        {
            var outcome = await Backend.AuthenticateAsync(http).ConfigureAwait(false);
            if (outcome.IsUnavailable)
            {
                return (503, null, null);
            }

            if (outcome.Auth is { } auth)
            {
                CallerFeature.Set(http, auth, 0);
                caller = auth.UserId;
            }

            await handler(http).ConfigureAwait(false);
            await http.GetBoltSession().CommitAsync().ConfigureAwait(false);
        }
        catch (BoltRefusedException e)
        {
            status = e.StatusCode;
            http.GetBoltSession().Drop();
        }

        http.Response.StatusCode = status;
        await ((StartingResponse)http.Features.Get<IHttpResponseFeature>()!).StartAsync().ConfigureAwait(false);
        var set = http.Response.Headers.SetCookie.ToString();
        return (status, set.Length == 0 ? null : set[("__Host-bolt=".Length)..set.IndexOf(';', StringComparison.Ordinal)], caller);
    }

    public void Dispose() => _services.Dispose();

    private sealed class StartingResponse : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Run, object State)> _callbacks = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _callbacks.Push((callback, state));

        public async Task StartAsync()
        {
            while (_callbacks.TryPop(out var callback))
            {
                await callback.Run(callback.State).ConfigureAwait(false);
            }
        }
    }
}

internal sealed record Person(string Id, string SessionStamp = "1") : IBoltUser, ISessionStamp
{
    public string Username => Id;

    public bool IsStaff => false;

    public bool IsSuperuser => false;
}

/// <summary>The users, as a database would hold them. Asking it is a step of its own where a scheduler is given.</summary>
internal sealed class Users(Func<ValueTask>? wait = null) : ISessionUserSource
{
    public Dictionary<string, string> Stamps { get; } = new() { ["alice"] = "1", ["bob"] = "1" };

    public int Asked { get; private set; }

    public async ValueTask<SessionUser?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        Asked++;
        if (wait is not null)
        {
            await wait().ConfigureAwait(false);
        }

        return Stamps.TryGetValue(userId, out var stamp) ? SessionUser.From(new Person(userId, stamp)) : null;
    }
}
