using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using static Bolt.Integration.Tests.ForeignEndpoints;

namespace Bolt.Integration.Tests;

/// <summary>Which endpoints count as declared: those whose finished metadata say who may call them, where someone asks.</summary>
public sealed class UndeclaredEndpointTests
{
    private static readonly RequestDelegate Ok = static http => http.Response.WriteAsync("ok");

    [Fact]
    public Task APlainEndpoint_IsNamed() => Expect(null, static a =>
    {
        a.MapGet("/x", Ok);
        a.MapMethods("y/{id}", ["PUT", "PATCH"], Ok);
        a.Map("/z", Ok);
    }, "* /z", "GET /x", "PUT,PATCH /y/{id}");

    [Fact]
    public Task BoltsEndpoints_AreDeclared() => Expect(null, static a => a.MapBolt());

    [Fact]
    public Task AllowAnonymous_Declares() => Expect(null, static a => a.MapGet("/x", Ok).AllowAnonymous());

    [Fact]
    public Task RequireAuthorization_Declares() => Expect(Authorization, static a => a.MapGet("/x", Ok).RequireAuthorization());

    /// <summary>Routing refuses to run it, as long as it is left to look.</summary>
    [Fact]
    public async Task AuthorizeDataWithoutTheMiddleware_DeclaresWhereRoutingLooks()
    {
        await Expect(null, static a => a.MapGet("/x", Ok).WithMetadata(new AuthorizeAttribute()));
        await Expect(Unchecked, static a => a.MapGet("/x", Ok).WithMetadata(new AuthorizeAttribute()), "GET /x");
        await Expect(static s => { Unchecked(s); Authorization(s); }, static a => a.MapGet("/x", Ok).WithMetadata(new AuthorizeAttribute()));
    }

    /// <summary>Nothing but the middleware ever asks a policy.</summary>
    [Fact]
    public async Task APolicy_DeclaresWhereTheMiddlewareRuns()
    {
        await Expect(Authorization, static a => a.MapGet("/x", Ok).WithMetadata(Nobody));
        await Expect(null, static a => a.MapGet("/x", Ok).WithMetadata(Nobody), "GET /x");
    }

    [Fact]
    public async Task Requirements_DeclareWhereTheMiddlewareRuns()
    {
        await Expect(Authorization, static a => a.MapGet("/x", Ok).WithMetadata(new NobodyAttribute()));
        await Expect(null, static a => a.MapGet("/x", Ok).WithMetadata(new NobodyAttribute()), "GET /x");
    }

    [Fact]
    public Task AGroupsMetadata_AreItsEndpoints() => Expect(Authorization, static a =>
    {
        a.MapGroup("/closed").RequireAuthorization().MapGet("/x", Ok);
        a.MapGroup("/open").MapGroup("/inner").MapGet("/x", Ok);
    }, "GET /open/inner/x");

    [Fact]
    public Task AFallbackPolicy_DeclaresTheRest() => Expect(Fallback, static a => a.MapGet("/x", Ok));

    /// <summary>Without <c>UseAuthorization()</c> nobody asks it. <c>WebApplication</c> adds that by itself, other hosts do not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AFallbackPolicyThatNobodyAsks_DeclaresNothing(bool isAsked)
    {
        using var host = new HostBuilder().ConfigureLogging(static l => l.ClearProviders()).ConfigureWebHost(web => web.UseKestrel().UseUrls("http://127.0.0.1:0").ConfigureServices(static s =>
        {
            s.AddRouting();
            Fallback(s);
            s.AddBolt();
        }).Configure(app =>
        {
            app.UseRouting();
            if (isAsked)
            {
                app.UseAuthorization();
            }

            app.UseEndpoints(static e => e.MapGet("/x", Ok));
        })).Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(isAsked ? [] : ["GET /x"], await BoltEndpoints.FindUndeclaredAsync(host.Services));
    }

