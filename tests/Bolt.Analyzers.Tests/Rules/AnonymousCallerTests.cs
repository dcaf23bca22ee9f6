using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.AnonymousCallerAnalyzer, Bolt.CodeFixes.MakeNullableCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.AnonymousCallerAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2010.</summary>
public class AnonymousCallerTests
{
    [Theory]
    [InlineData("", """[BoltGet("/a", Guards = [typeof(AllowAny)])]""", "AuthContext {|BOLT2010:auth|}")]
    [InlineData("", """[BoltGet("/a"), AllowAny]""", "[CurrentUser] Person {|BOLT2010:person|}")]
    [InlineData("[AllowAny]", """[BoltGet("/a", Auth = [typeof(JwtAuthentication)])]""", "int page, AuthContext {|BOLT2010:auth|}, [CurrentUser] Person {|BOLT2010:person|}")]
    [InlineData("[IsStaff]", """[BoltGet("/a"), AllowAny]""", "AuthContext {|BOLT2010:auth|}")]
    public Task ForCallerOnOpenRoute_Triggers(string group, string route, string parameters) => Test.RunAsync(Source(group, route, parameters));

    [Theory]
    [InlineData("", """[BoltGet("/a"), AllowAny]""", "AuthContext? auth, [CurrentUser] Person? person")]
    [InlineData("", """[BoltGet("/a"), AllowAny]""", "CurrentUser<Person> person, System.Security.Claims.ClaimsPrincipal principal")]
    [InlineData("", """[BoltGet("/a"), IsAuthenticated]""", "AuthContext auth")]
    [InlineData("[AllowAny]", """[BoltGet("/a"), IsAuthenticated]""", "[CurrentUser] Person person")]
    [InlineData("", """[BoltGet("/a")]""", "AuthContext auth")]
    [InlineData("", """[BoltGet("/a"), AllowAny, IsStaff]""", "AuthContext auth")]
    public Task ForNullableOrGuarded_DoesNotTrigger(string group, string route, string parameters) => Test.RunAsync(Source(group, route, parameters));

    [Fact]
    public Task ForCodeWithoutNullableAnnotations_DoesNotTrigger() => Test.RunAsync("#nullable disable\n" + Source("", """[BoltGet("/a"), AllowAny]""", "AuthContext auth"));

    [Fact]
    public Task Fix_MakesItNullable() => Fix.RunAsync(
        Source("", """[BoltGet("/a"), AllowAny]""", "AuthContext {|BOLT2010:auth|} /* kept */, [CurrentUser] Person {|BOLT2010:person|}"),
        Source("", """[BoltGet("/a"), AllowAny]""", "AuthContext? auth /* kept */, [CurrentUser] Person? person"),
        MakeNullableCodeFix.MakeNullableKey);

    private static string Source(string group, string route, string parameters) => $$"""
        {{group}}
        public static class Api
        {
            {{route}}
            public static string A({{parameters}}) => "a";
        }

        public sealed class Person;
        """;
}
