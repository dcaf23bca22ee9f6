using Bolt.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bolt.Testing.Tests;

/// <summary>An application with routes that are written by hand, and one mistake.</summary>
public sealed class HandApplication : WebApplicationFactory<HandApplication>
{
    private readonly BrokenApplication _application;

    internal HandApplication(BrokenApplication application) => _application = application;

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseContentRoot(AppContext.BaseDirectory);

    protected override IHostBuilder CreateHostBuilder() => new HostBuilder().ConfigureWebHost(web => web
        .ConfigureServices(services =>
        {
            services.AddRouting();
            services.AddAuthorization();
            services.AddBolt()
                .AddJwt(static o => { o.Secret = "0123456789abcdef0123456789abcdef-hand"; o.Issuers = ["https://hand.example"]; o.Audiences = ["hand"]; })
                .AddJwt<OtherJwt>(static o => o.Secret = "0123456789abcdef0123456789abcdef-other")
                .AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash("0123456789abcdef0123456789abcdef"))))
                .AddSessions()
                .AddUsers<HandUser, HandUsers>()
                .AddRevocation<InMemoryRevocationStore>();
            _application.Services?.Invoke(services);
        })
        .Configure(app =>
        {
            _application.Before?.Invoke(app);
            app.UseRouting();
            _application.Between?.Invoke(app);
            app.UseEndpoints(endpoints =>
            {
                var target = _application.Group is { } group ? group(endpoints) : endpoints;
                var mapper = new BoltMapper(target);
                mapper.ForType(typeof(HandEndpoint));
                foreach (var route in _application.Routes)
                {
                    var mistake = _application.Mistake.Route is null || _application.Mistake.Route == route.Pattern ? _application.Mistake : Mistake.None;
                    mapper.Map(new HandEndpoint(mapper, route, mistake), static () => null);
                }

                var builder = mapper.Finish();
                _application.Convention?.Invoke(builder);
                _application.Map?.Invoke(endpoints);
            });
        }));
}

public sealed record HandUser(string Id) : IBoltUser
{
    public string Username => Id;

    public bool IsStaff => false;

    public bool IsSuperuser => false;
}

public sealed class HandUsers : IUserLoader<HandUser>
{
    public ValueTask<HandUser?> FindAsync(string userId, CancellationToken cancellationToken) => new((HandUser?)null);
}

/// <summary>What is wrong with an application.</summary>
/// <param name="Name">In words.</param>
internal sealed record BrokenApplication(string Name)
{
    public static BrokenApplication Sound { get; } = new("nothing is wrong");

    public Mistake Mistake { get; init; } = Mistake.None;

    public IReadOnlyList<HandRoute> Routes { get; init; } =
    [
        new("GET", "/me", [typeof(JwtAuthentication)], new IsAuthenticated()),
        new("GET", "/orders/{id:int}", [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], new IsAuthenticated(), new HasPermission("orders.read")),
        new("POST", "/account", [typeof(SessionAuthentication)], new IsStaff()),
        new("DELETE", "/orders/{id:guid}", [typeof(JwtAuthentication)], new HasAnyPermission("orders.delete", "orders.write"), new Requires("tenant", "acme", "umbrella") { Match = ClaimMatch.All }, new Requires("blocked") { Match = ClaimMatch.None }),
        new("PUT", "/orders/{name:alpha}", [typeof(JwtAuthentication)], new HasAllPermissions("orders.read", "orders.write")),
        new("GET", "/admin", [typeof(JwtAuthentication)], new IsAdminUser()),
        new("GET", "/open", [typeof(JwtAuthentication)], new AllowAny()),
        new("GET", "/closed", [typeof(JwtAuthentication)]),
        new("GET", "/other", [typeof(OtherJwt)], new IsAuthenticated()),
    ];

    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>Middleware in front of routing.</summary>
    public Action<IApplicationBuilder>? Before { get; init; }

    /// <summary>Middleware between routing and endpoints.</summary>
    public Action<IApplicationBuilder>? Between { get; init; }

    public Func<IEndpointRouteBuilder, IEndpointRouteBuilder>? Group { get; init; }

    public Action<IEndpointConventionBuilder>? Convention { get; init; }

    public Action<IEndpointRouteBuilder>? Map { get; init; }

    public string? Surface { get; init; }

    public override string ToString() => Name;
}
