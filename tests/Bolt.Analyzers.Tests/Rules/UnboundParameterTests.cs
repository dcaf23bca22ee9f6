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
    [InlineData("BoltGet", "[AsParameters] WithPoint {|BOLT2009:all|}")]
    [InlineData("BoltGet", "[AsParameters] Person? {|BOLT2009:all|}")]
    [InlineData("BoltGet", "[AsParameters] Nested {|BOLT2009:all|}")]
    [InlineData("BoltGet", "[AsParameters] IServiceProvider {|BOLT2009:all|}")]
    [InlineData("BoltPost", "[FromForm] Nested {|BOLT2009:form|}")]
    [InlineData("BoltPost", "[FromForm] List<string> {|BOLT2009:form|}")]
    [InlineData("BoltPost", "[FromForm] Person? {|BOLT2009:form|}")]
    [InlineData("BoltPost", "IEnumerable<IFormFile> {|BOLT2009:files|}")]
    [InlineData("BoltPost", "Wrong {|BOLT2009:wrong|}")]
    public Task ForParameterWithoutSource_Triggers(string route, string parameters) => Test.RunAsync(Source(route, parameters));

    [Theory]
    [InlineData("BoltGet", "int a, string? b, Guid c, DayOfWeek d, DateOnly? e = null")]
    [InlineData("BoltGet", "HttpContext http, CancellationToken cancellation, AuthContext auth")]
    [InlineData("BoltGet", "[FromServices] Person person, IServiceProvider services, Parsed parsed")]
    [InlineData("BoltPost", "Person person, [FromHeader] string agent, [CurrentUser] Person user, CurrentUser<Person> lazy")]
    [InlineData("BoltPost", "{|CS0246:Missing|} missing")]
    [InlineData("BoltGet", "int[] ids, string[] names, int?[]? sizes, Microsoft.Extensions.Primitives.StringValues values, [FromHeader] Guid[] traces")]
    [InlineData("BoltPost", "IFormFile file, IFormFile? other, IFormFileCollection files, IFormCollection form, [FromForm] int a, [FromForm] string[] b, [FromForm] Person person")]
    [InlineData("BoltPost", "System.IO.Stream body, [AsParameters] All all, Binds binds, Binds? perhaps")]
    [InlineData("BoltPost", "System.IO.Pipelines.PipeReader body")]
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
        public sealed record WithPoint([FromQuery] Point Point);
        public sealed record Nested([AsParameters] Person Person);
        public sealed record All(int Id, AuthContext? Auth, [CurrentUser] Person? User, CancellationToken Cancellation, [FromServices] Person Service, int[] Ids2, Binds Binds);
        public sealed class Wrong { public static Wrong BindAsync(HttpContext http) => new(); }
        public sealed class Binds { public static ValueTask<Binds?> BindAsync(HttpContext http) => default; }

        public sealed class Parsed
        {
            public static bool TryParse(string text, out Parsed parsed) { parsed = new(); return true; }
        }
        """;
}
