using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.UnmatchedRouteParameterAnalyzer, Bolt.CodeFixes.UnmatchedRouteParameterCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.UnmatchedRouteParameterAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2002.</summary>
public class UnmatchedRouteParameterTests
{
    [Theory]
    [InlineData("""[BoltGet("/a/{|BOLT2002:{id}|}")]""", "")]
    [InlineData("""[BoltGet("/a/{id:int}/{|BOLT2002:{name}|}")]""", "int id")]
    [InlineData("""[BoltGet("/a/{|BOLT2002:{id?}|}")]""", "int page = 1")]
    [InlineData("""[BoltGet("/a/{|BOLT2002:{id}|}")]""", "[FromQuery] int id")]
    [InlineData("""[BoltGet("/a/{id}")]""", "[FromRoute] int {|BOLT2002:idd|}")]
    [InlineData("""[BoltGet("/a/{id}")]""", """[FromRoute(Name = "ident")] int {|BOLT2002:id|}""")]
    public Task ForUnmatchedParameter_Triggers(string route, string parameters) => Test.RunAsync(Source(route, parameters));

    [Theory]
    [InlineData("""[BoltGet("/a/{id}")]""", "int id")]
    [InlineData("""[BoltGet("/a/{ID:int}")]""", "int id")]
    [InlineData("""[BoltGet("/a/{id}")]""", """[FromRoute(Name = "id")] int number""")]
    [InlineData("""[BoltGet("/{**rest}")]""", "")]
    [InlineData("""[BoltGet("/a/{id}")]""", "HttpContext http")]
    [InlineData("""[BoltGet("/a/{id}")]""", "HttpRequest request")]
    [InlineData("""[BoltGet("/a/{id}", Guards = [typeof(Owns)])]""", "")]
    [InlineData("""[BoltGet("/a")]""", "[FromRoute] string tenant")]
    [InlineData("""[BoltGet("/a/{id}")]""", "{|CS0246:Missing|} x")]
    public Task ForMatchedOrUncertainParameter_DoesNotTrigger(string route, string parameters) => Test.RunAsync(Source(route, parameters));

    [Theory]
    [InlineData("""[BoltGet("/a/{id}/{name}")]""", "int Id, [FromRoute(Name = \"name\")] string Text")]
    [InlineData("""[BoltGet("/a/{id}/{|BOLT2002:{name}|}")]""", "int Id, int Page")]
    [InlineData("""[BoltGet("/a/{id}")]""", "[FromRoute] int Idd", "{|BOLT2002:all|}")]
    [InlineData("""[BoltGet("/a/{id}")]""", "HttpContext Http")]
    public Task ForMembersOfAnObject_TheyAreParameters(string route, string members, string all = "all") =>
        Test.RunAsync(Source(route, "[AsParameters] All " + all) + $"\npublic sealed record All({members});");

    [Fact]
    public Task ForPrefixParameter_DoesNotTrigger() => Test.RunAsync("""
        [BoltGroup("/{tenant}")]
        public static class Api
        {
            [BoltGet("/a/{id}")]
            public static string A(int id) => "a";
        }
        """);

