using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.UnusedAuthenticationAnalyzer, Bolt.CodeFixes.UnusedAuthenticationCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.UnusedAuthenticationAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1012.</summary>
public class UnusedAuthenticationTests
{
    [Theory]
    [InlineData("", """[BoltGet("/me", {|BOLT1012:Auth = [typeof(JwtAuthentication)]|}, Guards = [typeof(AllowAny)])]""", "")]
    [InlineData("", """[BoltGet("/me", {|BOLT1012:Auth = new[] { typeof(JwtAuthentication) }|}), AllowAny]""", "int page")]
    [InlineData("[AllowAny]", """[BoltGet("/me", {|BOLT1012:Auth = [typeof(JwtAuthentication)]|})]""", "CancellationToken c")]
    public Task ForIdentityThatNobodyUses_Triggers(string group, string route, string parameters) => Test.RunAsync(Source(group, route, parameters));

    [Theory]
    [InlineData("", """[BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]""", "AuthContext? auth")]
    [InlineData("", """[BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]""", "HttpContext http")]
    [InlineData("", """[BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]""", "System.Security.Claims.ClaimsPrincipal p")]
    [InlineData("", """[BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]""", "")]
    [InlineData("", """[BoltGet("/me", Auth = [], Guards = [typeof(AllowAny)])]""", "")]
    [InlineData("[BoltGroup(Auth = [typeof(JwtAuthentication)])]", """[BoltGet("/me", Guards = [typeof(AllowAny)])]""", "")]
    [InlineData("", """[BoltGet("/me", Auth = [typeof(JwtAuthentication)])]""", "")]
    public Task ForIdentityInUse_DoesNotTrigger(string group, string route, string parameters) => Test.RunAsync(Source(group, route, parameters));

    [Theory]
    [InlineData("{|BOLT1012:Auth = [typeof(JwtAuthentication)]|}", "int Page")]
    [InlineData("Auth = [typeof(JwtAuthentication)]", "int Page, AuthContext? Auth")]
    public Task ForAnObjectOfParameters_LooksInside(string auth, string members) =>
        Test.RunAsync(Source("", $"[BoltGet(\"/me\", {auth}, Guards = [typeof(AllowAny)])]", "[AsParameters] All all") + $"\npublic sealed record All({members});");

    [Fact]
    public Task Fix_AsksForTheIdentity() => Fix.RunAsync(
        """
        public static class Api
        {
            [BoltGet("/a", {|BOLT1012:Auth = [typeof(JwtAuthentication)]|}, Guards = [typeof(AllowAny)])]
            public static string A() => "a";

            [BoltGet("/b", Guards = new[] { /* kept */ typeof(AllowAny) }, {|BOLT1012:Auth = [typeof(JwtAuthentication)]|})]
            public static string B() => "b";

            [AllowAny]
            [BoltGet("/c", {|BOLT1012:Auth = [typeof(JwtAuthentication)]|})]
            public static string C() => "c";
        }

        [AllowAny]
        public static class Group
        {
            [BoltGet("/d", {|BOLT1012:Auth = [typeof(JwtAuthentication)]|})]
            public static string D() => "d";
        }
        """,
        """
        public static class Api
        {
            [BoltGet("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string A() => "a";

            [BoltGet("/b", Guards = new[] { /* kept */ typeof(IsAuthenticated) }, Auth = [typeof(JwtAuthentication)])]
            public static string B() => "b";

            [IsAuthenticated]
            [BoltGet("/c", Auth = [typeof(JwtAuthentication)])]
            public static string C() => "c";
        }

        [AllowAny]
        public static class Group
        {
            [BoltGet("/d", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string D() => "d";
        }
        """,
        UnusedAuthenticationCodeFix.RequireAuthenticationKey);

    private static string Source(string group, string route, string parameters) => $$"""
        {{group}}
        public static class Api
        {
            {{route}}
            public static string Me({{parameters}}) => "me";
        }
        """;
}
