using Microsoft.AspNetCore.Http.Features;

namespace Bolt.Benchmarks.Refresh;

/// <summary>An application's whole pipeline, called without a server: a fresh context for each request, and what is registered for its end is run.</summary>
internal sealed class Pipeline
{
    private readonly RequestDelegate _run;
    private readonly IHttpContextFactory _contexts;

    /// <param name="app">The application, with its endpoints.</param>
    /// <param name="middleware">What stands before the endpoints.</param>
    public Pipeline(WebApplication app, Action<IApplicationBuilder>? middleware = null)
    {
        app.UseRouting();
        middleware?.Invoke(app);
        app.UseEndpoints(static _ => { });
        _run = ((IApplicationBuilder)app).Build();
        _contexts = app.Services.GetRequiredService<IHttpContextFactory>();
    }

    public async Task<(int Status, byte[] Body)> PostAsync(string path, string query, string type, byte[] body)
    {
        using var output = new MemoryStream();
        var response = new EndingResponse();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature());
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(output));
        features.Set<IHttpRequestBodyDetectionFeature>(HasBody.Instance);
        var http = _contexts.Create(features);
        http.Request.Method = "POST";
        http.Request.Scheme = "https";
        http.Request.Host = new HostString("bench.example");
        http.Request.Path = path;
        http.Request.QueryString = new QueryString(query);
        http.Request.ContentType = type;
        http.Request.ContentLength = body.Length;
        http.Request.Body = new MemoryStream(body);
        await _run(http);
        await http.Response.CompleteAsync();
        await response.EndAsync();
        _contexts.Dispose(http);
        return (response.StatusCode, output.ToArray());
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public static readonly HasBody Instance = new();

        public bool CanHaveBody => true;
    }

    private sealed class EndingResponse : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Run, object State)> _starting = [];
        private readonly Stack<(Func<object, Task> Run, object State)> _completed = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

        public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

        public async Task EndAsync()
        {
            foreach (var callbacks in new[] { _starting, _completed })
            {
                while (callbacks.TryPop(out var callback))
                {
                    await callback.Run(callback.State);
                }
            }
        }
    }
}
