using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Bolt.Endpoints;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
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

    [Fact]
    public void An_application_says_nothing_to_others() =>
        Assert.DoesNotContain(
            "BoltSurface",
            BoltDriver.Of(BoltDriver.Compile("Shop", OutputKind.ConsoleApplication, [Library, "public static class Program { public static void Main() { } }"])).Output,
            StringComparison.Ordinal);
}
