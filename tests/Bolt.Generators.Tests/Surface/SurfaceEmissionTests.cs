using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Endpoints;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Bolt.Generators.Tests.Surface;

/// <summary>What a library says of its routes, what the manifest says of them, and what the grammar reads are one text.</summary>
public sealed class SurfaceEmissionTests
{
    private const string Library =
        """
        [assembly: BoltDefaults(Auth = [typeof(JwtAuthentication), typeof(Shop.Site)])]
        public sealed class Outside : Guard { public override GuardResult Evaluate(GuardContext context) => default; }
        namespace Shop
        {
            public sealed class Site : ICookieAuthenticationBackend
            {
                public string Name => "site";
                public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
            }

            [RequiresIdentity]
            public sealed class OfficeHours(int from, int to) : Guard
            {
                public string? Zone { get; set; }
                public override GuardResult Evaluate(GuardContext context) => from < to ? GuardResult.Allow : GuardResult.Unauthorized;
            }

            public sealed class Owns<T> : Guard { public override GuardResult Evaluate(GuardContext context) => default; }

            [BoltGroup("/a")]
            public static class Handlers
            {
                [BoltRoute("{id:regex(^\\d{{4}}$)}", "GET", "HEAD")]
                [OfficeHours(8, 18, Zone = "a  b → c, \"d\"\n\u2028")]
                public static string Get(int id) => "";

                [BoltRoute("/any", Guards = [typeof(Outside), typeof(Owns<Outside>)])]
                public static void Any() { }

                [BoltPost("", Guards = [typeof(IsStaff)])]
                [HasAnyPermission("a", "b")]
                [Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
                [Microsoft.AspNetCore.Routing.Host("a.example", "*.b.example:80")]
                public static void Add() { }

                [BoltGet("/refused")]
                public static void Refused() { }

                [BoltGet("/open", Guards = [typeof(AllowAny)])]
                [Requires("role", "x", "y", Match = ClaimMatch.All)]
                public static void Both() { }
            }
        }
        """;

    private static readonly string[] Expected =
    [
        """GET /a/open  auth: jwt, Shop.Site!cookie  guards: Requires("role", "x", "y", Match = Bolt.ClaimMatch.All)  → Shop.Handlers.Both""",
        """GET /a/refused  auth: jwt, Shop.Site!cookie  guards: none (refuses every request)  → Shop.Handlers.Refused""",
        """GET /a/{id:regex(^\d{{4}}$)}  auth: jwt, Shop.Site!cookie  guards: Shop.OfficeHours(8, 18, Zone = "a  b → c, \"d\"\n\u2028")!id  → Shop.Handlers.Get""",
        """HEAD /a/{id:regex(^\d{{4}}$)}  auth: jwt, Shop.Site!cookie  guards: Shop.OfficeHours(8, 18, Zone = "a  b → c, \"d\"\n\u2028")!id  → Shop.Handlers.Get""",
        """POST /a  auth: jwt, Shop.Site!cookie  guards: IsStaff, HasAnyPermission("a", "b")  options: no-cross-site-check, host: "a.example, *.b.example:80"  → Shop.Handlers.Add""",
        """* /a/any  auth: jwt, Shop.Site!cookie  guards: global::Outside, Shop.Owns<Outside>  → Shop.Handlers.Any""",
    ];

    [Fact]
    public void A_library_says_what_its_manifest_says_and_the_grammar_reads_it()
    {
        var driver = BoltDriver.Of(BoltDriver.Compile("Shop.Library", OutputKind.DynamicallyLinkedLibrary, [Library]));
        using var stream = new MemoryStream();
        var emitted = driver.Full().Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        stream.Position = 0;
        var context = new AssemblyLoadContext("surface", isCollectible: true);
        var assembly = context.LoadFromStream(stream);

        var said = assembly.GetCustomAttributes<BoltSurfaceAttribute>().ToList();
        Assert.All(said, static a => Assert.Equal(1, a.Version));
        Assert.Equal(Expected.Order(StringComparer.Ordinal), said.SelectMany(static a => a.Lines).Order(StringComparer.Ordinal));

        var routes = new List<BoltRouteInfo>();
        assembly.GetType("Bolt.Generated.Module_Shop_Library", throwOnError: true)!.GetMethod("List")!.Invoke(null, [routes]);
        Assert.Equal(Expected.Order(StringComparer.Ordinal), routes.SelectMany(static r => r.ToString().Split('\n')).Order(StringComparer.Ordinal));
        Assert.All(routes, static r => Assert.Equal(["jwt", "Shop.Site"], r.Auth));
        Assert.Contains(routes, static r => r.Guards is ["Shop.OfficeHours(8, 18, Zone = \"a  b → c, \\\"d\\\"\\n\\u2028\")"]);
        Assert.Contains(routes, static r => r.Options is [SurfaceLine.NoCrossSiteCheck, _]);

        Assert.All(Expected, static e => Assert.Equal(e, SurfaceLine.Parse(e, out _)?.ToString()));
        context.Unload();
    }

    /// <summary>The rules read the same lines from the same source: with one other sign there would be something to report.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_rules_read_the_same_lines(bool isReferenced)
    {
        var library = BoltDriver.Of(BoltDriver.Compile("Shop.Library", OutputKind.DynamicallyLinkedLibrary, [Library])).Full();
        var compilation = library;
        if (isReferenced)
        {
            using var stream = new MemoryStream();
            Assert.True(library.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
            compilation = BoltDriver.Of(BoltDriver.Compile(
                "Shop", OutputKind.ConsoleApplication, ["var app = WebApplication.Create(); app.MapBolt();"], MetadataReference.CreateFromImage(stream.ToArray()))).Full();
        }

        var rules = Assembly.Load("Bolt.Analyzers").GetTypes()
            .Where(static t => t is { IsAbstract: false, Name: "UnrecordedRouteAnalyzer" or "WeakenedRouteAnalyzer" or "ChangedRouteAnalyzer" or "VanishedRouteAnalyzer" or "UnreadableSurfaceAnalyzer" })
            .Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)
            .ToArray();
        Assert.Equal(5, rules.Length);
        async Task<string[]> Report(params string[] lines) =>
        [
            .. (await compilation.WithAnalyzers([.. rules], new AnalyzerOptions([new SurfaceText("# Bolt surface 1\n" + string.Join('\n', lines))]))
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).Select(static d => d.ToString()),
        ];
        Assert.Empty(await Report(Expected));
        Assert.Equal(Expected.Length, (await Report()).Length);
    }

    private sealed class SurfaceText(string text) : AdditionalText
    {
        public override string Path => "/shop/BoltSurface.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    [Fact]
    public void An_application_says_nothing_to_others() =>
        Assert.DoesNotContain(
            "BoltSurface",
            BoltDriver.Of(BoltDriver.Compile("Shop", OutputKind.ConsoleApplication, [Library, "public static class Program { public static void Main() { } }"])).Output,
            StringComparison.Ordinal);
}
