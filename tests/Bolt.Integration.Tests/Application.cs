using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bolt.Integration.Tests;

/// <summary>A Kestrel server on a free loopback port with this assembly's routes.</summary>
internal sealed class Application : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef-integration-tests";

    private readonly WebApplication _app;

    private Application(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public LogCollector Logs => Services.GetRequiredService<LogCollector>();

    public static async Task<Application> StartAsync(Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, Action<IConfigurationBuilder>? configuration = null, string? environment = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configuration?.Invoke(builder.Configuration);
        builder.Logging.ClearProviders();
        var logs = new LogCollector();
        builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton(logs);
        AddServices(builder.Services);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        if (map is null)
        {
            app.MapBolt();
        }
        else
        {
            map(app);
        }

        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Application(app);
    }

    /// <summary>What this assembly's routes need.</summary>
    public static void AddServices(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, TestJson.Default));
        services.AddBolt().AddJwt(static o => o.Secret = Secret).AddApiKeys().AddApiKeys<PartnerKeys>().AddUsers<AppUser, AppUserLoader>().AddSessions().AddSessions<AdminSession>();
        services.AddSingleton<Members>().AddSingleton<Escaped>().AddSingleton<ClosedStreams>().AddScoped<IUserLoader<Member>>(static provider => provider.GetRequiredService<Members>());
        services.AddSingleton<ScriptedA>().AddSingleton<ScriptedB>().AddSingleton<CookieBackend>().AddSingleton<PlainBackend>().AddSingleton(new PageBackend()).AddSingleton<Calls>().AddSingleton<Gate>().AddScoped<Resource>();
    }

    public string Token(string id = "1", bool isStaff = false, bool isSuperuser = false, params string[] permissions) =>
        Services.GetRequiredService<JwtIssuer>().CreateToken(
            new AppUser(id, "user" + id, isStaff, isSuperuser), TimeSpan.FromMinutes(5), new Dictionary<string, object?> { ["permissions"] = permissions });

    public Task<HttpResponseMessage> Send(string method, string path, string? token = null, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until every request is over: a client has its answer before the server has measured and traced it.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
