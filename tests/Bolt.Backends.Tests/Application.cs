using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop;

namespace Bolt.Backends.Tests;

/// <summary>A Kestrel server with a route per backend, and for each backend a credential that is its own.</summary>
internal sealed class Application : IAsyncDisposable
{
    /// <summary>Each route, what its backend is called, and where its configuration is.</summary>
    public static (string Path, string Name, string Section)[] Backends { get; } =
    [
        ("/jwt", "jwt", "Bolt:Jwt"),
        ("/api_key", "api_key", "Bolt:ApiKeys"),
        ("/admin/tokens", "Admin.Tokens", "Admin:Tokens"),
        ("/partner/tokens", "Partner.Tokens", "Bolt:PartnerTokens"),
        ("/admin/keys", "Admin.Keys", "Bolt:Keys"),
        ("/partner/keys", "Partner.Keys", "Partner:Keys"),
        ("/admin/auth", "Admin.Area.Auth", "Admin:Auth"),
        ("/partner/auth", "Partner.Area.Auth", "Partner:Auth"),
        ("/tenant/a", "Shop.TenantJwt<Shop.A>", "Tenants:A"),
        ("/tenant/b", "Shop.TenantJwt<Shop.B>", "Tenants:B"),
        ("/inner/a", "Shop.Outer<Shop.A>.Inner<int>", "Inner:A"),
        ("/inner/b", "Shop.Outer<Shop.B>.Inner<int>", "Inner:B"),
        ("/single", "Only", "Bolt:Only"),
        ("/shop/jwt", "Jwt", "Shop:Jwt"),
        ("/shop/apikeys", "ApiKeys", "Shop:ApiKeys"),
    ];

    private readonly WebApplication _app;

    private Application(WebApplication app) => (_app, Client) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static string Secret(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>The backends are added with their sections, and their keys in code or in configuration.</summary>
    public static void AddAll(BoltBuilder bolt, bool inCode)
    {
        bolt.AddJwt(Jwt("jwt")).AddApiKeys(Keys("api_key"))
            .AddJwt<Admin.Tokens>("Admin:Tokens", Jwt("Admin.Tokens")).AddJwt<Partner.Tokens>("Bolt:PartnerTokens", Jwt("Partner.Tokens"))
            .AddApiKeys<Admin.Keys>(Keys("Admin.Keys")).AddApiKeys<Partner.Keys>("Partner:Keys", Keys("Partner.Keys"))
            .AddApiKeys<Admin.Area.Auth>("Admin:Auth", Keys("Admin.Area.Auth")).AddApiKeys<Partner.Area.Auth>("Partner:Auth", Keys("Partner.Area.Auth"))
            .AddJwt<TenantJwt<A>>("Tenants:A", Jwt("Shop.TenantJwt<Shop.A>")).AddJwt<TenantJwt<B>>("Tenants:B", Jwt("Shop.TenantJwt<Shop.B>"))
            .AddApiKeys<Outer<A>.Inner<int>>("Inner:A", Keys("Shop.Outer<Shop.A>.Inner<int>")).AddApiKeys<Outer<B>.Inner<int>>("Inner:B", Keys("Shop.Outer<Shop.B>.Inner<int>"))
            .AddApiKeys<Only>(Keys("Only"))
            .AddJwt<Jwt>("Shop:Jwt", Jwt("Jwt")).AddApiKeys<ApiKeys>("Shop:ApiKeys", Keys("ApiKeys"));

        Action<JwtOptions>? Jwt(string name) => inCode ? o => o.Secret = Secret(name) : null;
        Action<ApiKeyOptions>? Keys(string name) => inCode ? o => o.Keys.Add(new ApiKey(name, ApiKey.Hash(Secret(name)))) : null;
    }

    /// <summary>The same keys as configuration.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings() => Backends.SelectMany(static b => IsJwt(b.Name)
        ? new[] { KeyValuePair.Create(b.Section + ":Secret", (string?)Secret(b.Name)) }
        : [KeyValuePair.Create(b.Section + ":Keys:0:Name", (string?)b.Name), KeyValuePair.Create(b.Section + ":Keys:0:Hash", (string?)ApiKey.Hash(Secret(b.Name)))]);

    public static async Task<Application> StartAsync(
        Action<BoltBuilder>? add = null, IEnumerable<KeyValuePair<string, string?>>? settings = null, bool schemes = false, Action<IServiceCollection>? services = null, bool map = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        if (add is null)
        {
            builder.Services.AddSingleton(new Own("own")).AddSingleton(new Other("other"));
            AddAll(builder.Services.AddBolt(), inCode: settings is null);
        }
        else
        {
            add(builder.Services.AddBolt());
        }

        services?.Invoke(builder.Services);
        if (schemes)
        {
            builder.Services.AddAuthentication().AddBolt();
            builder.Services.AddAuthorization();
        }

        var app = builder.Build();
        if (schemes)
        {
            app.UseAuthentication();
            app.UseAuthorization();
            foreach (var (path, name, _) in Backends)
            {
                app.MapGet("/scheme" + path, static (System.Security.Claims.ClaimsPrincipal user) => user.FindFirst("sub")?.Value + " " + user.Identity?.AuthenticationType)
                    .RequireAuthorization(p => p.AddAuthenticationSchemes(name).RequireAuthenticatedUser());
            }
        }

        if (map)
        {
            app.MapBolt();
        }

        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Application(app);
    }

    /// <summary>Asks a route with the credential that belongs to a backend.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Ask(string path, string name)
    {
        using var response = await Send(path, name);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <inheritdoc cref="Ask" />
    public Task<HttpResponseMessage> Send(string path, string name)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (IsJwt(name))
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Token(name));
        }
        else
        {
            request.Headers.TryAddWithoutValidation("X-API-Key", Secret(name));
        }

        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static bool IsJwt(string name) => name is "jwt" or "Jwt" || name.Contains("Tokens", StringComparison.Ordinal) || name.Contains("TenantJwt", StringComparison.Ordinal);

    private static string Token(string name)
    {
        var payload = $$"""{"sub":"{{name}}","exp":{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}}""";
        var signed = System.Buffers.Text.Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8) + "." + System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload));
        return signed + "." + System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret(name)), Encoding.UTF8.GetBytes(signed)));
    }
}
