using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.UnboundParameterAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2009.</summary>
public class UnboundParameterTests
{
    [Theory]
    [InlineData("BoltGet", "Point {|BOLT2009:point|}")]
    [InlineData("BoltGet", "[FromQuery] Person {|BOLT2009:person|}")]
    [InlineData("BoltGet", "[FromRoute] int[] {|BOLT2009:ids|}")]
    [InlineData("BoltPost", "int a, [FromHeader] Person {|BOLT2009:person|}")]
    [InlineData("BoltGet", "ReadOnlySpan<char> {|BOLT2009:text|}")]
    [InlineData("BoltGet", "[CurrentUser] int {|BOLT2009:user|}")]
    public Task ForParameterWithoutSource_Triggers(string route, string parameters) => Test.RunAsync(Source(route, parameters));

    [Theory]
    [InlineData("BoltGet", "int a, string? b, Guid c, DayOfWeek d, DateOnly? e = null")]
    [InlineData("BoltGet", "HttpContext http, CancellationToken cancellation, AuthContext auth")]
    [InlineData("BoltGet", "[FromServices] Person person, IServiceProvider services, Parsed parsed")]
    [InlineData("BoltPost", "Person person, [FromHeader] string agent, [CurrentUser] Person user, CurrentUser<Person> lazy")]
    [InlineData("BoltPost", "{|CS0246:Missing|} missing")]
    public Task ForParameterWithSource_DoesNotTrigger(string route, string parameters) => Test.RunAsync(Source(route, parameters));

    private static string Source(string route, string parameters) => $$"""
        using Microsoft.AspNetCore.Mvc;

        public static class Api
        {
            [{{route}}("/a")]
            public static string Handle({{parameters}}) => "a";
        }

        public struct Point { public int X; }
        public sealed record Person(string Name);

        public sealed class Parsed
        {
            public static bool TryParse(string text, out Parsed parsed) { parsed = new(); return true; }
        }
        """;
}