    [Fact]
    public async Task AFallbackPolicy_IsTheProvidersAnswer()
    {
        await Expect(static s => { Authorization(s); s.AddSingleton<IAuthorizationPolicyProvider>(new Policies(static () => Nobody)); }, static a => a.MapGet("/x", Ok));
        await Expect(static s => { Fallback(s); s.AddSingleton<IAuthorizationPolicyProvider>(new Policies(static () => null)); }, static a => a.MapGet("/x", Ok), "GET /x");
    }

    /// <summary>It runs before any middleware behind routing.</summary>
    [Fact]
    public Task AShortCircuitedEndpoint_IsNeverCovered() => Expect(Fallback, static a =>
    {
        a.MapGet("/x", Ok).ShortCircuit();
        a.MapGet("/status", Ok).ShortCircuit(200);
        a.MapShortCircuit(404, "robots.txt");
        a.MapGet("/policy", Ok).WithMetadata(Nobody, new NobodyAttribute()).ShortCircuit();
        a.MapGet("/open", Ok).ShortCircuit().AllowAnonymous();
        a.MapGet("/closed", Ok).ShortCircuit().RequireAuthorization();
    }, "* /robots.txt/{**catchall}", "GET /policy", "GET /status", "GET /x");

    [Fact]
    public Task AShortCircuitedEndpointThatRoutingDoesNotCheck_IsNamed() => Expect(static s => { Fallback(s); Unchecked(s); }, static a => a.MapGet("/closed", Ok).ShortCircuit().RequireAuthorization(), "GET /closed");

    [Fact]
    public Task ABranchsEndpoints_AreSeen() => Expect(null, static a => a.Map("/branch", static b =>
    {
        b.UseRouting();
        b.UseEndpoints(static e => e.MapGet("/inside", Ok));
    }), "GET /inside");

    [Fact]
    public async Task AHub_IsWhatItSays()
    {
        await Expect(static s => s.AddSignalR(), static a => a.MapHub<PlainHub>("/hub"), "* /hub", "* /hub/negotiate");
        await Expect(static s => { s.AddSignalR(); Authorization(s); }, static a => a.MapHub<AuthorizedHub>("/hub"));
    }

    [Fact]
    public async Task AGrpcService_IsNamedByItsMethods()
    {
        await Expect(static s => s.AddGrpc(), static a =>
        {
            a.MapGrpcService<GreeterService>();
            a.MapGet("/x/{id:int}", Ok);
        }, "GET /x/{id:int}", "POST /greet.Greeter/Hello");
        await Expect(static s => { s.AddGrpc(); Authorization(s); }, static a => a.MapGrpcService<GreeterService>().RequireAuthorization());
    }

    /// <summary>The name of gRPC's constraint is not enough.</summary>
    [Fact]
    public Task AConstraintWithGrpcsName_IsNoExcuse() =>
        Expect(static s => s.AddRouting(static o => o.SetParameterPolicy<Microsoft.AspNetCore.Routing.Constraints.AlphaRouteConstraint>("grpcunimplemented")), static a => a.MapGet("/{x:grpcunimplemented}", Ok), "GET /{x:grpcunimplemented}");

    [Fact]
    public Task HealthChecks_AreEndpoints() => Expect(static s => s.AddHealthChecks(), static a =>
    {
        a.MapHealthChecks("/health");
        a.MapHealthChecks("/health/open").AllowAnonymous();
    }, "* /health");

    [Fact]
    public Task StaticFiles_AreNoEndpoints() => Expect(null, static a => a.UseStaticFiles());

    [Fact]
    public async Task StaticAssets_AreOneEntry()
    {
        using var manifest = new Manifest("app.js", "site.css");
        await Expect(null, a => a.MapStaticAssets(manifest.Path), "2 static assets of MapStaticAssets()");
        await Expect(null, a => a.MapStaticAssets(manifest.Path).AllowAnonymous());
        await Expect(Fallback, a => a.MapStaticAssets(manifest.Path));
    }

