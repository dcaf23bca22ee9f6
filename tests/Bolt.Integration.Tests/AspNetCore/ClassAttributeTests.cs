using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Attributes of a class are metadata of its endpoints, and filters of one route run behind its guards.</summary>
public sealed class ClassAttributeTests
{
    [Fact]
    public async Task OutermostFirstAndTheNearestLast()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(["outer", "base", "class", "method"], Marks(app, "/outer/marked/all"));
        Assert.Equal(["outer", "base", "class"], Marks(app, "/outer/marked/inherited"));
        Assert.Equal(["outer", "base", "class"], Marks(app, "/outer/marked/reflected"));
        Assert.Equal(["only once"], Endpoint(app, "/outer/marked/all").Metadata.OfType<SingleMarkAttribute>().Select(static m => m.Text));
    }

    [Fact]
    public async Task ARateLimitOfAClassHolds()
    {
        await using var app = await Application.StartAsync(
            static s => s.AddRateLimiter(static o => o.AddFixedWindowLimiter("two", static w => (w.PermitLimit, w.Window, w.QueueLimit) = (2, TimeSpan.FromHours(1), 0)).RejectionStatusCode = 429),
            static a =>
            {
                a.UseRouting();
                a.UseRateLimiter();
                a.MapBolt();
            });
        List<HttpStatusCode> statuses = [];
        for (var i = 0; i < 3; i++)
        {
            using var response = await app.Client.GetAsync(new Uri("/limited", UriKind.Relative), TestContext.Current.CancellationToken);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task FiltersRunInOrderBehindTheGuards()
    {
        await using var app = await Application.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/outer/marked/all");
        request.Headers.Add("X-API-Key", "none");
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("outer base class method", string.Join(' ', response.Headers.GetValues("X-Filter")));
        Assert.Equal("all", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        using var other = await app.Client.GetAsync(new Uri("/outer/marked/inherited", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("outer base class", string.Join(' ', other.Headers.GetValues("X-Filter")));

        using var refused = await app.Client.GetAsync(new Uri("/outer/marked/guarded", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.False(refused.Headers.Contains("X-Filter"));
    }

    private static string[] Marks(Application app, string path) => [.. Endpoint(app, path).Metadata.OfType<MarkAttribute>().Select(static m => m.Text)];

    private static RouteEndpoint Endpoint(Application app, string path) =>
        app.Services.GetServices<EndpointDataSource>().SelectMany(static d => d.Endpoints).OfType<RouteEndpoint>().Single(e => e.RoutePattern.RawText == path);
}

[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public sealed class MarkAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class SingleMarkAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LonelyMarkAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

public abstract class Say(string text) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.Append("X-Filter", text);
        return next(context);
    }
}

public sealed class SayOuter(Calls calls) : Say(calls is null ? "" : "outer");

public sealed class SayBase(EndpointFilterFactoryContext context) : Say(context.MethodInfo is null ? "" : "base");

public sealed class SayClass() : Say("class");

public sealed class SayMethod() : Say("method");

[Mark("base"), SingleMark("hidden"), LonelyMark("base"), EndpointFilter<SayBase>]
public abstract class MarkedBase
{
    [BoltGet("/inherited", Guards = [typeof(AllowAny)])]
    public virtual string Inherited() => "base";
}

[Mark("outer"), BoltGroup("/outer"), EndpointFilter<SayOuter>]
public static class MarkedOuter
{
    [Mark("class"), SingleMark("only once"), BoltGroup("/marked"), EndpointFilter<SayClass>]
    public sealed class Marked : MarkedBase
    {
        [BoltGet("/all", Guards = [typeof(AllowAny)])]
        [Mark("method"), EndpointFilter<SayMethod>]
        public static string All() => "all";

        [BoltGet("/guarded", Auth = [typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
        public static string Guarded() => "guarded";

        [BoltGet("/reflected", Guards = [typeof(AllowAny)])]
        public override string ToString() => "reflected";
    }
}

[EnableRateLimiting("two"), BoltGroup]
public static class Limited
{
    [BoltGet("/limited", Guards = [typeof(AllowAny)])]
    public static string Get() => "ok";
}
