using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Bolt endpoints are ordinary endpoints: groups, filters, conventions, metadata, services.</summary>
public sealed class EndpointTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FiltersRunBehindTheGuardsWithTypedArguments()
    {
        var seen = new List<string>();
        await using var app = await Application.StartAsync(map: a => a.MapGroup("/api").AddEndpointFilter((context, next) =>
        {
            seen.Add($"outer {context.Arguments.Count}");
            return next(context);
        }).MapBolt().Add(b => b.FilterFactories.Add((_, next) => async context =>
        {
            if (context.Arguments.Count == 1 && context.Arguments[0] is int id)
            {
                context.Arguments[0] = id + 1;
            }

            context.HttpContext.Response.Headers["X-Filtered"] = "before";
            return await next(context);
        })));

        var refused = await app.Send("GET", "/api/filtered/1");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Empty(seen);

        var ok = await app.Send("GET", "/api/filtered/1", null, null, ("X-A", "ok"));
        Assert.Equal("handler 2", await ok.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("before", Assert.Single(ok.Headers.GetValues("X-Filtered")));
        Assert.Equal(["outer 1"], seen);

        var json = await app.Send("POST", "/api/filtered/task", null, new StringContent("""{"id":1,"text":"x"}""", Encoding.UTF8, "application/json"), ("X-A", "ok"));
        Assert.Equal("""{"id":1,"text":"x"}""", await json.Content.ReadAsStringAsync(Cancellation));

        var nothing = await app.Send("GET", "/api/filtered/void", null, null, ("X-A", "ok"));
        Assert.Equal((HttpStatusCode.OK, ""), (nothing.StatusCode, await nothing.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task MetadataTellsWhatARouteAsks()
    {
        await using var app = await Application.StartAsync();
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.Equal(BoltManifest.Routes.Count, endpoints.Count);

        var permission = endpoints.Single(static e => e.RoutePattern.RawText == "/jwt/permission");
        var security = permission.Metadata.GetMetadata<IBoltSecurityMetadata>()!;
        Assert.Equal(["jwt"], security.Auth);
        Assert.Equal(["HasPermission(\"a.read\")"], security.Guards);
        Assert.Null(permission.Metadata.GetMetadata<IAllowAnonymous>());

        var health = endpoints.Single(static e => e.RoutePattern.RawText == "/bind/number");
        Assert.True(health.Metadata.GetMetadata<IBoltSecurityMetadata>()!.AllowsAnonymous);
        Assert.NotNull(health.Metadata.GetMetadata<IAllowAnonymous>());

        var query = endpoints.Single(static e => e.RoutePattern.RawText == "/bind/query");
        Assert.Equal(["page", "text", "day", "id", "sort"], query.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().Select(static p => p.Name));
        Assert.Contains("GET /jwt/permission  auth: jwt  guards: HasPermission(\"a.read\")  → Bolt.Integration.Tests.Tokens.Permission", BoltManifest.Routes.Select(static r => r.ToString()));
    }

    [Fact]
    public async Task AllowAnonymousAroundAGuardedRouteIsTakenOff()
    {
        await using var app = await Application.StartAsync(map: static a => a.MapGroup("").AllowAnonymous().MapBolt());
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.Null(endpoints.Single(static e => e.RoutePattern.RawText == "/jwt/me").Metadata.GetMetadata<IAllowAnonymous>());
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/jwt/me")).StatusCode);
    }

    [Fact]
    public async Task ProblemsGoThroughTheApplicationsServiceWhereThereIsOne()
    {
        await using var app = await Application.StartAsync(static s => s.AddProblemDetails(static o => o.CustomizeProblemDetails = static c => c.ProblemDetails.Extensions["mine"] = "yes"));
        var unauthorized = await (await app.Send("GET", "/jwt/me")).Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("\"mine\":\"yes\"", unauthorized, StringComparison.Ordinal);
        Assert.Contains("\"status\":401", unauthorized, StringComparison.Ordinal);
        var invalid = await (await app.Send("GET", "/bind/query?page=x")).Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("\"mine\":\"yes\"", invalid, StringComparison.Ordinal);
        Assert.Contains("\"page\":[", invalid, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsMissingStopsTheStartWithOneMessage()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(static () => Application.StartAsync(static s =>
        {
            Remove(s, typeof(ScriptedB));
            Remove(s, typeof(Resource));
            s.PostConfigureAll<Microsoft.AspNetCore.Http.Json.JsonOptions>(static o => o.SerializerOptions.TypeInfoResolverChain.Clear());
        }));
        Assert.Contains("ScriptedB is not registered", error.Message, StringComparison.Ordinal);
        Assert.Contains("Bolt.Integration.Tests.Resource is not registered as a service", error.Message, StringComparison.Ordinal);
        Assert.Contains("Bolt.Integration.Tests.Note is in no JsonSerializerContext", error.Message, StringComparison.Ordinal);

        static void Remove(IServiceCollection services, Type type) => services.Remove(services.Single(s => s.ServiceType == type));
    }

    [Fact]
    public async Task ASignedInRequestRunsWithoutWaiting()
    {
        await using var app = await Application.StartAsync();
        var endpoint = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(static e => e.RoutePattern.RawText == "/jwt/staff");
        var http = new DefaultHttpContext { RequestServices = app.Services, Request = { Method = "GET", Headers = { Authorization = "Bearer " + app.Token(isStaff: true) } }, Response = { Body = new MemoryStream() } };
        var task = endpoint.RequestDelegate!(http);
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Equal(200, http.Response.StatusCode);
        Assert.False(endpoint.RequestDelegate.Method.IsDefined(typeof(System.Runtime.CompilerServices.AsyncStateMachineAttribute), false));
    }
}
