using Bolt.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.UnseenValidationAnalyzer, Bolt.CodeFixes.UnseenValidationCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.UnseenValidationAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2012.</summary>
public class UnseenValidationTests
{
    [Theory]
    [InlineData("public record Order([Required] string What);")]
    [InlineData("public record Order { [Range(1, 2)] public int N { get; set; } }")]
    [InlineData("public class Order { public List<Line> Lines { get; set; } = []; } public class Line { [Required] public string? Name { get; set; } }")]
    [InlineData("public class Order : Base; public class Base { [Required] public string? Name { get; set; } }")]
    [InlineData("public class Order : IValidatableObject { public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => []; }")]
    public Task ForAttributesThatNothingChecks_Triggers(string type) => Test.RunAsync(Source(type, "Order {|BOLT2012:order|}"));

    [Theory]
    [InlineData("public record Order(string What);", "Order order")]
    [InlineData("#pragma warning disable ASP0029\n[Microsoft.Extensions.Validation.ValidatableType] public record Order([Required] string What);", "Order order")]
    [InlineData("public record Order([Required] string What); public static class M { public static void Map(WebApplication app) => app.MapPost(\"/b\", (Order o) => o); }", "Order order")]
    [InlineData("public record Order([Required] string What); public record Outer(Order Order); public static class M { public static void Map(WebApplication app) => app.MapPost(\"/b\", Handle); static string Handle(List<Outer> o) => \"\"; }", "Order order")]
    [InlineData("public class Order { [DataType(DataType.Password)] public string? What { get; set; } }", "Order order")]
    [InlineData("", "[Range(1, 2)] int order")]
    public Task ForWhatIsSeenOrHasNone_DoesNotTrigger(string type, string parameter) => Test.RunAsync(Source(type, parameter));

    /// <summary>Marking it does not help: the generator skips what is not public.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("[Microsoft.Extensions.Validation.ValidatableType]")]
    public Task ForTypeThatIsNotPublic_Triggers(string mark) => Test.RunAsync(
        Source($"#pragma warning disable ASP0029\n{mark} internal record Order([Required] string What);", "Order {|BOLT2012:order|}").Replace("public static class Api", "internal static class Api", StringComparison.Ordinal));

    [Fact]
    public Task WithAddValidation_IsAnError_Triggers()
    {
        var test = Test.Of(Source("public record Order([Required] string What); public static class M { public static void Add(IServiceCollection s) => s.AddValidation(); }", "Order order"));
        test.TestState.ExpectedDiagnostics.Add(new DiagnosticResult("BOLT2012", DiagnosticSeverity.Error).WithSpan(9, 37, 9, 42).WithArguments("POST /a", "Order", "mark 'Order' with [ValidatableType]"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task Fix_MarksTheType() => Fix.RunAsync(
        Source("/// <summary>An order.</summary>\npublic record Order([Required] string What);", "Order {|BOLT2012:order|}"),
        Source("/// <summary>An order.</summary>\n#pragma warning disable ASP0029 // experimental in .NET 10\n[Microsoft.Extensions.Validation.ValidatableType]\n#pragma warning restore ASP0029\npublic record Order([Required] string What);", "Order order"),
        UnseenValidationCodeFix.AddValidatableTypeKey);

    private static string Source(string type, string parameter) => $$"""
        using System.ComponentModel.DataAnnotations;

        {{type}}

        public static class Api
        {
            // The handler.
            [BoltPost("/a", Guards = [typeof(AllowAny)])]
            public static string Post({{parameter}}) => "";
        }
        """;
}
