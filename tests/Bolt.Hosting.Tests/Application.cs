using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Certificate;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Hosting.Tests;

/// <summary>A Kestrel server over HTTP and HTTPS with ASP.NET Core's own schemes, Bolt's, a hub and this assembly's routes.</summary>
internal sealed class Application : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef-hosting-tests";
    public const string PartnerSecret = "fedcba9876543210fedcba9876543210-hosting-tests";

    private static readonly X509Certificate2 ServerCertificate = Certificate("localhost", "1.3.6.1.5.5.7.3.1");

    private readonly WebApplication _app;

    private Application(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.First(static u => u.StartsWith("http:", StringComparison.Ordinal))) };
        Secure = new Uri(app.Urls.First(static u => u.StartsWith("https:", StringComparison.Ordinal)));
    }

    public HttpClient Client { get; }

    public Uri Secure { get; }

    public IServiceProvider Services => _app.Services;

    public ConcurrentQueue<(string Category, int Id, string Text)> Logs => Services.GetRequiredService<Collector>().Lines;

    public static X509Certificate2 Certificate(string name, string usage)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public static async Task<Application> StartAsync(
        Action<BoltBuilder>? bolt = null, Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, bool mapBolt = true, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(static o =>
        {
            o.Listen(System.Net.IPAddress.Loopback, 0);
            o.Listen(System.Net.IPAddress.Loopback, 0, static l => l.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = ServerCertificate,
                ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                ClientCertificateValidation = static (_, _, _) => true,
            }));
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(static s => KeyValuePair.Create(s.Name, (string?)s.Value)));
        var logs = new Collector();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton(logs);
        builder.Services.AddAuthentication().AddBolt()
            .AddCookie("Cookies", static o => o.ExpireTimeSpan = TimeSpan.FromHours(1))
            .AddJwtBearer("Partner", static o =>
            {
                o.MapInboundClaims = false;
                o.TokenValidationParameters = new TokenValidationParameters
                {
                    IssuerSigningKey = new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(PartnerSecret)),
                    ValidateIssuer = false,
                    ValidateAudience = false,
                };
            })
            .AddCertificate("Certificate", static o => o.AllowedCertificateTypes = CertificateTypes.SelfSigned)
            .AddPolicyScheme("Forward", null, static o => o.ForwardDefault = "Bolt")
            .AddIdentityCookies();
        builder.Services.AddIdentityCore<IdentityUser>().AddSignInManager();
        builder.Services.AddSingleton<IUserStore<IdentityUser>, Store>();
        builder.Services.AddAuthorization();
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<IOfficeClock, OfficeClock>().AddSingleton<IOfficeHours, OfficeHours>().ConfigureHttpJsonOptions(static o => o.SerializerOptions.Converters.Add(new ClockConverter()));
        var added = builder.Services.AddBolt().AddJwt(static o => o.Secret = Secret).AddUsers<Person, People>().AddRevocation<InMemoryRevocationStore>()
            .AddScheme<SiteCookie>("Cookies").AddScheme<IdentityCookie>(IdentityConstants.ApplicationScheme)
            .AddScheme<PartnerTokens>("Partner", static o =>
            {
                o.PermissionClaims = ["scope"];
                o.IsStaff = static p => p.HasClaim("staff", "true");
            })
            .AddScheme<ClientCertificate>("Certificate", static o => o.UserIdClaim = ClaimTypes.Thumbprint).AddScheme<MachineCertificate>("Certificate", static o => o.UserIdClaim = ClaimTypes.Thumbprint).AddScheme<Forwarding>("Forward");
        bolt?.Invoke(added);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        if (mapBolt)
        {
            app.MapBolt();
        }

        app.MapHub<WhoHub>("/hubs/who");
        app.MapGet("/plain", static (HttpContext http) => http.GetAuthContext()?.UserId ?? "none").RequireAuthorization();
        app.MapGet("/plain/open", static (HttpContext http) => http.GetAuthContext()?.UserId ?? "none");
        app.MapGet("/plain/other", static (HttpContext http) =>
        {
            http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "someone else")], "test"));
            return http.GetAuthContext()?.UserId ?? "none";
        }).RequireAuthorization();
        app.MapPost("/sign-in", static (HttpContext http) => http.SignInAsync("Cookies", new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, "7"), new(ClaimTypes.Name, "alice"), new(ClaimTypes.Role, "boss"), new(ClaimTypes.Role, "clerk"), new("tenant", "acme"),
                new("permissions", "a.read"), new("permissions", "a.write"), new("is_superuser", "true"),
            ],
            "Cookies"))));
        app.MapPost("/sign-in/nameless", static (HttpContext http) => http.SignInAsync("Cookies", new ClaimsPrincipal(new ClaimsIdentity([new("tenant", "acme")], "Cookies"))));
        app.MapPost("/sign-in/identity", static async (UserManager<IdentityUser> users, SignInManager<IdentityUser> signIn) =>
        {
            var user = new IdentityUser("alice") { Id = "identity-7" };
            await users.CreateAsync(user, "Pa$$word-1");
            return (await signIn.PasswordSignInAsync("alice", "Pa$$word-1", false, false)).Succeeded.ToString();
        });
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Application(app);
    }

    public string Token(string id = "7", string role = "clerk") => Services.GetRequiredService<JwtIssuer>().CreateToken(new User(id), claims: new Dictionary<string, object?> { ["role"] = role });

    public async Task<(int Status, string Body, HttpResponseMessage Response)> Ask(string method, string path, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }

    public Task<(int Status, string Body, HttpResponseMessage Response)> Get(string path, params (string Name, string? Value)[] headers) => Ask("GET", path, headers);

    /// <summary>The cookies of a response, as the next request sends them.</summary>
    public async Task<string> SignIn(string path = "/sign-in")
    {
        var (status, body, response) = await Ask("POST", path);
        Assert.Equal(200, status);
        Assert.NotEqual("False", body);
        return string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(static c => c.Split(';')[0]));
    }

    /// <summary>Waits until every request is over: a client has its answer before the server has measured and traced it.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private sealed record User(string Id) : IBoltUser
    {
        public string Username => "user" + Id;

        public bool IsStaff => false;

        public bool IsSuperuser => false;
    }

    private sealed class Collector : ILoggerProvider
    {
        public ConcurrentQueue<(string Category, int Id, string Text)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Line(Collector all, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                all.Lines.Enqueue((category, eventId.Id, formatter(state, exception) + exception));
        }
    }
}
