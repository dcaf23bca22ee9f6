using Bolt.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.UnseenValidationAnalyzer, Bolt.CodeFixes.UnseenValidationCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.UnseenValidationAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2012.</summary>
public class UnseenValidationTests
{
    private const string Mark = "\n#pragma warning disable ASP0029\n[Microsoft.Extensions.Validation.ValidatableType] ";

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
    [InlineData(Mark + "public record Order(List<Line>? Lines); public record Line([Required] string Name);", "Order order")]
    [InlineData(Mark + "public record Order(Line[]? Lines);" + Mark + "public record Line([Required] string Name);", "Order order")]
    [InlineData(Mark + "public class Order { [Required] public Line[]? Lines { get; set; } }" + Mark + "public class Line { [Required] public string? Name { get; set; } }", "Order order")]
    [InlineData(Mark + "public record Order(Page<Line> Lines); public class Page<T> { public List<T>? Items { get; set; } } public record Line([Required] string Name);", "Order order")]
    [InlineData(Mark + "public class Order : Page<Line>; public class Page<T> { public List<T>? Items { get; set; } } public record Line([Required] string Name);", "Order order")]
    [InlineData(Mark + "public class Order { public Size? Size { get; set; } } public readonly record struct Size([Range(1, 2)] int N);", "Order order")]
    [InlineData(Mark + "public class Order { public Shape? Shape { get; set; } } [System.Text.Json.Serialization.JsonDerivedType(typeof(Circle))] public abstract class Shape; public class Circle : Shape { [Required] public string? Name { get; set; } }", "Order order")]
    [InlineData(Mark + "public class Order { [System.Text.Json.Serialization.JsonIgnore, Required] public string? Name { get; set; } }", "Order order")]
    [InlineData(Mark + "public class Order { [Microsoft.Extensions.Validation.SkipValidation] public Line[]? Lines { get; set; } } public record Line([Required] string Name);", "Order order")]
    [InlineData(Mark + "public class Order { public Line? Line { get; set; } public Order? Next { get; set; } } public record Line([Required] string Name);", "Order[] order")]
    // Types without end.
    [InlineData(Mark + "public class Order { public Node<int>? Node { get; set; } } public class Node<T> { public Node<List<T>>? Next { get; set; } public Node<T[]>? Other { get; set; } }", "Order order")]
    public Task ForWhatIsSeenOrHasNone_DoesNotTrigger(string type, string parameter) => Test.RunAsync(Source(type, parameter));

