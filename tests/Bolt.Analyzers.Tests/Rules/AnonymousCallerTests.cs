using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.AnonymousCallerAnalyzer, Bolt.CodeFixes.AnonymousCallerCodeFix>;
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
    [InlineData("AuthContext Auth")]
    [InlineData("int Page, [CurrentUser] Person Person, AuthContext? Auth")]
    [InlineData("[property: CurrentUser] Person Person")]
    public Task ForCallerInsideAnObject_Triggers(string members) => Test.RunAsync(
        Source("", """[BoltGet("/a"), AllowAny]""", "[AsParameters] All {|BOLT2010:all|}") + $"\npublic sealed record All({members});");

    [Theory]
    [InlineData("""[BoltGet("/a"), AllowAny]""", "AuthContext? Auth, [CurrentUser] Person? Person, CurrentUser<Person> Lazy")]
    [InlineData("""[BoltGet("/a"), IsAuthenticated]""", "AuthContext Auth, [CurrentUser] Person Person")]
    public Task ForNullableOrGuardedInsideAnObject_DoesNotTrigger(string route, string members) => Test.RunAsync(
        Source("", route, "[AsParameters] All all") + $"\npublic sealed record All({members});");

    [Theory]
    [InlineData("public AuthContext Auth { get; set; } = null!;")]
    [InlineData("[CurrentUser] public Person Person { get; init; } = null!;")]
    public Task ForPropertyOfAnObject_Triggers(string property) => Test.RunAsync(
        Source("", """[BoltGet("/a"), AllowAny]""", "[AsParameters] All {|BOLT2010:all|}") + $"\npublic sealed class All {{ {property} }}");

    [Fact]
    public Task Fix_LeavesTheObjectAlone() => Fix.RunAsync(
        Source("", """[BoltGet("/a"), AllowAny]""", "[AsParameters] One {|BOLT2010:one|}") + "\npublic sealed record One(AuthContext Auth);",
        Source("", """[BoltGet("/a"), AllowAny]""", "[AsParameters] One {|BOLT2010:one|}") + "\npublic sealed record One(AuthContext Auth);",
        AnonymousCallerCodeFix.MakeNullableKey);

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
        AnonymousCallerCodeFix.MakeNullableKey);

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
