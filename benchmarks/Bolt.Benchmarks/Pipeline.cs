namespace Bolt.Benchmarks;

/// <summary>Middleware and an application's endpoints, called without a server.</summary>
internal sealed class Pipeline(WebApplication app, RequestDelegate middleware)
{
    private readonly IServiceScopeFactory _scopes = app.Services.GetRequiredService<IServiceScopeFactory>();
    private readonly Dictionary<string, Endpoint> _endpoints = ((IEndpointRouteBuilder)app).DataSources
        .SelectMany(static s => s.Endpoints)
        .OfType<RouteEndpoint>()
        .ToDictionary(static e => e.RoutePattern.RawText!, static Endpoint (e) => e, StringComparer.Ordinal);

    public async Task Send(string path, string? authorization) => await Run(path, authorization);

    public async Task Check(string path, string? authorization, int status)
    {
        var http = await Run(path, authorization);
        if (http.Response.StatusCode != status)
        {
            throw new InvalidOperationException($"{path} answered {http.Response.StatusCode} instead of {status}.");
        }
    }

    private async ValueTask<HttpContext> Run(string path, string? authorization)
    {
        var http = new DefaultHttpContext { ServiceScopeFactory = _scopes };
        http.Request.Method = "GET";
        http.Request.Path = path;
        http.Request.Headers.Authorization = authorization;
        http.SetEndpoint(_endpoints[path]);
        await middleware(http);
        return http;
    }
}
