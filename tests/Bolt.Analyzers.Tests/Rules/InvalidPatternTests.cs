using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.InvalidPatternAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2001.</summary>
public class InvalidPatternTests
{
    [Theory]
    [InlineData("""[BoltGet({|BOLT2001:"/a/{id"|})]""")]
    [InlineData("""[BoltGet({|BOLT2001:"/a/id}"|})]""")]
    [InlineData("""[BoltGet({|BOLT2001:"/a/{}"|})]""")]
    [InlineData("""[BoltGet({|BOLT2001:"/a//b"|})]""")]
    [InlineData("""[BoltGet({|BOLT2001:"/{id}/{ID}"|})]""")]
    [InlineData("""[BoltGet({|BOLT2001:"/{a}{b}"|})]""")]
    [InlineData("""[BoltGet({|BOLT2001:"/{*rest}/x"|})]""")]
    [InlineData("""[BoltGet({|BOLT2001:"/a?b=c"|})]""")]
    [InlineData("""[BoltGet(pattern: {|BOLT2001:Pattern|})]""")]
    [InlineData("""[BoltGet({|BOLT2001:null!|})]""")]
    [InlineData("""[BoltRoute("/a", "GET", {|BOLT2001:"PO ST"|})]""")]
    [InlineData("""[BoltRoute("/a", [{|BOLT2001:""|}])]""")]
    public Task ForInvalidPattern_Triggers(string route) => Test.RunAsync(Source("", route));

    [Theory]
    [InlineData("""[BoltGet("/a/{id:int}")]""")]
    [InlineData("""[BoltGet("a/{**rest}")]""")]
    [InlineData("""[BoltGet("")]""")]
    [InlineData("""[BoltGet("/{id:regex(^\\d{{4}}$)}/{name?}")]""")]
    [InlineData("""[BoltGet("/files/{name}.{ext?}")]""")]
    [InlineData("""[BoltGet("/{page=1}/x/")]""")]
    [InlineData("""[BoltRoute("/a"), BoltRoute("/b", "PROPFIND")]""")]
    [InlineData("""[BoltGet({|CS0103:Missing|})]""")]
    public Task ForValidPattern_DoesNotTrigger(string route) => Test.RunAsync(Source("", route));

    [Fact]
    public Task ForPrefix_TriggersAtTheGroupOnly() => Test.RunAsync(Source("""[BoltGroup({|BOLT2001:"/a/{id"|})]""", """[BoltGet("/x"), BoltGet("/y")]"""));

    [Fact]
    public Task ForPrefixAndPatternTogether_TriggersAtTheRoute() =>
        Test.RunAsync(Source("""[BoltGroup("/a/{id}")]""", """[BoltGet({|BOLT2001:"/x/{id}"|}), BoltGet("/y")]"""));

    private static string Source(string group, string route) => $$"""
        {{group}}
        public static class Api
        {
            private const string Pattern = "/{" + nameof(Pattern);

            {{route}}
            public static string A() => "a";
        }
        """;
}
