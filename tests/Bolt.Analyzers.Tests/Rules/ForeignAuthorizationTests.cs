using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.ForeignAuthorizationAnalyzer, Bolt.CodeFixes.ForeignAuthorizationCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.ForeignAuthorizationAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1005.</summary>
public class ForeignAuthorizationTests
{
    [Theory]
    [InlineData("""[BoltGet("/me"), {|BOLT1005:Authorize|}]""")]
    [InlineData("""[BoltGet("/me"), IsStaff] [{|BOLT1005:Authorize("policy")|}]""")]
    [InlineData("""[{|BOLT1005:Authorize(Roles = "admin")|}] [BoltGet("/me"), BoltGet("/you")]""")]
    [InlineData("""[{|BOLT1005:AllowAnonymous|}] [BoltGet("/me")]""")]
    [InlineData("""[{|BOLT1005:AdminOnly|}] [BoltGet("/me")]""")]
    public Task ForHandler_Triggers(string attributes) => Test.RunAsync($$"""
        using Microsoft.AspNetCore.Authorization;

        public static class Api
        {
            {{attributes}}
            public static string Me() => "me";
        }

        public sealed class AdminOnlyAttribute : AuthorizeAttribute;
        """);

    [Fact]
    public Task ForHandlerClass_Triggers() => Test.RunAsync("""
        using Microsoft.AspNetCore.Authorization;

        [{|BOLT1005:Authorize|}]
        public static partial class Api
        {
            public static string Other() => "other";
        }

        public static partial class Api
        {
            [BoltGet("/me")]
            public static string Me() => "me";
        }
        """);

    [Fact]
    public Task ForWhatIsNoBoltHandler_DoesNotTrigger() => Test.RunAsync("""
        using Microsoft.AspNetCore.Authorization;

        [Authorize]
        public class Controller
        {
            [AllowAnonymous]
            public string Get() => "me";
        }

        public static class Api
        {
            [BoltGet("/me"), IsStaff]
            public static string Me() => "me";

            [Authorize]
            public static string Other() => "other";
        }
        """);

    [Fact]
    public Task Fix_ReplacesByTheGuard() => Fix.RunAsync(
        """
        using Microsoft.AspNetCore.Authorization;

        public static class Api
        {
            [BoltGet("/a"), {|BOLT1005:Authorize|}]
            public static string A() => "a";

            // Kept.
            [{|BOLT1005:Authorize(Roles = "admin, editor")|}] // Kept too.
            [BoltGet("/b")]
            public static string B() => "b";
        }

        [{|BOLT1005:Authorize|}]
        public static class Group
        {
            [BoltGet("/c")]
            public static string C() => "c";
        }
        """,
        """
        using Microsoft.AspNetCore.Authorization;

        public static class Api
        {
            [BoltGet("/a"), IsAuthenticated]
            public static string A() => "a";

            // Kept.
            [Requires("role", "admin", "editor")] // Kept too.
            [BoltGet("/b")]
            public static string B() => "b";
        }

        [IsAuthenticated]
        public static class Group
        {
            [BoltGet("/c")]
            public static string C() => "c";
        }
        """,
        ForeignAuthorizationCodeFix.ReplaceKey);

    [Fact]
    public Task Fix_SaysThatItOpensTheRoute() => Fix.RunTitledAsync(
        "(opens the route to everyone)",
        """
        using Microsoft.AspNetCore.Authorization;

        public static class Api
        {
            [BoltGet("/a"), {|BOLT1005:AllowAnonymous|}]
            public static string A() => "a";
        }
        """,
        """
        using Microsoft.AspNetCore.Authorization;

        public static class Api
        {
            [BoltGet("/a"), AllowAny]
            public static string A() => "a";
        }
        """,
        ForeignAuthorizationCodeFix.AllowAnyoneKey);

    [Fact]
    public Task Fix_RemovesWhatTheGuardsAskAlready() => Fix.RunAsync(
        """
        using Microsoft.AspNetCore.Authorization;

        public static class Api
        {
            [BoltGet("/a")]
            [{|BOLT1005:Authorize|}]
            [IsStaff]
            public static string A() => "a";
        }
        """,
        """
        using Microsoft.AspNetCore.Authorization;

        public static class Api
        {
            [BoltGet("/a")]
            [IsStaff]
            public static string A() => "a";
        }
        """,
        ForeignAuthorizationCodeFix.ReplaceKey);

