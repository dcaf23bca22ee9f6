using Bolt.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.MissingJsonContractAnalyzer, Bolt.CodeFixes.MissingJsonContractCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.MissingJsonContractAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT3001.</summary>
public class MissingJsonContractTests
{
    private const string Aot = "is_global = true\nbuild_property.EnableAotAnalyzer = true\n";

    [Theory]
    [InlineData("public static {|BOLT3001:Order|} A() => null!;")]
    [InlineData("public static {|BOLT3001:Task<Order>|} A() => null!;")]
    [InlineData("public static {|BOLT3001:ValueTask<List<Known>>|} A() => default;")]
    [InlineData("public static {|BOLT3001:Ok<Order>|} A() => null!;")]
    [InlineData("public static {|BOLT3001:Task<Results<Ok<Order>, NotFound>>|} A() => null!;")]
    [InlineData("public static {|BOLT3001:Known[]|} A() => null!;")]
    [InlineData("public static void A(Order {|BOLT3001:order|}) { }")]
    [InlineData("public static void A([Microsoft.AspNetCore.Mvc.FromBody] Plain {|BOLT3001:plain|}) { }")]
    [InlineData("public static void A(Plain {|BOLT3001:plain|}, Service service) { }")]
    [InlineData("public static void A(Order[] {|BOLT3001:orders|}) { }")]
    [InlineData("public static {|BOLT3001:Uri[]|} A() => null!;")]
    [InlineData("public static {|BOLT3001:List<int>|} A() => null!;")]
    public Task ForTypeInNoContext_Triggers(string method) => RunAsync(Source(method), Aot);

    [Theory]
    [InlineData("public static Known A(Inner inner) => null!;")]
    [InlineData("public static Task<string> A(CancellationToken c) => null!;")]
    [InlineData("public static int A(int id, Service service) => id;")]
    [InlineData("public static IResult A(IService service) => null!;")]
    [InlineData("public static Results<Ok<Known>, NotFound, ProblemHttpResult> A() => null!;")]
    [InlineData("public static List<Inner> A() => null!;")]
    [InlineData("public static long A() => 0;")]
    [InlineData("public static Guid? A() => null;")]
    [InlineData("public static DateOnly[] A() => null!;")]
    [InlineData("public static Dictionary<string, decimal> A() => null!;")]
    [InlineData("public static System.Text.Json.JsonElement A() => default;")]
    [InlineData("public static Version A() => null!;")]
    [InlineData("public static Half? A() => null;")]
    [InlineData("public static System.Text.Json.Nodes.JsonObject A() => null!;")]
    [InlineData("public static Cat A() => null!;")]
    [InlineData("public static Inner? A() => null;")]
    [InlineData("public static {|CS0246:Missing|} A() => null!;")]
    [InlineData("public static void A() { }")]
    public Task ForCoveredType_DoesNotTrigger(string method) => RunAsync(Source(method), Aot);

    [Theory]
    [InlineData("is_global = true\n")]
    [InlineData("is_global = true\nbuild_property.EnableAotAnalyzer = false\nbuild_property.PublishTrimmed =\n")]
    public Task ForProjectWithReflection_DoesNotTrigger(string options) => RunAsync(Source("public static Order A() => null!;"), options);

    [Fact]
    public Task ForLibrary_DoesNotTrigger() => RunAsync(Source("public static Order A() => null!;"), Aot, OutputKind.DynamicallyLinkedLibrary);

