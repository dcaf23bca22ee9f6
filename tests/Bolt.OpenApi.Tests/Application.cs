using System.Linq.Expressions;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
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

    public IServiceProvider Services => _app.Services;

    private const string Secret = "0123456789abcdef0123456789abcdef-openapi-tests";
    public const string Badge = "Bolt.OpenApi.Tests.Badge";
    public const string Session = "Bolt.OpenApi.Tests.OneSession";
    private const string Key = "0123456789abcdef0123456789abcdef-openapi-tests-key";

    /// <summary>Gives a request the credential of a caller, or none.</summary>
    public async Task Authenticate(HttpRequestMessage request, string? backend, string[] permissions)
    {
        if (backend == "jwt")
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _app.Services.GetRequiredService<JwtIssuer>().CreateToken(
                new Caller { IsStaff = true }, TimeSpan.FromMinutes(5), claims: new Dictionary<string, object?> { ["permissions"] = permissions }));
        }
        else if (backend == "api_key")
        {
            request.Headers.Add("X-API-Key", permissions.Length == 0 ? "none-" + Key : Key);
        }
        else if (backend == Badge)
        {
            request.Headers.Add(OpenApi.Tests.Badge.Header, "1");
        }
        else if (backend == Session)
        {
            using var signIn = new HttpRequestMessage(HttpMethod.Post, "/secured/login") { Headers = { { "Sec-Fetch-Site", "same-origin" } } };
            using var login = await Client.SendAsync(signIn, TestContext.Current.CancellationToken);
            request.Headers.Add("Cookie", login.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        }
    }

    public string Token => _app.Services.GetRequiredService<JwtIssuer>().CreateToken(new Caller(), TimeSpan.FromMinutes(5));

    public static Task<Application> StartAsync(params Type[] handlers) => StartAsync(static bolt => bolt.AddSessions().AddSessions<OneSession>(static o => o.CookieName = "__Host-one"), handlers);

    /// <param name="copies">The routes are mapped as often again, each time under a path of its own.</param>
    public static Task<Application> StartAsync(Action<OpenApiOptions> document, int copies = 0) =>
        StartAsync(static bolt => bolt.AddSessions().AddSessions<OneSession>(static o => o.CookieName = "__Host-one"), document, copies);

    public static Task<Application> StartAsync(Action<BoltBuilder> sessions, params Type[] handlers) => StartAsync(sessions, null, 0, handlers);

    /// <param name="contracts">The JSON contracts, as a native program has only those that its contexts name.</param>
    public static Task<Application> StartAsync(Action<OpenApiOptions> document, IJsonTypeInfoResolver contracts) =>
        StartAsync(bolt => bolt.AddSessions().AddSessions<OneSession>(static o => o.CookieName = "__Host-one").Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = contracts), document, 0);

    private static async Task<Application> StartAsync(Action<BoltBuilder> sessions, Action<OpenApiOptions>? document, int copies, params Type[] handlers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        sessions(builder.Services.AddBolt()
            .AddJwt(static o => o.Secret = Secret)
            .AddJwt<PartnerJwt>(static o => o.Secret = "partner-" + Secret)
            .AddApiKeys(static o => { o.Keys.Add(new ApiKey("all", ApiKey.Hash(Key)) { Permissions = ["a", "b", "c"] }); o.Keys.Add(new ApiKey("none", ApiKey.Hash("none-" + Key))); })
            .AddApiKeys<HeaderKeys>(static o => { o.Header = "X-Partner"; o.Keys.Add(new ApiKey("partner", ApiKey.Hash("partner-" + Key))); }));
        builder.Services.AddSingleton<Handshake>().AddSingleton<Badge>().AddSingleton<Ticket>().AddSingleton<Stamp>().AddSingleton<Shelf>();
        builder.Services.AddOpenApi(o => document?.Invoke(o));
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
        for (var i = 0; i < copies; i++)
        {
            app.MapGroup("/copy" + i).MapBolt();
        }

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

    internal sealed class Caller : IBoltUser
    {
        public string Id => "1";

        public string Username => "one";

        public bool IsStaff { get; init; }

        public bool IsSuperuser => false;
    }
}