    /// <summary>In Development there is a route for files that were added since.</summary>
    [Fact]
    public async Task TheFallbackOfStaticAssets_IsOneOfThem()
    {
        using var manifest = new Manifest("app.js");
        await using var app = await Start(null, a => a.MapStaticAssets(manifest.Path), ("ReloadStaticAssetsAtRuntime", "true"));
        Assert.Contains(app.Services.GetRequiredService<EndpointDataSource>().Endpoints, static e => e is RouteEndpoint { RoutePattern.RawText: "{**path:file}" });
        Assert.Equal(["2 static assets of MapStaticAssets()"], await BoltEndpoints.FindUndeclaredAsync(app.Services));
    }

    [Fact]
    public Task Controllers_AreWhatTheirAttributesSay() => Expect(static s => Mvc(s, typeof(PlainController), typeof(AuthorizedController)), static a => a.MapControllers(), "GET /plain");

    [Fact]
    public Task AuthorizationFilters_Declare() =>
        Expect(static s => { Mvc(s, typeof(FilteredController)); s.AddSingleton<IRefusingFilter, RefusingFilter>(); }, static a => a.MapControllers());

    [Theory]
    [InlineData("direct")]
    [InlineData("type")]
    [InlineData("anonymous")]
    public Task AGlobalFilter_DeclaresEveryAction(string kind) => Expect(s =>
    {
        Mvc(s, typeof(PlainController));
        s.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(o => _ = kind switch
        {
            "direct" => Add(o, new AuthorizeFilter(Nobody)),
            "type" => Add(o, new Microsoft.AspNetCore.Mvc.TypeFilterAttribute(typeof(RefusingFilter))),
            _ => Add(o, new AllowAnonymousFilter()),
        });
    }, static a => a.MapControllers());

    [Fact]
    public Task FiltersThatAskNobody_DeclareNothing() =>
        Expect(static s => { Mvc(s, typeof(UnfilteredController)); s.AddControllersWithViews(); }, static a => a.MapControllers(), "GET /https", "GET /logged", "GET /own-https", "POST /form", "POST /size", "POST /tokens");

    /// <summary>Filters run in actions only.</summary>
    [Fact]
    public Task AFilterOnAMinimalApi_DeclaresNothing() => Expect(null, static a => a.MapGet("/x", Ok).WithMetadata(new RefusingAttribute()), "GET /x");

    /// <summary>Routes for links only are left out; the actions of one conventional route are one name.</summary>
    [Fact]
    public Task ConventionalRoutes_AreNamedByPattern() =>
        Expect(static s => Mvc(s, typeof(ConventionalController)), static a => a.MapControllerRoute("all", "{controller}/{action}"), "* /{controller}/{action} (2 endpoints)");

    /// <summary>The dynamic route stands for the actions it may choose; those are looked at.</summary>
    [Fact]
    public async Task ADynamicRoute_StandsForItsActions()
    {
        await Expect(
            static s => { Mvc(s, typeof(ConventionalController)); s.AddSingleton<ToPlain>(); },
            static a => a.MapDynamicControllerRoute<ToPlain>("dynamic"),
            $"{typeof(ConventionalController).FullName}.First (Bolt.Integration.Tests)",
            $"{typeof(ConventionalController).FullName}.Second (Bolt.Integration.Tests)");
        await Expect(static s => { Mvc(s, typeof(AuthorizedController)); s.AddSingleton<ToPlain>(); }, static a => a.MapDynamicControllerRoute<ToPlain>("dynamic"));
    }

    [Fact]
    public async Task ARazorPage_IsWhatItSaysWhenItIsLoaded()
    {
        await Expect(static s => Razor(s), static a => a.MapGet("/page", Ok).WithMetadata(Page), "GET /page");
        await Expect(static s => { Razor(s, new AuthorizeAttribute()); Authorization(s); }, static a => a.MapGet("/page", Ok).WithMetadata(Page));
        await Expect(static s => { Razor(s); Fallback(s); }, static a => a.MapGet("/page", Ok).WithMetadata(Page));
    }

