using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Conformance;

/// <summary>Bolt's sessions over a store, and requests of a browser: authentication, a handler, the commit, and what the response tells the browser to keep.</summary>
internal sealed class SessionRequests : IDisposable
{
    private const string CookieName = "__Host-bolt";

    private readonly ServiceProvider _services;

    public SessionRequests(ISessionStore store, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddSingleton(store);
        services.AddBolt().AddSessions();
        _services = services.BuildServiceProvider();
    }

    /// <param name="cookie">What the browser has, or null.</param>
    /// <param name="handler">What the request does.</param>
    /// <param name="method">Its method.</param>
    public async Task<Answer> SendAsync(string? cookie, Func<HttpContext, Task> handler, string method = "POST")
    {
        var response = new StartingResponse();
        var http = new DefaultHttpContext { RequestServices = _services };
        http.Features.Set<IHttpResponseFeature>(response);
        http.Request.Method = method;
        http.Request.Headers["Sec-Fetch-Site"] = "same-origin";
        http.Request.Headers.Cookie = cookie is null ? default : $"{CookieName}={cookie}";
        string? caller = null;
        try
        {
            var outcome = await _services.GetRequiredService<SessionAuthentication>().AuthenticateAsync(http);
            caller = outcome.Auth?.UserId;
            if (outcome.IsUnavailable)
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }
            else
            {
                await handler(http);
                await http.GetBoltSession().CommitAsync();
            }
        }
        catch (BoltRefusedException e)
        {
            http.Response.StatusCode = e.StatusCode;
        }

        await response.StartAsync();
        var set = http.Response.Headers.SetCookie.ToString();
        return new(http.Response.StatusCode, set.Length == 0 ? null : set[(CookieName.Length + 1)..set.IndexOf(';', StringComparison.Ordinal)], caller);
    }

    public async Task<string?> WhoseAsync(string? cookie) => (await SendAsync(cookie, static _ => Task.CompletedTask, "GET")).Caller;

    public async Task<int> NumberAsync(string? cookie, string name)
    {
        var number = 0;
        await SendAsync(cookie, async http => number = await http.GetBoltSession().GetAsync<int>(name), "GET");
        return number;
    }

    public void Dispose() => _services.Dispose();

    /// <param name="Status">The status.</param>
    /// <param name="Cookie">What the browser is given; empty where it is told to forget; null for nothing.</param>
    /// <param name="Caller">Who was accepted, or null.</param>
    public sealed record Answer(int Status, string? Cookie, string? Caller);

    private sealed class StartingResponse : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Run, object State)> _callbacks = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _callbacks.Push((callback, state));

        public async Task StartAsync()
        {
            while (_callbacks.TryPop(out var callback))
            {
                await callback.Run(callback.State);
            }
        }
    }
}
