using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Backends.Tests;

/// <summary>Backends whose classes share a name share nothing else: every credential against every route, over HTTP.</summary>
public sealed class ApartTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ACredentialOpensItsOwnBackendsRouteOnly(bool inCode)
    {
        await using var app = await Application.StartAsync(settings: inCode ? null : Application.Settings());
        foreach (var route in Application.Backends)
        {
            foreach (var credential in Application.Backends)
            {
                var (status, body) = await app.Ask(route.Path, credential.Name);
                if (route == credential)
                {
                    Assert.Equal((HttpStatusCode.OK, $"{route.Name} {route.Name} {route.Name}"), (status, body));
                }
                else
                {
                    Assert.Equal((HttpStatusCode.Unauthorized, route.Path, credential.Name), (status, route.Path, credential.Name));
                }
            }
        }
    }

    [Fact]
    public async Task ASchemePerBackendTakesThatBackendsCredentialsOnly()
    {
        await using var app = await Application.StartAsync(schemes: true);
        var schemes = (await app.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetAllSchemesAsync()).Select(static s => s.Name);
        Assert.Equal(Application.Backends.Select(static b => b.Name).Append("own").Append("other").Append("Bolt").Order(StringComparer.Ordinal), schemes.Order(StringComparer.Ordinal));
        foreach (var route in Application.Backends)
        {
            foreach (var credential in Application.Backends)
            {
                var (status, body) = await app.Ask("/scheme" + route.Path, credential.Name);
                if (route == credential)
                {
                    Assert.Equal((HttpStatusCode.OK, $"{route.Name} {route.Name}"), (status, body));
                }
                else
                {
                    Assert.Equal((HttpStatusCode.Unauthorized, route.Path, credential.Name), (status, route.Path, credential.Name));
                }
            }
        }
    }

    /// <summary>What a program looks up by name is the backend's own too: its options have its <see cref="IAuthenticationBackend.Name"/>.</summary>
    [Fact]
    public async Task OptionsHaveTheBackendsName()
    {
        await using var app = await Application.StartAsync();
        var jwt = app.Services.GetRequiredService<IOptionsMonitor<JwtOptions>>();
        Assert.Equal(Application.Secret("Admin.Tokens"), jwt.Get(app.Services.GetRequiredService<Admin.Tokens>().Name).Secret);
        Assert.Equal(Application.Secret("Partner.Tokens"), jwt.Get(app.Services.GetRequiredService<Partner.Tokens>().Name).Secret);
        Assert.Throws<OptionsValidationException>(() => jwt.Get("Tokens"));
        Assert.Equal("Only", app.Services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>().Get("Only").Keys.Single().Name);
    }

    [Fact]
    public void TheManifestCallsBackendsByTheirFullNames()
    {
        var auth = BoltManifest.Routes.Where(static r => r.Auth.Count == 1).ToDictionary(static r => r.Pattern, static r => r.Auth.Single());
        Assert.Equal("jwt", auth["/jwt"]);
        Assert.Equal("api_key", auth["/api_key"]);
        Assert.Equal(["Admin.Tokens", "Partner.Tokens"], [auth["/admin/tokens"], auth["/partner/tokens"]]);
        Assert.Equal(["Admin.Area.Auth", "Partner.Area.Auth"], [auth["/admin/auth"], auth["/partner/auth"]]);
        Assert.Equal(["Shop.TenantJwt<Shop.A>", "Shop.TenantJwt<Shop.B>"], [auth["/tenant/a"], auth["/tenant/b"]]);
        Assert.Equal(["Shop.Outer<Shop.A>.Inner<int>", "Shop.Jwt", "Shop.Only"], [auth["/inner/a"], auth["/shop/jwt"], auth["/single"]]);
        Assert.Equal(auth.Count, auth.Values.Distinct().Count());
    }

    /// <summary>The short name is taken as soon as another backend's class has it, whatever that one is.</summary>
    [Fact]
    public async Task TheProgramsOwnBackendCountsToo()
    {
        await using var app = await Application.StartAsync(services: static s => s.AddSingleton(new Legacy.Only("legacy")));
        Assert.Equal((HttpStatusCode.OK, "Only Shop.Only Shop.Only"), await app.Ask("/single", "Only"));
    }

    [Fact]
    public async Task AddingABackendTwiceAddsUp()
    {
        await using var app = await Application.StartAsync(services: static s => s.AddBolt()
            .AddApiKeys<Shop.Only>(static o => o.Keys.Add(new ApiKey("second", ApiKey.Hash(Application.Secret("second")))))
            .AddJwt<Admin.Tokens>().AddJwt<Admin.Tokens>("admin:tokens"));
        Assert.Equal(HttpStatusCode.OK, (await app.Ask("/single", "Only")).Status);
        Assert.Equal((HttpStatusCode.OK, "second Only Only"), await app.Ask("/single", "second"));
        Assert.Equal(HttpStatusCode.OK, (await app.Ask("/admin/tokens", "Admin.Tokens")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Ask("/admin/keys", "second")).Status);
    }
}
