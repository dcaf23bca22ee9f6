using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Buffers.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>A Kestrel server with this assembly's routes.</summary>
internal sealed class Application : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef-ef-tests";

    private static readonly byte[] Header = Encoding.UTF8.GetBytes("""{"alg":"HS256","typ":"JWT"}""");

    private readonly WebApplication _app;

    private Application(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public ISessionRevocationStore Revocations => Services.GetRequiredService<ISessionRevocationStore>();

    /// <summary>A program of this assembly's routes. What is registered in <paramref name="services"/> stands in front of what Bolt adds.</summary>
    public static async Task<Application> StartAsync(Action<IServiceCollection> services, Action<BoltBuilder> bolt, Action<JwtOptions>? jwt = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(static o => o.Listen(IPAddress.Loopback, 0));
        builder.WebHost.UseDefaultServiceProvider(static o => o.ValidateScopes = true);
        builder.Logging.ClearProviders();
        services(builder.Services);
        var added = builder.Services.AddBolt().AddJwt(o =>
        {
            o.Secret = Secret;
            jwt?.Invoke(o);
        });
        added.AddSessions();
        bolt(added);
        AddWhatOtherRoutesNeed(builder.Services, added);
        var app = builder.Build();
        app.MapBolt();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Application(app);
    }

    /// <summary>A test serves all routes of this assembly, and cares for a few.</summary>
    private static void AddWhatOtherRoutesNeed(IServiceCollection services, BoltBuilder bolt)
    {
        services.TryAddSingleton<MemberStore>();
        services.TryAddSingleton<IUserStore<Member>>(static p => p.GetRequiredService<MemberStore>());
        services.AddIdentityCore<Member>();
        services.Configure<PasswordHasherOptions>(static o => o.IterationCount = 1);
        bolt.AddIdentityUsers<Member>();
        services.TryAddScoped<IUserLoader<AppUser>, Nobody>();
        if (services.All(static s => s.ServiceType != typeof(AppDb)))
        {
            services.AddDbContext<AppDb>(static o => o.UseSqlite("Data Source=:memory:"));
        }

        if (services.All(static s => s.ServiceType != typeof(IRevocationStore)))
        {
            bolt.AddRevocation<InMemoryRevocationStore>();
        }
    }

    public string Token(string id = "user") => Services.GetRequiredService<JwtIssuer>().CreateToken(new Caller(id));

    /// <summary>A token with exactly these claims.</summary>
    public static string Sign(string payload)
    {
        var input = $"{Base64Url.EncodeToString(Header)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        return $"{input}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(input)))}";
    }

    public async Task<int> Status(string path, string? token = null, string method = "GET")
    {
        using var response = await Send(path, token, method);
        return (int)response.StatusCode;
    }

    public async Task<HttpResponseMessage> Send(string path, string? token = null, string method = "GET", HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        // As a browser says it of a page of this site.
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

internal sealed class Nobody : IUserLoader<AppUser>
{
    public ValueTask<AppUser?> FindAsync(string userId, CancellationToken cancellationToken) => default;
}

/// <summary>Whom tokens are for.</summary>
internal sealed record Caller(string Id) : IBoltUser
{
    public string Username => Id;

    public bool IsStaff => false;

    public bool IsSuperuser => false;
}