    [Fact]
    public Task ForContextInAnotherProject_DoesNotTrigger()
    {
        var test = Create("""
            System.Console.WriteLine();

            public static class Api
            {
                [BoltGet("/a"), IsStaff]
                public static Library.Shared A() => null!;
            }
            """, Aot, OutputKind.ConsoleApplication);
        var library = test.TestState.AdditionalProjects["Library"];
        library.Sources.Add("""
            namespace Library;

            public sealed record Shared(int Id);

            [System.Text.Json.Serialization.JsonSerializable(typeof(Shared))]
            public abstract class LibraryJson() : System.Text.Json.Serialization.JsonSerializerContext(null);
            """);
        library.AdditionalReferences.AddRange(References.WithBolt);
        test.TestState.AdditionalProjectReferences.Add("Library");
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Fix_AddsTheLinesToTheContext()
    {
        var test = Fix.Of(
            Source("public static {|BOLT3001:Order|} A(Plain {|BOLT3001:plain|}) => null!;"),
            Source("public static Order A(Plain plain) => null!;").Replace(
                "[JsonSerializable(typeof(List<Inner>))]",
                "[JsonSerializable(typeof(List<Inner>))]\n[JsonSerializable(typeof(Order))]\n[JsonSerializable(typeof(Plain))]",
                StringComparison.Ordinal),
            MissingJsonContractCodeFix.AddJsonSerializableKey);
        Configure(test, OutputKind.ConsoleApplication);
        test.NumberOfIncrementalIterations = 2;
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Fix_AddsTheLineToTheContextThatTheProgramUses()
    {
        string Program(string type, string added) => $$"""
            using System.Text.Json.Serialization;

            Console.WriteLine(Used.Default);

            public static class Api
            {
                [BoltGet("/a"), IsStaff]
                public static {{type}} A() => null!;
            }

            public sealed record Order(int Id);

            [JsonSerializable(typeof(int))]
            public sealed partial class Another : JsonSerializerContext;

            // Kept.
            [JsonSerializable(typeof(string))] // kept too
            {{added}}public sealed partial class Used : JsonSerializerContext;
            """;
        var test = Fix.Of(
            Program("{|BOLT3001:Order|}", ""), Program("Order", "[JsonSerializable(typeof(Order))]\n"), MissingJsonContractCodeFix.AddJsonSerializableKey);
        Configure(test, OutputKind.ConsoleApplication);
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        test.CompilerDiagnostics = CompilerDiagnostics.None; // System.Text.Json's generator, which writes the rest, does not run here
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("namespace Shop\n{\n", "    ", "}\n", "using System;\n")]
    [InlineData("", "", "", "using System;\n")]
    public async Task Fix_MakesAContextWhereThereIsNone(string open, string indent, string close, string usings)
    {
        string Program(string type, string array, string added, string context) => usings + added + $$"""

            Console.WriteLine();

            {{open}}{{indent}}public sealed record Order(int Id);

            {{indent}}public static class Api
            {{indent}}{
            {{indent}}    [BoltGet("/a"), IsStaff]
            {{indent}}    public static {{type}} A() => null!;

            {{indent}}    [BoltGet("/b"), IsStaff]
            {{indent}}    public static {{array}} B() => [];
            {{indent}}}
            {{context}}{{close}}
            """;
        var test = Fix.Of(
            Program("{|BOLT3001:Order|}", "{|BOLT3001:Order[]|}", "", ""),
            Program("Order", "Order[]", "using System.Text.Json.Serialization;\n", string.Concat(((string[])
            [
                "",
                "/// <summary>",
                "/// The types that go over the wire. The application uses it through",
                "/// <c>builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));</c>",
                "/// </summary>",
                "[JsonSerializable(typeof(Order))]",
                "[JsonSerializable(typeof(Order[]))]",
                "[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]",
                "internal sealed partial class AppJson : JsonSerializerContext;",
            ]).Select(l => l.Length == 0 ? "\n" : indent + l + "\n"))),
            MissingJsonContractCodeFix.AddJsonSerializableKey);
        Configure(test, OutputKind.ConsoleApplication);
        test.NumberOfIncrementalIterations = 2;
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        test.CompilerDiagnostics = CompilerDiagnostics.None; // System.Text.Json's generator, which writes the rest, does not run here
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static Task RunAsync(string source, string options, OutputKind kind = OutputKind.ConsoleApplication) =>
        Create(source, options, kind).RunAsync(TestContext.Current.CancellationToken);

    private static Test Create(string source, string options, OutputKind kind)
    {
        var test = Test.Of(kind == OutputKind.ConsoleApplication ? source : source.Replace("System.Console.WriteLine();", "", StringComparison.Ordinal));
        test.TestState.OutputKind = kind;
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", options));
        return test;
    }

    private static void Configure(Fix test, OutputKind kind)
    {
        test.TestState.OutputKind = kind;
        test.FixedState.OutputKind = kind;
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", Aot));
        test.FixedState.AnalyzerConfigFiles.Add(("/.globalconfig", Aot));
    }

    private static string Source(string method) => $$"""
        using System.Text.Json.Serialization;
        using Microsoft.AspNetCore.Http.HttpResults;

        System.Console.WriteLine();

        public static class Api
        {
            [BoltPost("/a"), IsStaff]
            {{method}}
        }

        public sealed record Order(int Id);
        public sealed record Known(Inner Inner, Dictionary<string, Cat> Cats);
        public sealed record Inner(int X);
        public sealed record Cat(string Name);
        public sealed class Plain { public int X { get; set; } }
        public sealed class Service(IServiceProvider services) { public IServiceProvider Services => services; }
        public interface IService;

        [JsonSerializable(typeof(Known))]
        [JsonSerializable(typeof(List<Inner>))]
        public sealed class AppJson() : JsonSerializerContext(null)
        {
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;
}
