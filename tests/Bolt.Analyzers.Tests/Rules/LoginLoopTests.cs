using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.LoginLoopAnalyzer, Bolt.CodeFixes.LoginLoopCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.LoginLoopAnalyzer>;
using Backend = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.GuardWithoutBackendAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1017.</summary>
public class LoginLoopTests
{
    private const string Types = """

        public sealed class IsAdult : IUserTest<string>
        {
            public bool Test(string user) => user.Length > 17;
        }

        [RequiresIdentity, RedirectsToLogin]
        public class Mine : Guard
        {
            public bool RaiseException { get; set; }
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Redirect("/in");
        }

        public sealed class Derived : Mine;

        public sealed class Plain : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
        }
        """;

    [Theory]
    [InlineData("""BoltGet("/a", Guards = [{|BOLT1017:typeof(LoginRequired)|}])""")]
    [InlineData("""BoltGet("/a", Guards = new[] { {|BOLT1017:typeof(UserPassesTest<IsAdult>)|} })""")]
    [InlineData("""BoltGet("/a", Guards = [{|BOLT1017:typeof(Derived)|}])""")]
    [InlineData("""BoltGet("/a", Guards = [typeof(Plain), {|BOLT1017:typeof(LoginRequired)|}])""")]
    [InlineData("""BoltGet("/a", {|BOLT1017:Auth = []|}, Guards = [typeof(Mine)])""")]
    [InlineData("""{|BOLT1017:BoltPost("/a")|}, LoginRequired(LoginUrl = "/in")""")]
    [InlineData("""{|BOLT1017:BoltGet("/a")|}, PermissionRequired("a.b")""")]
    [InlineData("""{|BOLT1017:BoltGet("/a")|}, PermissionRequired("a.b", RaiseException = false)""")]
    [InlineData("""{|BOLT1017:BoltGet("/a")|}, UserPassesTest<IsAdult>""")]
    [InlineData("""{|BOLT1017:BoltGet("/a")|}, LoginRequired, HasPermission("a.b")""")]
    public Task ForAGuardThatRedirects_Triggers(string attribute) => Test.RunAsync($$"""
        public static class Api
        {
            [{{attribute}}]
            public static string A() => "a";
        }
        """ + Types);

    [Theory]
    [InlineData("[assembly: BoltDefaults(Guards = [typeof(LoginRequired)])]", "")]
    [InlineData("[assembly: LoginRequired]", "")]
    [InlineData("", "[BoltGroup(Guards = [typeof(LoginRequired)])]")]
    [InlineData("[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)])]", "[PermissionRequired(\"a\"), BoltGroup(Auth = [])]")]
    public Task ForAGuardOfAnOuterLevel_TriggersOnTheRoute(string assembly, string group) => Test.RunAsync($$"""
        {{assembly}}
        {{group}}
        public static class Api
        {
            [{|BOLT1017:BoltGet("/a")|}]
            public static string A() => "a";
        }
        """);

    /// <summary>A group may have a backend that the next one has not.</summary>
    [Fact]
    public Task ForAnInheritedRoute_TriggersAtTheGroup() => Test.RunAsync("""
        public abstract class Pages
        {
            [BoltGet("/a", Guards = [typeof(LoginRequired)])]
            public string A() => "a";
        }

        [BoltGroup("/x", Auth = [typeof(JwtAuthentication)])]
        public sealed class X : Pages;

        [{|BOLT1017:BoltGroup("/y")|}]
        public sealed class Y : Pages;
        """);

    /// <summary>What the class is told of its own route is not what the group can change.</summary>
    [Fact]
    public Task ForARouteThatItsClassServesToo_TriggersAtBoth() => Test.RunAsync("""
        public class Pages
        {
            [BoltGet("/a", Guards = [{|BOLT1017:typeof(LoginRequired)|}])]
            public string A() => "a";
        }

        [{|BOLT1017:BoltGroup("/y")|}]
        public sealed class Y : Pages;
        """);

    [Theory]
    [InlineData("""BoltGet("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(LoginRequired)])""")]
    [InlineData("""BoltGet("/a", Auth = [typeof({|CS0246:Missing|})], Guards = [typeof(LoginRequired)])""")]
    [InlineData("""BoltGet("/a", Auth = [typeof(string)], Guards = [typeof(LoginRequired)])""")]
    [InlineData("""BoltGet("/a", Guards = [typeof(AllowAny)])""")]
    [InlineData("""BoltGet("/a", Guards = [typeof(IsAuthenticated)])""")]
    [InlineData("""BoltGet("/a"), PermissionRequired("a.b", RaiseException = true)""")]
    [InlineData("""BoltGet("/a"), HasPermission("a.b"), LoginRequired""")]
    [InlineData("""BoltGet("/a")""")]
    [InlineData("""LoginRequired""")]
    public Task ForABackendOrAnotherGuard_DoesNotTrigger(string attribute) => Test.RunAsync($$"""
        public static class Api
        {
            [{{attribute}}]
            public static string A() => "a";
        }
        """);

    /// <summary>One fault, one report: BOLT1002 speaks where no redirect happens.</summary>
    [Theory]
    [InlineData("""BoltGet("/a"), LoginRequired""")]
    [InlineData("""BoltGet("/a"), LoginRequired, HasPermission("a.b")""")]
    [InlineData("""{|BOLT1002:BoltGet("/a")|}, HasPermission("a.b"), LoginRequired""")]
    [InlineData("""{|BOLT1002:BoltGet("/a")|}, PermissionRequired("a.b", RaiseException = true)""")]
    public Task BesideBOLT1002_OneOfThemTriggers(string attribute) => Backend.RunAsync($$"""
        public static class Api
        {
            [{{attribute}}]
            public static string A() => "a";
        }
        """);

    [Fact]
    public Task Fix_AddsTheBackend() => Fix.RunAsync(
        """
        public static class Api
        {
            [BoltGet("/a", Guards = [{|BOLT1017:typeof(LoginRequired)|}])]
            public static string A() => "a";

            [BoltGet("/b", {|BOLT1017:Auth = []|}), PermissionRequired("a.b")]
            public static string B() => "b";

            [{|BOLT1017:BoltGet("/c")|}, LoginRequired(LoginUrl = "/in")]
            public static string C() => "c";
        }
        """,
        """
        public static class Api
        {
            [BoltGet("/a", Guards = [typeof(LoginRequired)], Auth = [typeof(JwtAuthentication)])]
            public static string A() => "a";

            [BoltGet("/b", Auth = [typeof(JwtAuthentication)]), PermissionRequired("a.b")]
            public static string B() => "b";

            [BoltGet("/c", Auth = [typeof(JwtAuthentication)]), LoginRequired(LoginUrl = "/in")]
            public static string C() => "c";
        }
        """,
        LoginLoopCodeFix.AddAuthKey);
}
