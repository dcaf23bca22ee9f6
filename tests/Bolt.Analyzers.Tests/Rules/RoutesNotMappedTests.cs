using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.RoutesNotMappedAnalyzer, Bolt.CodeFixes.RoutesNotMappedCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.RoutesNotMappedAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2007.</summary>
public class RoutesNotMappedTests
{
    private const string Route = """

        public static class Api
        {
            [BoltGet("/a")]
            public static string A() => "a";
        }
        """;

    private const string Extension = """

        namespace Bolt
        {
            public static class BoltApplicationExtensions
            {
                public static void MapBolt(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints) { }
            }
        }
        """;

    [Theory]
    [InlineData("{|BOLT2007:app.Run()|};")]
    [InlineData("await {|BOLT2007:app.RunAsync()|};")]
    [InlineData("var running = {|BOLT2007:app.RunAsync()|}; await running;")]
    public Task ForProgramThatNeverMaps_Triggers(string run) => RunAsync("var app = WebApplication.Create(args);\n" + run + Route);

    [Fact]
    public Task ForProgramWithoutWebApplication_TriggersAtTheRoute() => RunAsync("""
        System.Console.WriteLine();

        public static class Api
        {
            [{|BOLT2007:BoltGet("/a")|}]
            public static string A() => "a";
        }
        """);

    [Theory]
    [InlineData("app.MapBolt(); app.Run();")]
    [InlineData("app.MapGroup(\"/api\").MapBolt(); app.Run();")]
    [InlineData("Bolt.BoltApplicationExtensions.MapBolt(app); app.Run();")]
    [InlineData("Action map = app.MapBolt; map(); app.Run();")]
    public Task ForProgramThatMaps_DoesNotTrigger(string statements) => RunAsync("var app = WebApplication.Create(args);\n" + statements + Route + Extension);

    [Fact]
    public Task ForProgramWithoutRoutes_DoesNotTrigger() => RunAsync("var app = WebApplication.Create(args);\napp.Run();");

    [Fact]
    public Task ForLibrary_DoesNotTrigger() => Test.RunAsync(Route);

    [Fact]
    public Task Fix_CallsMapBolt()
    {
        var test = Fix.Of(
            """
            var app = WebApplication.Create(args);

            // Kept.
            {|BOLT2007:app.Run()|};
            """ + Route + Extension,
            """
            var app = WebApplication.Create(args);
            app.MapBolt();

            // Kept.
            app.Run();
            """ + Route + Extension,
            RoutesNotMappedCodeFix.CallMapBoltKey);
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        test.FixedState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        test.CodeFixTestBehaviors = Microsoft.CodeAnalysis.Testing.CodeFixTestBehaviors.SkipLocalDiagnosticCheck; // known at the compilation's end
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A type of the project that is called as one of Bolt's must not look like the using.</summary>
    [Fact]
    public Task Fix_ImportsTheNamespace()
    {
        const string rest = """

            public static class Api
            {
                [Bolt.BoltGet("/a")]
                public static string A() => "a";
            }

            public sealed class AllowAny;
            """;
        var test = Fix.Of(
            """
            var app = WebApplication.Create(args);

            {|BOLT2007:app.Run()|};
            """ + rest + Extension,
            """
            using Bolt;

            var app = WebApplication.Create(args);
            app.MapBolt();

            app.Run();
            """ + rest + Extension,
            RoutesNotMappedCodeFix.CallMapBoltKey);
        foreach (var state in new[] { test.TestState, test.FixedState })
        {
            state.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
            state.Sources.RemoveAt(state.Sources.Count - 1);
            state.Sources.Add(("GlobalUsings.cs", TestSetup.GlobalUsings.Replace("global using Bolt;", "", StringComparison.Ordinal)));
        }

        test.CodeFixTestBehaviors = Microsoft.CodeAnalysis.Testing.CodeFixTestBehaviors.SkipLocalDiagnosticCheck; // known at the compilation's end
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task Fix_WorksInMain()
    {
        var test = Fix.Of(
            """
            public static class Program
            {
                public static async Task Main(string[] args)
                {
                    var app = WebApplication.Create(args);
                    await {|BOLT2007:app.RunAsync()|};
                }
            }
            """ + Route + Extension,
            """
            public static class Program
            {
                public static async Task Main(string[] args)
                {
                    var app = WebApplication.Create(args);
                    app.MapBolt();
                    await app.RunAsync();
                }
            }
            """ + Route + Extension,
            RoutesNotMappedCodeFix.CallMapBoltKey);
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        test.FixedState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        test.CodeFixTestBehaviors = Microsoft.CodeAnalysis.Testing.CodeFixTestBehaviors.SkipLocalDiagnosticCheck; // known at the compilation's end
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static Task RunAsync(string source)
    {
        var test = Test.Of(source);
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