    /// <summary>What holds the attributes, and what is to be done about it.</summary>
    [Theory]
    [InlineData("record Order(string Name, Line[]? Lines); public record Line([Required] string Name);", "Order order", "'Order', in which the validation attributes of 'Line.Name'", "mark 'Line' with [ValidatableType], because ASP.NET Core does not look into arrays, and call AddValidation()")]
    [InlineData("class Order { public Line[]? Lines { get; set; } } public record Line([Required] string Name);", "Order order", "'Order', in which the validation attributes of 'Line.Name'", "make 'Order.Lines' a List, because ASP.NET Core does not look into arrays")]
    [InlineData("record Order(Size[]? Sizes); public readonly record struct Size([Range(1, 2)] int N);", "Order order", "'Order', in which the validation attributes of 'Size.N'", "make 'Order.Sizes' a List, because ASP.NET Core does not look into arrays")]
    [InlineData("record Order(Line[]? Lines); public record Line(Word[]? Words); public record Word([Required] string Text);", "Order order", "'Order', in which the validation attributes of 'Word.Text'", "mark 'Line' and 'Word' with [ValidatableType], because ASP.NET Core does not look into arrays, and call AddValidation()")]
    [InlineData("record Order(Dictionary<string, Line>? Lines); public record Line([Required] string Name);", "Order order", "'Order', in which the validation attributes of 'Line.Name'", "use a list of a type of its own, because ASP.NET Core does not look into 'System.Collections.Generic.Dictionary<string, Line>'")]
    [InlineData("record Order(List<List<Line>>? Lines); public record Line([Required] string Name);", "Order order", "'Order', in which the validation attributes of 'Line.Name'", "use a list of a type of its own, because ASP.NET Core does not look into 'System.Collections.Generic.List<System.Collections.Generic.List<Line>>'")]
    [InlineData("record Order(Base? Line); [System.Text.Json.Serialization.JsonDerivedType(typeof(Line))] public abstract record Base; internal record Line([Required] string Name) : Base;", "Order order", "'Order', in which the validation attributes of 'Line.Name'", "make 'Line' public, because ASP.NET Core skips other types, and mark it with [ValidatableType]")]
    [InlineData("class Order { [Required, System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] public string? Name { get; set; } }", "Order order", "'Order', in which the validation attributes of 'Order.Name'", "remove [JsonIgnore] from 'Order.Name', because ASP.NET Core skips properties that have it")]
    [InlineData("class Order([Required] string name) { public string Name { get; } = name; }", "Order order", "'Order', in which the validation attributes of 'Order.Name'", "write the attributes of 'Order.Name' on the property, because ASP.NET Core looks at the parameters of records only")]
    [InlineData("class Order { [Required, System.Text.Json.Serialization.JsonInclude] public string? Name; }", "Order order", "'Order', in which the validation attributes of 'Order.Name'", "make 'Order.Name' a property with a public getter, because ASP.NET Core skips others")]
    [InlineData("record Order(Money? Money); public record Money([Range(1, 2)] int N) { public static bool TryParse(string? s, out Money? m) { m = null; return false; } }", "Order order", "'Order', in which the validation attributes of 'Money.N'", "check it in the handler, because ASP.NET Core does not look into a type that has TryParse, as 'Money' has")]
    [InlineData("record Order([Required] string Name);", "IEnumerable<Order> order", "'Order', whose validation attributes", "take an array or a List, because ASP.NET Core does not look at parameters of the type 'System.Collections.Generic.IEnumerable<Order>'")]
    [InlineData("record Order([Required] string Name);", "Dictionary<string, Order> order", "'System.Collections.Generic.KeyValuePair<string, Order>', in which the validation attributes of 'Order.Name'", "use a list of a type of its own, because ASP.NET Core does not look into 'System.Collections.Generic.Dictionary<string, Order>'")]
    public Task ForWhatItHolds_Triggers(string type, string parameter, string what, string advice)
    {
        var test = Test.Of(Source(Mark + "public " + type, parameter.Replace("order", "{|#0:order|}", StringComparison.Ordinal)));
        test.TestState.ExpectedDiagnostics.Add(new DiagnosticResult("BOLT2012", DiagnosticSeverity.Warning).WithLocation(0).WithArguments("POST /a", what, advice));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Nothing is marked yet: a struct and a generic class cannot be.</summary>
    [Theory]
    [InlineData("public readonly record struct Order([Range(1, 2)] int N);", "[Microsoft.AspNetCore.Mvc.FromBody] Order order", "'Order', whose validation attributes", "make 'Order' a class, which [ValidatableType] can mark")]
    [InlineData("public class Page<T> { public List<T>? Items { get; set; } } public record Line([Required] string Name);", "Page<Line> order", "'Page<Line>', in which the validation attributes of 'Line.Name'", "take a class of its own that derives from 'Page<Line>', and mark that with [ValidatableType]")]
    public Task ForWhatCannotBeMarked_Triggers(string type, string parameter, string what, string advice)
    {
        var test = Test.Of(Source(type, parameter.Replace("order", "{|#0:order|}", StringComparison.Ordinal)));
        test.TestState.ExpectedDiagnostics.Add(new DiagnosticResult("BOLT2012", DiagnosticSeverity.Warning).WithLocation(0).WithArguments("POST /a", what, advice));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

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
        test.TestState.ExpectedDiagnostics.Add(new DiagnosticResult("BOLT2012", DiagnosticSeverity.Error).WithSpan(9, 37, 9, 42).WithArguments("POST /a", "'Order', whose validation attributes", "mark 'Order' with [ValidatableType]"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Only ASP.NET Core's is: of another one that is called the same nothing is known.</summary>
    [Fact]
    public Task WithAnotherAddValidation_IsAWarning_Triggers()
    {
        var test = Test.Of(Source("public record Order([Required] string What); public static class M { public static void Add(IServiceCollection s) { s.AddValidation(1); AddValidation(s, 2); } static void AddValidation(this IServiceCollection s, int n) { } }", "Order {|#0:order|}"));
        test.TestState.ExpectedDiagnostics.Add(new DiagnosticResult("BOLT2012", DiagnosticSeverity.Warning).WithLocation(0).WithArguments("POST /a", "'Order', whose validation attributes", "mark 'Order' with [ValidatableType], and call AddValidation()"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task Fix_MarksTheType() => Fix.RunAsync(
        Source("/// <summary>An order.</summary>\npublic record Order([Required] string What);", "Order {|BOLT2012:order|}"),
        Source("/// <summary>An order.</summary>\n#pragma warning disable ASP0029 // experimental in .NET 10\n[Microsoft.Extensions.Validation.ValidatableType]\n#pragma warning restore ASP0029\npublic record Order([Required] string What);", "Order order"),
        UnseenValidationCodeFix.AddValidatableTypeKey);

    /// <summary>All that it takes, at once: what an array holds is marked beside what holds the array.</summary>
    [Fact]
    public Task Fix_MarksEveryTypeThatItTakes() => Fix.RunAsync(
        Source("public record Order(Line[] Lines);\npublic record Line([Required] string What);", "Order {|BOLT2012:order|}"),
        Source("#pragma warning disable ASP0029 // experimental in .NET 10\n[Microsoft.Extensions.Validation.ValidatableType]\n#pragma warning restore ASP0029\npublic record Order(Line[] Lines);\n#pragma warning disable ASP0029 // experimental in .NET 10\n[Microsoft.Extensions.Validation.ValidatableType]\n#pragma warning restore ASP0029\npublic record Line([Required] string What);", "Order order"),
        UnseenValidationCodeFix.AddValidatableTypeKey);

    /// <summary>What the file says once is left alone: a restore in the middle would make errors of the marks behind it.</summary>
    [Fact]
    public Task Fix_LeavesThePragmaOfTheFile() => Fix.RunAsync(
        Source("#pragma warning disable ASP0029\npublic record Line([Required] string What);\n\n[Microsoft.Extensions.Validation.ValidatableType]\npublic record Order(Line[] Lines);", "Order {|BOLT2012:order|}"),
        Source("#pragma warning disable ASP0029\n[Microsoft.Extensions.Validation.ValidatableType]\npublic record Line([Required] string What);\n\n[Microsoft.Extensions.Validation.ValidatableType]\npublic record Order(Line[] Lines);", "Order order"),
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
