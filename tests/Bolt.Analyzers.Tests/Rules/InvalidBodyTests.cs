using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.InvalidBodyAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2008.</summary>
public class InvalidBodyTests
{
    [Theory]
    [InlineData("BoltPost", "[FromBody] A a, [FromBody] B {|BOLT2008:b|}")]
    [InlineData("BoltPut", "[FromBody] A a, [FromBody] B {|BOLT2008:b|}, [FromBody] B {|BOLT2008:c|}")]
    [InlineData("BoltGet", "[FromBody] A {|BOLT2008:a|}")]
    [InlineData("BoltPost", "[FromBody] A a, IFormFile {|BOLT2008:b|}, [FromForm] string {|BOLT2008:c|}")]
    [InlineData("BoltPost", "IFormFile a, System.IO.Stream {|BOLT2008:b|}")]
    [InlineData("BoltPost", "System.IO.Stream a, System.IO.Pipelines.PipeReader {|BOLT2008:b|}")]
    [InlineData("BoltPost", "[AsParameters] WithBody a, [FromForm] int {|BOLT2008:b|}")]
    [InlineData("BoltPost", "[FromForm] int a, [AsParameters] WithBody {|BOLT2008:b|}")]
    [InlineData("BoltGet", "IFormFile {|BOLT2008:a|}, IFormFile {|BOLT2008:b|}")]
    [InlineData("BoltGet", "System.IO.Stream {|BOLT2008:a|}")]
    [InlineData("BoltGet", "[FromForm] A {|BOLT2008:a|}")]
    [InlineData("BoltGet", "[AsParameters] WithBody {|BOLT2008:a|}")]
    [InlineData("BoltHead", "[FromBody] A? {|BOLT2008:a|}")]
    public Task ForBodyThatCannotBeThere_Triggers(string route, string parameters) => Test.RunAsync(Source(route, parameters));

    [Theory]
    [InlineData("BoltPost", "[FromBody] A a")]
    [InlineData("BoltPost", "A a")]
    [InlineData("BoltPost", "IFormFile a, IFormFileCollection b, IFormCollection c, [FromForm] string d, [FromForm] A e")]
    [InlineData("BoltPut", "System.IO.Stream a")]
    [InlineData("BoltPut", "System.IO.Pipelines.PipeReader a, int b")]
    [InlineData("BoltPost", "[AsParameters] WithBody a, [FromQuery] int[] b")]
    [InlineData("BoltDelete", "[FromBody] A a")]
    [InlineData("BoltRoute", "[FromBody] A a")]
    [InlineData("BoltGet", "A? a")]
    [InlineData("BoltGet", "[FromServices] A a")]
    [InlineData("BoltGet", "IServiceProvider a, IEnumerable<A> b")]
    public Task ForOneBody_DoesNotTrigger(string route, string parameters) => Test.RunAsync(Source(route, parameters));

    /// <summary>No attribute says what they are: in a library, whose program may register the type, a warning.</summary>
    [Theory]
    [InlineData("BoltPost", "A a, B {|#0:b|}", "b", "another parameter is too: put both into one type, or both into one form")]
    [InlineData("BoltPost", "B {|#0:b|}, System.IO.Stream a", "b", "another parameter is too: put both into one type, or both into one form")]
    [InlineData("BoltGet", "A {|#0:a|}", "a", "a GET request has none, and no service of its type is registered: bind it from the query with [AsParameters], or use POST")]
    public Task ForInferredBody_TriggersAsWarning(string route, string parameters, string name, string reason)
    {
        var test = Test.Of(Source(route, parameters));
        test.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("BOLT2008", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)
            .WithLocation(0).WithArguments($"{route.Substring(4).ToUpperInvariant()} /a", name, reason));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task ForTypeThatIsRegistered_DoesNotTrigger() => Test.RunAsync(
        Source("BoltGet", "A a") + " public static class Services { public static void Add(IServiceCollection services) => services.AddSingleton(new A(1)); }");

    private static string Source(string route, string parameters) => $$"""
        using Microsoft.AspNetCore.Mvc;

        public static class Api
        {
            [{{route}}("/a")]
            public static string Handle({{parameters}}) => "a";
        }

        public sealed record A(int X);
        public sealed record B(int Y);
        public sealed record WithBody(int Id, [FromBody] A Body);
        """;
}
