using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Tests;

/// <summary><see cref="ValidatedTypes"/> against the source generator that it stands for: the one of the SDK that builds these tests.</summary>
public sealed partial class ValidatedTypesTests
{
    private const string Part = "public record Part([MaxLength(2)] string Code);";

    [Theory]
    [InlineData("[ValidatableType] public record A(string Name, Part[]? Parts);" + Part)]
    [InlineData("[ValidatableType] public class A { public Part[]? Parts { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public class A { [Required] public Part[]? Parts { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public record A(List<Part>? Parts);" + Part)]
    [InlineData("[ValidatableType] public class A { public IReadOnlyList<Part?>? Parts { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public class A { public Parts? Parts { get; set; } } public class Parts : List<Part>;" + Part)]
    [InlineData("[ValidatableType] public class A { public List<List<Part>>? Parts { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public record A(Dictionary<string, Part>? Parts);" + Part)]
    [InlineData("[ValidatableType] public class A { public Dictionary<string, Part>? Parts { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public record A(List<KeyValuePair<string, Part>>? Parts);" + Part)]
    [InlineData("[ValidatableType] public record A(B? B); public record B(C? C); public class C { public Part? Part { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public class A : B; public class B { [Required] public string? Name { get; set; } }")]
    [InlineData("[ValidatableType] public class A : B<Part>; public class B<T> { public T? Value { get; set; } public List<T>? Values { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public record A(B<Part> Parts); public class B<T> { public List<T>? Values { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public record A(S? S, List<S?> Many); public struct S { [Range(1, 2)] public int N { get; set; } }")]
    [InlineData("[ValidatableType] public class A { public List<S?>? Many { get; set; } } public record struct S([Range(1, 2)] int N);")]
    [InlineData("[ValidatableType] public record A(Shape Shape); [JsonDerivedType(typeof(Circle))] public abstract class Shape; public class Circle : Shape { [Required] public string? Name { get; set; } }")]
    [InlineData("[ValidatableType] public record A(Shape Shape); [JsonDerivedType(typeof(Circle))] public abstract class Shape; internal class Circle : Shape { [Required] public string? Name { get; set; } }")]
    [InlineData("[ValidatableType] public record A(IShape Shape); public interface IShape { [Required] string? Name { get; set; } }")]
    [InlineData("[ValidatableType] public record A(Part Part) { internal record Hidden([Required] string Name); public List<Hidden2>? Many { get; set; } public record Hidden2([Required] string Name); }" + Part)]
    [InlineData("[ValidatableType] public class A { [JsonIgnore] public Part? One { get; set; } [JsonIgnore(Condition = JsonIgnoreCondition.Never), Required] public string? Two { get; set; } [Required] public string? Three { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public class A([Required] string name) { public string Name { get; } = name; [Required] public string? Other { get; set; } }")]
    [InlineData("[ValidatableType] public class A { [Required] public string? One { private get; set; } [Required] public string? Two { set { } } [Required] public static string? Three { get; set; } [Range(1, 2)] public int this[int i] => i; [Required] internal string? Four { get; set; } [Required] public string? Five; [Required] public string Six => string.Empty; }")]
    [InlineData("[ValidatableType] public record A(Money Money); public record Money([Range(1, 2)] int N) { public static bool TryParse(string? s, out Money? m) { m = null; return false; } }")]
    [InlineData("[ValidatableType] public record A(Money Money); [MyCheck] public record Money([Range(1, 2)] int N) { public static bool TryParse(string? s, out Money? m) { m = null; return false; } } public class MyCheckAttribute : ValidationAttribute;")]
    [InlineData("[ValidatableType] public class A { public Self? Self { get; set; } } public class Self : IValidatableObject { public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => []; }")]
    [InlineData("[ValidatableType] public class A { [SkipValidation] public Part? One { get; set; } public Skipped? Two { get; set; } [FromServices] public Part? Three { get; set; } [Required] public string? Four { get; set; } } [SkipValidation] public class Skipped { [Required] public string? Name { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public record A([SkipValidation] Part? One, [FromServices] Part? Two, string Three);" + Part)]
    [InlineData("[ValidatableType] public class A { [DataType(DataType.Password)] public string? Word { get; set; } public Tuple<Part, int>? Two { get; set; } public (Part, int) Three { get; set; } public Lazy<Part>? Four { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public class A { public A? Next { get; set; } public Part? Part { get; set; } }" + Part)]
    [InlineData("[ValidatableType] public record A(A? Next, List<A> Many, Uri Link, DateTime At, IFormFile File, object Any);")]
    [InlineData("[ValidatableType] public record A(string Name) : B(Name, 1); public record B([Required] string Name, [Range(1, 2)] int N);")]
    [InlineData("public record A(List<Part> Parts); public static class M { public static void Map(WebApplication app) => app.MapPost(\"/\", (List<A> many, A[] array, Part? part, [FromServices] S s) => 1); } public class S { [Required] public string? Name { get; set; } }" + Part)]
    public void SeesWhatTheGeneratorSees(string types)
    {
        var compilation = Compile(types);
        var result = Run(compilation, out var output);
        var expected = Type().Matches(result).Select(static m => m.Groups[1].Value + ": " + string.Join(", ", Name().Matches(m.Groups[2].Value).Select(static n => n.Groups[1].Value).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
        var actual = ValidatedTypes.Read(compilation, TestContext.Current.CancellationToken).All
            .Select(static t => t.Key.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ": " + string.Join(", ", t.Value.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
        Assert.Equal(expected, actual);

        // Nothing but the calls that it intercepts, which a project has to allow.
        Assert.DoesNotContain(output.GetDiagnostics(TestContext.Current.CancellationToken), static d => d.Severity == DiagnosticSeverity.Error && d.Id is not ("CS9137" or "CS9270"));
    }

    /// <summary>Why BOLT2012 does not say to mark a generic type.</summary>
    [Fact]
    public void MarkOnAGenericType_BreaksTheBuild()
    {
        Run(Compile("[ValidatableType] public class Page<T> { public List<T>? Items { get; set; } [Required] public string? Name { get; set; } }"), out var output);
        Assert.Contains(output.GetDiagnostics(TestContext.Current.CancellationToken), static d => d.Id == "CS0246");
    }

    private static string Run(Compilation compilation, out Compilation output)
    {
        var folder = Directory.GetDirectories(Path.Combine(References.Metadata("TargetingPackRoot"), "Microsoft.AspNetCore.App.Ref"), "10.0.*")
            .OrderBy(static d => Version.TryParse(Path.GetFileName(d), out var version) ? version : new Version(0, 0))
            .Last();
        var reference = new AnalyzerFileReference(Path.Combine(folder, "analyzers", "dotnet", "cs", "Microsoft.Extensions.Validation.ValidationsGenerator.dll"), new Loader());
        var driver = CSharpGeneratorDriver.Create(reference.GetGenerators(LanguageNames.CSharp), parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out output, out _, TestContext.Current.CancellationToken);
        return string.Concat(Assert.Single(driver.GetRunResult().Results).GeneratedSources.Select(static s => s.SourceText.ToString()));
    }

    private static CSharpCompilation Compile(string types)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var source = $$"""
            #pragma warning disable ASP0029
            using System.ComponentModel.DataAnnotations;
            using System.Text.Json.Serialization;
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.Extensions.Validation;

            {{types}}

            public static class Startup
            {
                public static void Add(IServiceCollection services) => services.AddValidation();
            }
            """;
        return CSharpCompilation.Create(
            "Validated",
            [CSharpSyntaxTree.ParseText(source, parse, "Validated.cs"), CSharpSyntaxTree.ParseText(TestSetup.GlobalUsings, parse, "GlobalUsings.cs")],
            References.WithBolt,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    [GeneratedRegex(@"if \(type == typeof\((.*?)\)\)\s*\{(.*?)return true;", RegexOptions.Singleline)]
    private static partial Regex Type();

    [GeneratedRegex("name: \"([^\"]+)\"")]
    private static partial Regex Name();

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }
}