    [Fact]
    public Task ForFromRouteInProgramWithoutPrefix_Triggers()
    {
        var test = Test.Of("""
            System.Console.WriteLine();

            public static class Api
            {
                [BoltGet("/a")]
                public static string A([Microsoft.AspNetCore.Mvc.FromRoute] string {|BOLT2002:tenant|}) => "a";
            }
            """);
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The parameter in the literal, where the literal has the pattern as it is; else the whole of it.</summary>
    [Theory]
    [InlineData(""" "a/{|BOLT2002:{id}|}" """)]
    [InlineData(""" "~/a/{|BOLT2002:{id}|}" """)]
    [InlineData(""" "/a/{|BOLT2002:{*id}|}" """, false)]
    [InlineData(""" @"/a/{|BOLT2002:{id}|}" """)]
    [InlineData(" \"\"\"/a/{|BOLT2002:{id}|}\"\"\" ")]
    [InlineData(""" {|BOLT2002:"/a/\u007bid}"|} """)]
    [InlineData(""" {|BOLT2002:"/a/" + "{id}"|} """)]
    [InlineData(""" {|BOLT2002:Pattern|} """)]
    public Task Location_IsTheParameterWhereTheLiteralHasIt(string pattern, bool isReported = true) => Test.RunAsync($$"""
        public static class Api
        {
            private const string Pattern = "/a/{id}";

            [BoltGet({{(isReported ? pattern : pattern.Replace("{|BOLT2002:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal))}})]
            public static string A() => Pattern;
        }
        """);

    [Fact]
    public Task Fix_RenamesInThePattern() => Fix.RunAsync(
        """
        using Microsoft.AspNetCore.Mvc;

        public static class Api
        {
            [BoltGet("/a/{|BOLT2002:{ident:int}|}")]
            public static string A(int id) => "a";

            [BoltGet("/b/{ident?}")]
            public static string B([FromRoute] string {|BOLT2002:name|}) => "b";
        }
        """,
        """
        using Microsoft.AspNetCore.Mvc;

        public static class Api
        {
            [BoltGet("/a/{id:int}")]
            public static string A(int id) => "a";

            [BoltGet("/b/{name?}")]
            public static string B([FromRoute] string name) => "b";
        }
        """,
        UnmatchedRouteParameterCodeFix.RenameKey);

    [Fact]
    public Task Fix_RenamesBesideConstraintsAndEscapes() => Fix.RunAsync(
        """"
        public static class Api
        {
            [BoltGet({|BOLT2002:"/a/{{ident}}/{ident:regex(^\\d{{4}}=\"ident:$)}"|})]
            public static string A(int id) => "a";

            [BoltGet({|BOLT2002:@"/b/{ident:regex(^""\d{{4}}$)=x}"|})]
            public static string B(string id) => "b";
        }
        """",
        """"
        public static class Api
        {
            [BoltGet("/a/{{ident}}/{id:regex(^\\d{{4}}=\"ident:$)}")]
            public static string A(int id) => "a";

            [BoltGet(@"/b/{id:regex(^""\d{{4}}$)=x}")]
            public static string B(string id) => "b";
        }
        """",
        UnmatchedRouteParameterCodeFix.RenameKey);

    [Fact]
    public Task Fix_AddsTheParameter() => Fix.RunAsync(
        """
        public static class Api
        {
            [BoltGet("/a/{|BOLT2002:{id:int}|}")]
            public static string A() => "a";

            [BoltGet("/b/{|BOLT2002:{key:guid?}|}")]
            public static string B(CancellationToken cancellation) => "b";
        }
        """,
        """
        public static class Api
        {
            [BoltGet("/a/{id:int}")]
            public static string A(int id) => "a";

            [BoltGet("/b/{key:guid?}")]
            public static string B(System.Guid? key, CancellationToken cancellation) => "b";
        }
        """,
        UnmatchedRouteParameterCodeFix.AddParameterKey);

    [Fact]
    public Task Fix_KeepsOneParameterPerLine() => Fix.RunAsync(
        """
        public static class Api
        {
            [BoltGet("/a/{|BOLT2002:{id:int}|}/{number}")]
            public static string A(
                int number, // the first
                CancellationToken cancellation) => "a";

            [BoltGet("/b/{|BOLT2002:{id}|}/{number}")]
            public static string B(int number,
                CancellationToken cancellation) => "b";
        }
        """,
        """
        public static class Api
        {
            [BoltGet("/a/{id:int}/{number}")]
            public static string A(
                int id,
                int number, // the first
                CancellationToken cancellation) => "a";

            [BoltGet("/b/{id}/{number}")]
            public static string B(string id, int number,
                CancellationToken cancellation) => "b";
        }
        """,
        UnmatchedRouteParameterCodeFix.AddParameterKey);

    /// <summary>The name is taken, or other code uses the parameters.</summary>
    [Theory]
    [InlineData("[BoltGet(\"/a/{|BOLT2002:{id}|}\")] public static string A([FromQuery] int id) => \"a\";")]
    [InlineData("[BoltGet(\"/a/{|BOLT2002:{id}|}\")] public static string A([FromHeader] int ID) => \"a\";")]
    [InlineData("[BoltGet(\"/a/{|BOLT2002:{id}|}\")] public static string A() { var id = 1; return \"a\" + id; }")]
    [InlineData("private const int id = 1; [BoltGet(\"/a/{|BOLT2002:{id}|}\")] public static string A() => \"a\" + id;")]
    [InlineData("[BoltGet(\"/a/{|BOLT2002:{id}|}\")] public static string A() => \"a\"; public static string B() => A();")]
    [InlineData("[BoltGet(\"/a/{|BOLT2002:{id}|}\")] public static string A() => \"a\"; public static string A(string id) => id;")]
    public Task Fix_IsNotOfferedWhereTheParameterWouldNotFit(string members) => Fix.RunAsync(
        $"using Microsoft.AspNetCore.Mvc; public static class Api {{ {members} }}", $"using Microsoft.AspNetCore.Mvc; public static class Api {{ {members} }}", UnmatchedRouteParameterCodeFix.AddParameterKey);

    private static string Source(string route, string parameters) => $$"""
        using Microsoft.AspNetCore.Mvc;

        public static class Api
        {
            {{route}}
            public static string A({{parameters}}) => "a";
        }

        public sealed class Owns : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
        }
        """;
}
