using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scalar.AspNetCore;

namespace Bolt.OpenApi.Tests;

/// <summary>A Kestrel server on a free loopback port with this assembly's routes, each also mapped as a minimal API under <c>/plain</c>, their document and Scalar's page.</summary>
internal sealed class Application : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Application(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public string Token => _app.Services.GetRequiredService<JwtIssuer>().CreateToken(new Caller(), TimeSpan.FromMinutes(5));

    public static Task<Application> StartAsync(params Type[] handlers) => StartAsync(static bolt => bolt.AddSessions(), handlers);

    public static async Task<Application> StartAsync(Action<BoltBuilder> sessions, params Type[] handlers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        sessions(builder.Services.AddBolt().AddJwt(static o => o.Secret = "0123456789abcdef0123456789abcdef-openapi-tests"));
        builder.Services.AddSingleton<Shelf>();
        builder.Services.AddOpenApi();
        var app = builder.Build();
        app.Use(static async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (Exception e) when (!http.Response.HasStarted)
            {
                // For the test's message.
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await http.Response.WriteAsync(e.ToString());
            }
        });
        app.MapBolt();
        var plain = app.MapGroup("/plain");
        foreach (var type in handlers)
        {
            var prefix = type.GetCustomAttribute<BoltGroupAttribute>()!.Prefix;
            foreach (var (method, route) in Handlers(type))
            {
                var signature = Expression.GetDelegateType([.. method.GetParameters().Select(static p => p.ParameterType), method.ReturnType]);
                plain.MapMethods(prefix + route.Pattern, route.Methods, method.CreateDelegate(signature)).DisableAntiforgery();
            }
        }

        // A handler that minimal APIs do not take fails here, with its message.
        _ = ((IEndpointRouteBuilder)app).DataSources.Sum(static s => s.Endpoints.Count);
        app.MapOpenApi();
        app.MapScalarApiReference();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Application(app);
    }

    public static IEnumerable<(MethodInfo Method, BoltRouteAttribute Route)> Handlers(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(static m => (m, m.GetCustomAttribute<BoltRouteAttribute>()!));

    public async Task<JsonNode> Document()
    {
        var response = await Client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class Caller : IBoltUser
    {
        public string Id => "1";

        public string Username => "one";

        public bool IsStaff => false;

        public bool IsSuperuser => false;
    }
}