    [Fact]
    public Task WhatRoutingNeverChooses_IsLeftOut() => Expect(null, static a =>
    {
        a.MapGet("/never", Ok).WithMetadata(new SuppressMatchingMetadata());
        a.MapGet("/again", Ok).WithMetadata(new SuppressMatchingMetadata(), new Matched());
        ((IEndpointRouteBuilder)a).DataSources.Add(new DefaultEndpointDataSource(new Endpoint(Ok, EndpointMetadataCollection.Empty, "no route")));
    }, "GET /again");

    [Fact]
    public async Task BeforeTheStart_NothingIsSaid()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddBolt();
        await using var app = builder.Build();
        app.MapGet("/x", Ok);
        Assert.Contains("Start the application first", (await Assert.ThrowsAsync<InvalidOperationException>(() => BoltEndpoints.FindUndeclaredAsync(app.Services))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(static () => BoltEndpoints.FindUndeclaredAsync(null!));
    }

    internal static void Authorization(IServiceCollection services)
    {
        services.AddAuthentication().AddBolt();
        services.AddAuthorization();
    }

    internal static void Fallback(IServiceCollection services)
    {
        Authorization(services);
        services.AddAuthorization(static o => o.FallbackPolicy = new AuthorizationPolicyBuilder("Bolt").RequireAuthenticatedUser().Build());
    }

    internal static void Mvc(IServiceCollection services, params Type[] controllers) =>
        services.AddControllers().ConfigureApplicationPartManager(m => m.FeatureProviders.Add(new Only(controllers)));

    internal static void Razor(IServiceCollection services, params object[] metadata)
    {
        services.AddRazorPages();
        services.AddSingleton<Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader>(new Pages(metadata));
    }

    private static void Unchecked(IServiceCollection services) => services.AddRouting(static o => o.SuppressCheckForUnhandledSecurityMetadata = true);

    private static bool Add(Microsoft.AspNetCore.Mvc.MvcOptions options, Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata filter)
    {
        options.Filters.Add(filter);
        return true;
    }

    internal static Task<Application> Start(Action<IServiceCollection>? services, Action<WebApplication> map, params (string Name, string Value)[] settings) => Application.StartAsync(
        services, map, c => c.Sources.Add(new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = settings.Select(static s => KeyValuePair.Create(s.Name, (string?)s.Value)) }));

    private static async Task Expect(Action<IServiceCollection>? services, Action<WebApplication> map, params string[] expected)
    {
        await using var app = await Start(services, map);
        Assert.Equal(expected, await BoltEndpoints.FindUndeclaredAsync(app.Services));
    }

    /// <summary>What the Web SDK writes of <c>wwwroot</c>.</summary>
    internal sealed class Manifest : IDisposable
    {
        private readonly string _directory = Directory.CreateTempSubdirectory("bolt-assets").FullName;

        public Manifest(params string[] files) => File.WriteAllText(Path, $$"""{"Version":1,"ManifestType":"Publish","Endpoints":[{{string.Join(',', files.Select(static f => $$"""{"Route":"{{f}}","AssetFile":"{{f}}","Selectors":[],"ResponseHeaders":[{"Name":"Content-Length","Value":"1"},{"Name":"Content-Type","Value":"text/plain"},{"Name":"ETag","Value":"\"{{f}}\""},{"Name":"Last-Modified","Value":"Thu, 26 Nov 2026 00:00:00 GMT"}],"EndpointProperties":[]}"""))}}]}""");

        public string Path => System.IO.Path.Combine(_directory, "app.staticwebassets.endpoints.json");

        public void Dispose() => Directory.Delete(_directory, recursive: true);
    }
}
