using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.GuardWithoutBackendAnalyzer, Bolt.CodeFixes.GuardWithoutBackendCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.GuardWithoutBackendAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1002.</summary>
public class GuardWithoutBackendTests
{
    [Theory]
    [InlineData("""[BoltGet("/me", Guards = [{|BOLT1002:typeof(IsAuthenticated)|}])]""")]
    [InlineData("""[BoltGet("/me", Guards = new[] { typeof(Mine), {|BOLT1002:typeof(IsStaff)|} })]""")]
    [InlineData("""[BoltGet("/me", Guards = new Type[] { {|BOLT1002:typeof(IsAdminUser)|} })]""")]
    [InlineData("""[{|BOLT1002:BoltGet("/me")|}, HasPermission("a.b")]""")]
    [InlineData("""[BoltGet("/me", {|BOLT1002:Auth = []|}, Guards = [typeof(IsAuthenticated)])]""")]
    [InlineData("""[{|BOLT1002:BoltGet("/me")|}] [Requires("scope", "read")]""")]
    public Task ForGuardThatNeedsIdentity_Triggers(string attribute) => Test.RunAsync($$"""
        public static class Api
        {
            {{attribute}}
            public static string Me() => "me";
        }

        public sealed class Mine : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
        }
        """);

    /// <summary>A guard of the user's that says so of itself, or inherits it.</summary>
    [Theory]
    [InlineData("[RequiresIdentity]", "", "{|BOLT1002:typeof(Mine)|}")]
    [InlineData("[RequiresIdentity(IdentityOnly = false)]", "", "{|BOLT1002:typeof(Derived)|}")]
    [InlineData("", "[RequiresIdentity]", "typeof(Mine)")]
    [InlineData("", "namespace Other { public sealed class RequiresIdentityAttribute : Attribute; } [Other.RequiresIdentity] public sealed class Last : Guard { public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow; }", "typeof(Last)")]
    public Task ForGuardThatSaysSoOfItself_Triggers(string mine, string derived, string used) => Test.RunAsync($$"""
        public static class Api
        {
            [BoltGet("/me", Guards = [{{used}}])]
            public static string Me() => "me";
        }

        {{mine}}
        public class Mine : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
        }

        {{derived}}
        public sealed class Derived : Mine;
        """);

    [Theory]
    [InlineData("[assembly: BoltDefaults(Guards = [typeof(IsAuthenticated)])]", "")]
    [InlineData("", "[BoltGroup(Guards = [typeof(IsAuthenticated)])]")]
    [InlineData("[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)])]", "[IsStaff, BoltGroup(Auth = [])]")]
    public Task ForGuardOfFartherLevel_TriggersOnTheRoute(string assembly, string group) => Test.RunAsync($$"""
        {{assembly}}
        {{group}}
        public static class Api
        {
            [{|BOLT1002:BoltGet("/me")|}]
            public static string Me() => "me";
        }
        """);

    [Theory]
    [InlineData("""[BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]""")]
    [InlineData("""[BoltGet("/me", Guards = [typeof(AllowAny)])]""")]
    [InlineData("""[BoltGet("/me", Guards = [typeof(Mine)])]""")]
    [InlineData("""[BoltGet("/me", Auth = [typeof({|CS0246:Missing|})], Guards = [typeof(IsAuthenticated)])]""")]
    [InlineData("""[BoltGet("/me", Auth = [typeof(string)], Guards = [typeof(IsAuthenticated)])]""")]
    [InlineData("""[BoltGet("/me")]""")]
    public Task ForBackendOrOtherGuard_DoesNotTrigger(string attribute) => Test.RunAsync($$"""
        public static class Api
        {
            {{attribute}}
            public static string Me() => "me";
        }

        public sealed class Mine : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
        }
        """);

    [Theory]
    [InlineData("[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)])]", "")]
    [InlineData("", "[BoltGroup(Auth = [typeof(JwtAuthentication)])]")]
    public Task ForBackendOfFartherLevel_DoesNotTrigger(string assembly, string group) => Test.RunAsync($$"""
        {{assembly}}
        {{group}}
        public static class Api
        {
            [BoltGet("/me", Guards = [typeof(IsAuthenticated)])]
            public static string Me() => "me";
        }
        """);

    [Fact]
    public Task Fix_AddsTheBackend() => Fix.RunAsync(
        """
        public static class Api
        {
            [BoltGet("/a", Guards = [{|BOLT1002:typeof(IsAuthenticated)|}])]
            public static string A() => "a";

            [BoltGet("/b", {|BOLT1002:Auth = []|}, Guards = [typeof(IsAuthenticated)])]
            public static string B() => "b";

            [BoltGet("/c", {|BOLT1002:Auth = new Type[0]|}), IsStaff]
            public static string C() => "c";

            [{|BOLT1002:BoltGet("/d")|}, IsStaff]
            public static string D() => "d";
        }
        """,
        """
        public static class Api
        {
            [BoltGet("/a", Guards = [typeof(IsAuthenticated)], Auth = [typeof(JwtAuthentication)])]
            public static string A() => "a";

            [BoltGet("/b", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string B() => "b";

            [BoltGet("/c", Auth = [typeof(JwtAuthentication)]), IsStaff]
            public static string C() => "c";

            [BoltGet("/d", Auth = [typeof(JwtAuthentication)]), IsStaff]
            public static string D() => "d";
        }
        """,
        GuardWithoutBackendCodeFix.AddAuthKey);
}
