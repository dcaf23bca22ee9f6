using Microsoft.AspNetCore.Http.Features;

namespace Bolt.Benchmarks.Sessions;

/// <summary>Middleware and an application's endpoints, called without a server: a fresh context, the answer written to nowhere, the response started as a server starts it.</summary>
internal sealed class Pipeline(WebApplication app, RequestDelegate middleware)
{
    private readonly IServiceScopeFactory _scopes = app.Services.GetRequiredService<IServiceScopeFactory>();
    private readonly Dictionary<string, Endpoint> _endpoints = ((IEndpointRouteBuilder)app).DataSources
        .SelectMany(static s => s.Endpoints)
        .OfType<RouteEndpoint>()
        .ToDictionary(static e => e.RoutePattern.RawText!, static Endpoint (e) => e, StringComparer.Ordinal);

    public IServiceProvider Services => app.Services;

    public async Task<(int Status, string? Cookie)> Send(string method, string path, string? cookie, string? authorization = null)
    {
        var http = new DefaultHttpContext { ServiceScopeFactory = _scopes };
        var response = new StartingResponse();
        http.Features.Set<IHttpResponseFeature>(response);
        http.Request.Method = method;
        http.Request.Path = path;
        http.Request.Headers.Cookie = cookie;
        http.Request.Headers.Authorization = authorization;
        http.Request.Headers["Sec-Fetch-Site"] = "same-origin";
        http.SetEndpoint(_endpoints[path]);
        await middleware(http);
        await response.StartAsync();
        return (response.StatusCode, response.Headers.SetCookie.Count == 0 ? null : string.Join("; ", response.Headers.SetCookie.Select(static c => c![..c!.IndexOf(';', StringComparison.Ordinal)])));
    }

    internal sealed class StartingResponse : HttpResponseFeature
    {
        private Stack<(Func<object, Task> Run, object State)>? _callbacks;

        public override void OnStarting(Func<object, Task> callback, object state) => (_callbacks ??= []).Push((callback, state));

        public async Task StartAsync()
        {
            while (_callbacks is { Count: > 0 })
            {
                var (run, state) = _callbacks.Pop();
                await run(state);
            }
        }
    }
}
