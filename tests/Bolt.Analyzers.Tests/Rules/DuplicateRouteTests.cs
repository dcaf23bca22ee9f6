using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.DuplicateRouteAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2003.</summary>
public class DuplicateRouteTests
{
    [Theory]
    [InlineData("""[BoltGet("/a")]""", """[BoltGet({|BOLT2003:"/a"|})]""")]
    [InlineData("""[BoltGet("/a/{id}")]""", """[BoltGet({|BOLT2003:"/A/{name}/"|})]""")]
    [InlineData("""[BoltGet("/a/{id:int}")]""", """[BoltRoute({|BOLT2003:"a/{n:int}"|}, "POST", "GET")]""")]
    [InlineData("""[BoltRoute("/a")]""", """[BoltRoute({|BOLT2003:"/a"|})]""")]
    [InlineData("""[BoltGet("/a"), BoltGet({|BOLT2003:"/a"|})]""", """[BoltPost("/a")]""")]
    [InlineData("""[BoltGet("/a/{id}")]""", """[BoltGet({|BOLT2003:"/a/{id?}"|})]""")]
    [InlineData("""[BoltGet("/a/{id?}")]""", """[BoltGet({|BOLT2003:"/a/{id=1}"|})]""")]
    [InlineData("""[BoltGet("/a/{id:int:min(1)}")]""", """[BoltGet({|BOLT2003:"/a/{n:Min(1):INT=7}"|})]""")]
    [InlineData("""[BoltGet("/a/{*path}")]""", """[BoltGet({|BOLT2003:"/a/{**rest=x}"|})]""")]
    public Task ForSameMethodAndPattern_Triggers(string first, string second) => Test.RunAsync(Source(first, second));

    [Theory]
    [InlineData("""[BoltGet("/a")]""", """[BoltPost("/a")]""")]
    [InlineData("""[BoltGet("/a/{id:int}")]""", """[BoltGet("/a/{slug}")]""")]
    [InlineData("""[BoltGet("/a/{id}")]""", """[BoltGet("/a/me")]""")]
    [InlineData("""[BoltGet("/a")]""", """[BoltRoute("/a")]""")]
    [InlineData("""[BoltGet("/a/{id?}")]""", """[BoltGet("/a")]""")]
    [InlineData("""[BoltGet("/a/{id}/{page?}")]""", """[BoltGet("/a/{id}")]""")]
    [InlineData("""[BoltGet("/a/{id:regex(^a$)}")]""", """[BoltGet("/a/{id:regex(^A$)}")]""")]
    [InlineData("""[BoltGet("/a"), Host("x.example")]""", """[BoltGet("/a"), Host("y.example")]""")]
    public Task ForWhatTheRouterTellsApart_DoesNotTrigger(string first, string second) => Test.RunAsync(Source(first, second));

    [Fact]
    public Task ForGroupPrefixesInOtherFiles_Triggers()
    {
        var test = Test.Of("""
            [BoltGroup("/a")]
            public static class A
            {
                [BoltGet("/b")]
                public static string Get() => "a";
            }
            """);
        test.TestState.Sources.Add("""
            public static class B
            {
                [BoltGet({|BOLT2003:"/a/b"|})]
                public static string Get() => "b";
            }
            """);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task ForRouteOfAReferencedLibrary_Triggers()
    {
        var test = Test.Of("""
            public static class Api
            {
                [BoltGet({|BOLT2003:"/Version"|}, Guards = [typeof(AllowAny)])]
                public static string A() => "a";
            }
            """);
        test.TestState.AdditionalReferences.Add(References.Compile("Library", """
            using Bolt;

            [assembly: Bolt.Endpoints.BoltModule(typeof(Shared))]

            public static class Shared
            {
                [BoltGet("/version", Guards = [typeof(AllowAny)])]
                public static string Version() => "1";
            }
            """));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task ForTwoInvalidPatterns_DoesNotTrigger() => Test.RunAsync(Source("""[BoltGet("/x/{}")]""", """[BoltGet("/x/{a/b}")]"""));

    private static string Source(string first, string second) => $$"""
        using Microsoft.AspNetCore.Routing;

        public static class Api
        {
            {{first}}
            public static string A() => "a";

            {{second}}
            public static string B() => "b";
        }
        """;
}