    [Fact]
    public Task Fix_ForSeveralRoutes_DoesNotLetOneVouchForAnother() => Fix.RunAsync(
        """
        using Microsoft.AspNetCore.Authorization;

        public static class Api
        {
            [BoltGet("/a", Guards = [typeof(IsStaff)])]
            [BoltGet("/b")]
            [{|BOLT1005:Authorize|}]
            public static string A() => "a";
        }
        """,
        """
        using Microsoft.AspNetCore.Authorization;

        public static class Api
        {
            [BoltGet("/a", Guards = [typeof(IsStaff)])]
            [BoltGet("/b")]
            [IsAuthenticated]
            public static string A() => "a";
        }
        """,
        ForeignAuthorizationCodeFix.ReplaceKey);

    [Fact]
    public Task FixAll_ReplacesAndRemovesInOneGo() => Fix.RunAsync(
        """
        using Microsoft.AspNetCore.Authorization;

        public static class Api
        {
            [BoltGet("/a"), IsStaff]
            [{|BOLT1005:Authorize|}]
            public static string A() => "a";

            [BoltGet("/b")]
            [{|BOLT1005:Authorize(Roles = "chief")|}]
            public static string B() => "b";
        }
        """,
        """
        using Microsoft.AspNetCore.Authorization;

        public static class Api
        {
            [BoltGet("/a"), IsStaff]
            public static string A() => "a";

            [BoltGet("/b")]
            [Requires("role", "chief")]
            public static string B() => "b";
        }
        """,
        ForeignAuthorizationCodeFix.ReplaceKey);

    [Theory]
    [InlineData("""[BoltGet("/a", Guards = [typeof(AllowAny)])] [{|BOLT1005:Authorize|}]""")]
    [InlineData("""[BoltGet("/a"), IsStaff] [{|BOLT1005:AllowAnonymous|}]""")]
    [InlineData("""[BoltGet("/a")] [{|BOLT1005:Authorize("policy")|}]""")]
    [InlineData("""[BoltGet("/a")] [{|BOLT1005:Authorize(Roles = "a", AuthenticationSchemes = "b")|}]""")]
    public Task Fix_IsNotOfferedWhereItWouldSaySomethingElse(string attributes)
    {
        var source = $$"""
            using Microsoft.AspNetCore.Authorization;

            public static class Api
            {
                {{attributes}}
                public static string A() => "a";
            }
            """;
        return Fix.RunAsync(source, source);
    }

