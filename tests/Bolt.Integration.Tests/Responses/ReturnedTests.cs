using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Endpoint filters change nothing that they do not mean to: results are written as without them and as minimal APIs write them, also where JSON has no reflection.</summary>
public sealed class ReturnedTests
{
    private static readonly string[] Replacements = ["", "object", "result", "null", "text", "known", "unknown", "vehicle", "many", "number"];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task ResultsAreThoseOfMinimalApis(bool filtered, bool contextsOnly)
    {
        await using var app = await StartAsync(filtered, contextsOnly);
        // With a filter, minimal APIs forget that a handler declared the derived type and add the discriminator of its base.
        foreach (var (_, route) in Handlers().Where(h => !filtered || h.Route.Pattern != "/car"))
        {
            foreach (var query in Replacements.Take(filtered ? Replacements.Length : 1).Select(static r => "?replace=" + r).Append("?none=true"))
            {
                var path = "/returned" + route.Pattern + query;
                var expected = await Read(app, "/plain" + path);
                Assert.Equal((path, expected), (path, await Read(app, path)));
            }
        }
    }

    [Theory]
    [InlineData("/vehicle", """{"$type":"car","wheels":4}""")]
    [InlineData("/vehicle-later", """{"$type":"car","wheels":4}""")]
    [InlineData("/car", """{"wheels":4}""")]
    [InlineData("/vehicles", """[{"$type":"car","wheels":1}]""")]
    [InlineData("/many", """[{"id":1,"text":"a"},{"id":2,"text":"b"}]""")]
    [InlineData("/iterator", """[{"id":1,"text":"a"}]""")]
    [InlineData("/async-many", """[{"id":1,"text":"a"},{"id":2,"text":"b"}]""")]
    [InlineData("/unknown", """{"name":"tom"}""")]
    [InlineData("/unknown-of-known", """{"age":1,"name":"bo"}""")]
    [InlineData("/interface", """{"name":"tom"}""")]
    [InlineData("/bytes", "\"AQID\"")]
    [InlineData("/number-or-null", "5")]
    [InlineData("/long", "9223372036854775807")] // these are in no context
    [InlineData("/version", "\"1.2\"")]
    [InlineData("/json-object", "{\"a\":1}")]
    [InlineData("/dates", "[\"2026-11-27\"]")]
    public async Task TheDeclaredContractCountsWithoutReflection(string path, string body)
    {
        foreach (var filtered in new[] { false, true })
        {
            await using var app = await StartAsync(filtered, contextsOnly: true);
            Assert.Equal((filtered, "200 application/json; charset=utf-8 " + body), (filtered, await Read(app, "/returned" + path)));
        }
    }

    private static async Task<string> Read(Application app, string path)
    {
        using var response = await app.Send("GET", path);
        return $"{(int)response.StatusCode} {response.Content.Headers.ContentType} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    private static IEnumerable<(MethodInfo Method, BoltRouteAttribute Route)> Handlers() =>
        typeof(Returned).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(static m => (m, m.GetCustomAttribute<BoltRouteAttribute>()!));

    private static Task<Application> StartAsync(bool filtered, bool contextsOnly) => Application.StartAsync(
        services => services.ConfigureHttpJsonOptions(o =>
        {
            if (contextsOnly)
            {
                // As with JsonSerializerIsReflectionEnabledByDefault=false, which is a setting of a whole process.
                o.SerializerOptions.TypeInfoResolverChain.Clear();
                o.SerializerOptions.TypeInfoResolverChain.Add(TestJson.Default);
                o.SerializerOptions.TypeInfoResolverChain.Add(ReturnedJson.Default);
                o.SerializerOptions.TypeInfoResolverChain.Add(Nested.NestedJson.Default);
            }
        }),
        app =>
        {
            var bolt = app.MapBolt();
            var plain = app.MapGroup("/plain/returned");
            foreach (var (method, route) in Handlers())
            {
                var type = Expression.GetDelegateType([.. method.GetParameters().Select(static p => p.ParameterType), method.ReturnType]);
                plain.MapMethods(route.Pattern, route.Methods, method.CreateDelegate(type));
            }

            if (filtered)
            {
                bolt.AddEndpointFilter(static (context, next) => Replace(context, next));
                plain.AddEndpointFilter(static (context, next) => Replace(context, next));
            }
        });

    private static async ValueTask<object?> Replace(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        return context.HttpContext.Request.Query["replace"].ToString() switch
        {
            "object" => new Note(7, "replaced"),
            "result" => Results.Accepted("/", null),
            "null" => null,
            "text" => "replaced",
            "known" => new Dog("replaced", 1),
            "unknown" => new Cat("replaced", false),
            "vehicle" => new Car(3),
            "many" => new List<Note> { new(8, "replaced") },
            "number" => 9,
            _ => result,
        };
    }
}
