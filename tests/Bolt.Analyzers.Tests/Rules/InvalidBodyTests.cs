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
    [InlineData("BoltPost", "A a, B b")]
    [InlineData("BoltDelete", "[FromBody] A a")]
    [InlineData("BoltRoute", "[FromBody] A a")]
    [InlineData("BoltGet", "A a")]
    public Task ForOneBody_DoesNotTrigger(string route, string parameters) => Test.RunAsync(Source(route, parameters));

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