    /// <summary>MVC, SignalR and a hand-mapped endpoint ask the attribute: without it they would be open.</summary>
    [Theory]
    [InlineData("[Microsoft.AspNetCore.Mvc.ApiController, {|BOLT1005:Authorize|}] public class Api { [BoltGet(\"/a\")] public string A() => \"a\"; }")]
    [InlineData("[{|BOLT1005:Authorize(Roles = \"a\")|}] public class Api : Microsoft.AspNetCore.Mvc.ControllerBase { [BoltGet(\"/a\"), {|BOLT1005:Authorize|}] public string A() => \"a\"; }")]
    [InlineData("[{|BOLT1005:Authorize|}] public class ApiController { [BoltGet(\"/a\")] public string A() => \"a\"; }")]
    [InlineData("[{|BOLT1005:Authorize|}] public class Api { [BoltGet(\"/a\")] public string A() => \"a\"; } public class Heir : Api { [Microsoft.AspNetCore.Mvc.HttpGet] public string B() => \"b\"; }")]
    [InlineData("[{|BOLT1005:Authorize|}] public class Api : Microsoft.AspNetCore.SignalR.Hub { [BoltGet(\"/a\")] public string A() => \"a\"; }")]
    [InlineData("public class Api { [BoltGet(\"/a\"), Microsoft.AspNetCore.Mvc.HttpPost, {|BOLT1005:Authorize|}] public string A() => \"a\"; }")]
    [InlineData("[{|BOLT1005:AllowAnonymous|}] public class Api : Microsoft.AspNetCore.Mvc.ControllerBase { [BoltGet(\"/a\")] public string A() => \"a\"; }")]
    [InlineData("public static class Api { [BoltGet(\"/a\"), {|BOLT1005:Authorize|}] public static string A() => \"a\"; static Func<string> Map() => A; }")]
    [InlineData("[{|BOLT1005:Authorize|}] public static class Api { [BoltGet(\"/a\")] public static string A() => \"a\"; static void Map(WebApplication app) => app.MapGet(\"/b\", A); }")]
    [InlineData("public static class Api { [BoltGet(\"/a\"), {|BOLT1005:Authorize|}] public static string A() => \"a\"; static object Map() => typeof(Api).GetMethod(\"A\")!; }")]
    [InlineData("public class Api { [BoltGet(\"/a\"), {|BOLT1005:Authorize|}] public static string A() => \"a\"; static void Map() => MapService<Api>(); static void MapService<T>() { } }")]
    [InlineData("public class Api { [BoltGet(\"/a\"), {|BOLT1005:Authorize|}] public static string A() => \"a\"; static void Map() => UseEndpointsOf<Api>(); static void UseEndpointsOf<T>() { } }")]
    [InlineData("public interface IRead { string A(); } public class Api { [BoltGet(\"/a\"), {|BOLT1005:Authorize|}] public string A() => \"a\"; } public class Heir : Api, IRead; static class Maps { static Func<string> Map(IRead read) => read.A; }")]
    public Task Fix_IsNotOfferedWhereAnotherFrameworkAsksTheAttribute(string source) =>
        Fix.RunAsync("using Microsoft.AspNetCore.Authorization; " + source, "using Microsoft.AspNetCore.Authorization; " + source);

    /// <summary>A service of its own is no endpoint of another framework.</summary>
    [Fact]
    public Task Fix_IsOfferedForAServiceOfTheContainer() => Fix.RunAsync(
        """
        using Microsoft.AspNetCore.Authorization;
        public class Api { [BoltGet("/a"), {|BOLT1005:Authorize|}] public string A() => "a"; static void Add(IServiceCollection services) => services.AddScoped<Api>(); }
        """,
        """
        using Microsoft.AspNetCore.Authorization;
        public class Api { [BoltGet("/a"), IsAuthenticated] public string A() => "a"; static void Add(IServiceCollection services) => services.AddScoped<Api>(); }
        """,
        ForeignAuthorizationCodeFix.ReplaceKey);

    [Fact]
    public async Task Message_SaysToKeepTheAttributeForTheOtherFramework()
    {
        const string source = """
            [Microsoft.AspNetCore.Authorization.Authorize]
            public class Api : Microsoft.AspNetCore.Mvc.ControllerBase { [BoltGet("/a"), IsStaff] public string A() => "a"; }
            """;
        var file = await CorpusFile.AnalyzeAsync("Message", [source], isProgram: false, TestContext.Current.CancellationToken);
        Assert.EndsWith("as well, and keep the attribute for what MVC serves", Assert.Single(file.Reported, static r => r.Id == RuleIds.ForeignAuthorization).Message, StringComparison.Ordinal);
    }

    /// <summary>What stands in another assembly is said there when that is built, and here at the class that serves it.</summary>
    [Fact]
    public Task OnAMethodOfABaseClassInAnotherAssembly_IsReportedAtTheGroup()
    {
        var test = Test.Of("""
            [{|BOLT1005:BoltGroup("/colors", Guards = [typeof(AllowAny)])|}]
            public sealed class Colors : Library.Lookup;

            [BoltGroup("/sizes", Guards = [typeof(AllowAny)])]
            public sealed class Sizes : Library.Open;
            """);
        var library = test.TestState.AdditionalProjects["Library"];
        library.Sources.Add("""
            using Bolt;
            using Microsoft.AspNetCore.Authorization;

            namespace Library;

            public abstract class Lookup
            {
                [BoltGet("/first"), {|BOLT1005:Authorize|}]
                public string First() => "first";
            }

            public abstract class Open
            {
                [BoltGet("/first")]
                public string First() => "first";
            }
            """);
        library.AdditionalReferences.AddRange(References.WithBolt);
        test.TestState.AdditionalProjectReferences.Add("Library");
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
