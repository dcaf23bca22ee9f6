using System.Reflection;
using System.Runtime.Loader;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.Generators.Tests.Proof;

/// <summary>Generated code and the reference interpreter agree on every request to every random declaration, down to who is asked in which order.</summary>
public sealed class ReferenceTests
{
    private const int Assemblies = 21;
    private const int Classes = 10;
    private const int RoutesPerClass = 10;
    private const int RequestsPerRoute = 8;

    [Fact]
    public async Task GeneratedCodeAndInterpreterAgree()
    {
        var seed = Environment.GetEnvironmentVariable("BOLT_SEED") is { } given ? int.Parse(given, null) : Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"BOLT_SEED={seed}");
        var declarations = new RandomDeclarations(seed);
        var statuses = new Dictionary<int, int>();
        int routes = 0, inherited = 0, repeated = 0;
        for (var a = 0; a < Assemblies; a++)
        {
            var source = declarations.Assembly(Classes, RoutesPerClass);
            var endpoints = Load(source, out var assembly);
            foreach (var endpoint in endpoints)
            {
                routes++;
                var handler = endpoint.Metadata.GetMetadata<MethodInfo>()!;
                var route = handler.GetCustomAttribute<BoltRouteAttribute>(inherit: false)!;
                var name = endpoint.Metadata.GetMetadata<BoltRouteInfo>()!.Handler;
                var type = assembly.GetTypes().Single(t => t.FullName!.Replace('+', '.') == name[..name.LastIndexOf('.')]);
                var (_, chosen) = Assert.Single(ReferenceLevels.Sets(type), s => s.Prefix + route.Pattern == endpoint.RoutePattern.RawText);
                inherited += type == handler.DeclaringType ? 0 : 1;
                repeated += chosen.Keys.Any(static t => t.GetCustomAttributes<BoltGroupAttribute>(inherit: false).Count() > 1) ? 1 : 0;
                for (var i = 0; i < RequestsPerRoute; i++)
                {
                    var http = Request(declarations);
                    var expected = ReferenceInterpreter.Answer(handler, route, type, chosen, http.Request);
                    var actual = await Send(endpoint, http);
                    Assert.True(
                        expected.ToString() == actual.ToString(),
                        $"BOLT_SEED={seed}, assembly {a}, {handler.DeclaringType}.{handler.Name} for {type}\nexpected {expected}\nactual   {actual}\n{source}");
                    statuses[actual.Status] = statuses.GetValueOrDefault(actual.Status) + 1;
                }
            }
        }

        Assert.True(routes >= 2000, $"{routes} routes");
        Assert.True(inherited >= 200 && repeated >= 200, $"{inherited} inherited, {repeated} of repeated groups");
        // Every kind of answer has to have been tried, or agreement says little.
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", statuses.OrderBy(static s => s.Key).Select(static s => $"{s.Key}: {s.Value}")));
        Assert.All(new[] { 200, 302, 401, 403, 500, 503 }, s => Assert.True(statuses.GetValueOrDefault(s) > 50, $"too few {s}"));
    }

    /// <summary>Compiles, generates, loads and maps.</summary>
    internal static List<RouteEndpoint> Load(string source, out Assembly assembly)
    {
        var driver = BoltDriver.Of(BoltDriver.Compile("Proof", OutputKind.DynamicallyLinkedLibrary, [source], MetadataReference.CreateFromFile(typeof(BackendA).Assembly.Location)));
        driver.AssertClean();
        using var stream = new MemoryStream();
        var result = driver.Full().Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        stream.Position = 0;
        assembly = new AssemblyLoadContext("proof", isCollectible: true).LoadFromStream(stream);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<BackendA>().AddSingleton<BackendB>().AddSingleton<BackendC>().AddSingleton<CookieBackend>().AddSingleton<DerivedCookieBackend>();
        builder.Services.AddBolt(static o => o.TrustedOrigins.Add(ReferenceInterpreter.Trusted));
        var app = builder.Build();
        var extensions = assembly.GetType("Bolt.BoltApplicationExtensions")!;
        extensions.GetMethod("MapBolt", BindingFlags.Static | BindingFlags.Public)!.Invoke(null, [app]);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(static d => d.Endpoints).OfType<RouteEndpoint>()];
    }

    private static DefaultHttpContext Request(RandomDeclarations random)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().BuildServiceProvider(), Response = { Body = new MemoryStream() } };
        http.Request.Method = random.Pick("GET", "POST", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY");
        (http.Request.Scheme, http.Request.Host) = ("https", new HostString("shop.example.com"));
        Set("Sec-Fetch-Site", random.Pick("", "", "", "same-origin", "none", "same-site", "cross-site", "Same-Origin", "same-origin|same-origin", "none|cross-site"));
        Set(
            "Origin",
            random.Pick(
                "", ReferenceInterpreter.Own, ReferenceInterpreter.Own, ReferenceInterpreter.Trusted, "null", "https://evil.example", "http://shop.example.com", "https://shop.example.com:8443",
                ReferenceInterpreter.Own + "|" + ReferenceInterpreter.Own, ReferenceInterpreter.Trusted + "|" + ReferenceInterpreter.Trusted));
        foreach (var backend in new[] { "A", "B", "D", "E" })
        {
            http.Request.Headers["X-" + backend] = random.Pick("", "later-") + random.Pick("none", "fail", "ok", "ok", "staff", "admin", "p", "pq", "pq", "unavailable", "throw", "default");
        }

        foreach (var guard in new[] { "first", "second", "x", "y1", "y", "inherited" })
        {
            http.Request.Headers["X-" + guard] = (guard == "second" ? random.Pick("", "later-") : "") + random.Pick("allow", "allow", "allow", "allow", "401", "403", "302", "throw", "default");
        }

        return http;

        // A header line for each part.
        void Set(string name, string values)
        {
            if (values.Length > 0)
            {
                http.Request.Headers[name] = values.Split('|');
            }
        }
    }

    private static async Task<Verdict> Send(RouteEndpoint endpoint, DefaultHttpContext http)
    {
        var status = 500;
        try
        {
            await endpoint.RequestDelegate!(http);
            status = http.Response.StatusCode;
        }
        catch (InvalidOperationException e) when (e.Message is "backend" or "guard")
        {
            // The server makes 500 of it.
        }

        return new(status, (string?)http.Items["handled"], ProofBackend.Trace(http));
    }
}
