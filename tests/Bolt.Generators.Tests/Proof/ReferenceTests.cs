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
    private const int Assemblies = 23;
    private const int Classes = 10;
    private const int RoutesPerClass = 10;
    private const int RequestsPerRoute = 8;

    [Fact]
    public async Task GeneratedCodeAndInterpreterAgree()
    {
        var seed = Environment.GetEnvironmentVariable("BOLT_SEED") is { } given ? int.Parse(given, null) : Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"BOLT_SEED={seed}");
        var all = new Counts();
        await Parallel.ForEachAsync(Enumerable.Range(0, Assemblies), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, async (a, _) =>
        {
            try
            {
                var counts = await Compare(unchecked(seed + a));
                lock (all)
                {
                    all.Add(counts);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Assert.Fail($"BOLT_SEED={seed}, assembly {a}: {e}");
            }
        });

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{all.Routes} routes, {all.Inherited} inherited, {all.Repeated} of repeated groups; {string.Join(", ", all.Statuses.OrderBy(static s => s.Key).Select(static s => $"{s.Key}: {s.Value}"))}; {string.Join(", ", all.Guards.OrderBy(static g => g.Value).Take(6).Select(static g => $"{g.Key}: {g.Value}"))}");
        Assert.True(all.Routes >= 2000, $"BOLT_SEED={seed}: {all.Routes} routes");
        Assert.True(all.Inherited >= 200 && all.Repeated >= 200, $"BOLT_SEED={seed}: {all.Inherited} inherited, {all.Repeated} of repeated groups");
        // Every kind of answer has to have been tried, or agreement says little.
        Assert.All(new[] { 200, 302, 401, 403, 500, 503 }, s => Assert.True(all.Statuses.GetValueOrDefault(s) > 50, $"BOLT_SEED={seed}: too few {s}"));
        // Guards that redirect must have let requests through and refused them.
        Assert.All(
            new[] { typeof(LoginRequired), typeof(PermissionRequired), typeof(RecentLogin), typeof(UserPassesTest<ProofTest>), typeof(UserPassesTest<SlowProofTest>) },
            g => Assert.True(all.Guards.GetValueOrDefault((g, true)) > 20 && all.Guards.GetValueOrDefault((g, false)) > 20, $"BOLT_SEED={seed}: {g} passed {all.Guards.GetValueOrDefault((g, true))}, refused {all.Guards.GetValueOrDefault((g, false))}"));
    }

    /// <summary>One assembly and the requests to it. All that is random comes from its own seed, so that it does not matter in which order they run.</summary>
    private static async Task<Counts> Compare(int seed)
    {
        var declarations = new RandomDeclarations(seed);
        var source = declarations.Assembly(Classes, RoutesPerClass);
        var counts = new Counts();
        var endpoints = Load(source, out var assembly);
        var types = assembly.GetTypes().ToDictionary(static t => t.FullName!.Replace('+', '.'));
        foreach (var endpoint in endpoints)
        {
            var handler = endpoint.Metadata.GetMetadata<MethodInfo>()!;
            var route = handler.GetCustomAttribute<BoltRouteAttribute>(inherit: false)!;
            var name = endpoint.Metadata.GetMetadata<BoltRouteInfo>()!.Handler;
            var type = types[name[..name.LastIndexOf('.')]];
            var (_, chosen) = Assert.Single(ReferenceLevels.Sets(type), s => s.Prefix + route.Pattern == endpoint.RoutePattern.RawText);
            counts.Routes++;
            counts.Inherited += type == handler.DeclaringType ? 0 : 1;
            counts.Repeated += chosen.Keys.Any(static t => t.GetCustomAttributes<BoltGroupAttribute>(inherit: false).Count() > 1) ? 1 : 0;
            for (var i = 0; i < RequestsPerRoute; i++)
            {
                var http = Request(declarations);
                var expected = ReferenceInterpreter.Answer(handler, route, type, chosen, http.Request);
                var actual = await Send(endpoint, http);
                if (expected.ToString() != actual.ToString())
                {
                    Assert.Fail($"{handler.DeclaringType}.{handler.Name} for {type}\nexpected {expected}\nactual   {actual}\n{source}");
                }

                counts.Statuses[actual.Status] = counts.Statuses.GetValueOrDefault(actual.Status) + 1;
                foreach (var decision in expected.Decisions)
                {
                    counts.Guards[decision] = counts.Guards.GetValueOrDefault(decision) + 1;
                }
            }
        }

        return counts;
    }

    /// <summary>What was tried.</summary>
    private sealed class Counts
    {
        public int Routes { get; set; }

        public int Inherited { get; set; }

        public int Repeated { get; set; }

        public Dictionary<int, int> Statuses { get; } = [];

        /// <summary>How often each kind of guard let a request pass, and how often it did not.</summary>
        public Dictionary<(Type Guard, bool Passed), int> Guards { get; } = [];

        public void Add(Counts more)
        {
            (Routes, Inherited, Repeated) = (Routes + more.Routes, Inherited + more.Inherited, Repeated + more.Repeated);
            foreach (var (status, count) in more.Statuses)
            {
                Statuses[status] = Statuses.GetValueOrDefault(status) + count;
            }

            foreach (var (decision, count) in more.Guards)
            {
                Guards[decision] = Guards.GetValueOrDefault(decision) + count;
            }
        }
    }

    /// <summary>Compiles, generates, loads and maps.</summary>
    internal static List<RouteEndpoint> Load(string source, out Assembly assembly)
    {
        var driver = BoltDriver.Of(BoltDriver.Compile("Proof", OutputKind.DynamicallyLinkedLibrary, [source], MetadataReference.CreateFromFile(typeof(BackendA).Assembly.Location)));
        using var stream = driver.EmitClean();
        assembly = new AssemblyLoadContext("proof", isCollectible: true).LoadFromStream(stream);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<BackendA>().AddSingleton<BackendB>().AddSingleton<BackendC>().AddSingleton<CookieBackend>().AddSingleton<DerivedCookieBackend>();

        // Each request brings its own; that there is one is asked when routes are mapped.
        builder.Services.AddScoped<IUserLoader<ProofUser>>(static _ => throw new InvalidOperationException());
        builder.Services.AddBolt(static o => o.TrustedOrigins.Add(ReferenceInterpreter.Trusted));
        var app = builder.Build();
        var extensions = assembly.GetType("Bolt.BoltApplicationExtensions")!;
        extensions.GetMethod("MapBolt", BindingFlags.Static | BindingFlags.Public)!.Invoke(null, [app]);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(static d => d.Endpoints).OfType<RouteEndpoint>()];
    }

    private static DefaultHttpContext Request(RandomDeclarations random)
    {
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        http.RequestServices = new ServiceCollection().AddSingleton<IUserLoader<ProofUser>>(new ProofUsers(http)).BuildServiceProvider();
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
            http.Request.Headers["X-" + backend] = random.Pick("", "later-") + random.Pick("none", "fail", "ok", "ok", "staff", "admin", "p", "pq", "pq", "new", "new", "older", "oldest", "unavailable", "throw", "default");
        }

        foreach (var guard in new[] { "first", "second", "x", "y1", "y", "inherited" })
        {
            http.Request.Headers["X-" + guard] = (guard == "second" ? random.Pick("", "later-") : "") + random.Pick("allow", "allow", "allow", "allow", "401", "403", "302", "throw", "default");
        }

        http.Request.Headers["X-user"] = random.Pick("", "later-") + random.Pick("there", "there", "there", "there", "there", "gone", "throw");
        foreach (var test in new[] { "test", "slow" })
        {
            http.Request.Headers["X-" + test] = (test == "slow" ? random.Pick("", "later-") : "") + random.Pick("allow", "allow", "allow", "allow", "403", "throw");
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
