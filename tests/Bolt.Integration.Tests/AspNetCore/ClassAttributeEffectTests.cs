using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>ASP.NET Core's own attributes on a class do what the same attributes on a <c>MapGroup</c> do, and nothing on the class beside it.</summary>
public sealed class ClassAttributeEffectTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cors", "200 https://site.example", "200 ")]
    [InlineData("cache", "200 the same", "200 another")]
    [InlineData("size", "413", "200")]
    [InlineData("host", "404 a.example 200", "200 a.example 200")]
    [InlineData("tags", "first,second", "")]
    public async Task AnAttributeOfAClassHolds(string attribute, string marked, string bare)
    {
        await using var app = await Application.StartAsync(
            static s => s.AddCors(static o => o.AddPolicy("site", static p => p.WithOrigins("https://site.example"))).AddOutputCache(),
            static a =>
            {
                a.UseRouting();
                a.UseCors();
                a.UseOutputCache();
                a.MapBolt();
                Map(a.MapGroup("/minimal/cors").WithMetadata(new EnableCorsAttribute("site")));
                Map(a.MapGroup("/minimal/cache").WithMetadata(new OutputCacheAttribute { Duration = 3600 }));
                Map(a.MapGroup("/minimal/size").WithMetadata(new RequestSizeLimitAttribute(10)));
                Map(a.MapGroup("/minimal/host").WithMetadata(new HostAttribute("a.example")));
                Map(a.MapGroup("/minimal/tags").WithMetadata(new TagsAttribute("first", "second")));
            });
        Assert.Equal(marked, await Effect(app, attribute, "/minimal/" + attribute));
        Assert.Equal(marked, await Effect(app, attribute, "/marked/" + attribute));
        Assert.Equal(marked, await Effect(app, attribute, $"/marked/{attribute}/inner"));
        Assert.Equal(bare, await Effect(app, attribute, "/not-marked"));
    }

    private static void Map(RouteGroupBuilder group)
    {
        group.MapGet("", MarkedHandlers.Next);
        group.MapPost("", MarkedHandlers.Take);
    }

    /// <summary>What a client notices of the attribute, or what a document would say.</summary>
    private static async Task<string> Effect(Application app, string attribute, string path)
    {
        switch (attribute)
        {
            case "cors":
                using (var response = await app.Send("GET", path, null, null, ("Origin", "https://site.example")))
                {
                    return $"{(int)response.StatusCode} {(response.Headers.TryGetValues("Access-Control-Allow-Origin", out var origin) ? Assert.Single(origin) : "")}";
                }

            case "cache":
                using (var first = await app.Send("GET", path))
                {
                    using var second = await app.Send("GET", path);
                    var isSame = await first.Content.ReadAsStringAsync(Cancellation) == await second.Content.ReadAsStringAsync(Cancellation);
                    return $"{(int)second.StatusCode} {(isSame ? "the same" : "another")}";
                }

            case "size":
                using (var body = new StringContent("\"longer than ten octets\"", Encoding.UTF8, "application/json"))
                {
                    using var response = await app.Send("POST", path, null, body);
                    return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
                }

            case "host":
                using (var other = await app.Send("GET", path, null, null, ("Host", "b.example")))
                {
                    using var named = await app.Send("GET", path, null, null, ("Host", "a.example"));
                    return $"{(int)other.StatusCode} a.example {(int)named.StatusCode}";
                }

            default:
                var endpoints = app.Services.GetServices<EndpointDataSource>().SelectMany(static d => d.Endpoints).OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText!.TrimEnd('/') == path).ToList();
                Assert.Equal(2, endpoints.Count);
                return Assert.Single(endpoints.Select(static e => string.Join(',', e.Metadata.GetMetadata<ITagsMetadata>()?.Tags ?? [])).Distinct());
        }
    }
}

/// <summary>The handlers of minimal APIs and of each class.</summary>
public abstract class MarkedHandlers
{
    private static int s_calls;

    [BoltGet("", Guards = [typeof(AllowAny)])]
    public static string Next() => Interlocked.Increment(ref s_calls).ToString(CultureInfo.InvariantCulture);

    [BoltPost("", Guards = [typeof(AllowAny)])]
    public static string Take([FromBody] string body) => body;
}

[BoltGroup("/not-marked")]
public sealed class NotMarked : MarkedHandlers;

[BoltGroup("/marked/cors"), EnableCors("site")]
public sealed class MarkedForCors : MarkedHandlers
{
    [BoltGroup("/inner")]
    public sealed class Inner : MarkedHandlers;
}

[BoltGroup("/marked/cache"), OutputCache(Duration = 3600)]
public sealed class MarkedForTheCache : MarkedHandlers
{
    [BoltGroup("/inner")]
    public sealed class Inner : MarkedHandlers;
}

[BoltGroup("/marked/size"), RequestSizeLimit(10)]
public sealed class MarkedForSize : MarkedHandlers
{
    [BoltGroup("/inner")]
    public sealed class Inner : MarkedHandlers;
}

[BoltGroup("/marked/host"), Host("a.example")]
public sealed class MarkedForAHost : MarkedHandlers
{
    [BoltGroup("/inner")]
    public sealed class Inner : MarkedHandlers;
}

[BoltGroup("/marked/tags"), Tags("first", "second")]
public sealed class MarkedForTags : MarkedHandlers
{
    [BoltGroup("/inner")]
    public sealed class Inner : MarkedHandlers;
}
