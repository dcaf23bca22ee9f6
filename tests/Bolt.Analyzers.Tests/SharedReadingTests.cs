using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Tests;

/// <summary>All rules read a route once between them, and nothing at all where there is nothing to find: what keeps them cheaper than the generator.</summary>
public class SharedReadingTests
{
    private const string Api = """
        using Bolt;

        [BoltGroup("/g", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        public sealed class Api
        {
            [BoltGet("/{id}")]
            public string Get(int id, AuthContext auth) => auth.UserId + id;

            public string None() => "";
        }
        """;

    [Fact]
    public void ARouteIsReadOnce()
    {
        var compilation = Compile(References.WithBolt, (Api, "Api.cs"));
        var bolt = BoltSymbols.Get(compilation)!;
        var (get, none) = (Method(compilation, "Get"), Method(compilation, "None"));

        Assert.Same(bolt, BoltSymbols.Get(compilation));
        var route = Assert.Single(bolt.RoutesOf(get));
        Assert.Same(route, Assert.Single(bolt.RoutesOf(get)));
        Assert.Same(route.Binding, route.Binding);
        Assert.Same(route.Group, bolt.GroupOf(get.ContainingType));
        Assert.Empty(bolt.RoutesOf(none));
    }

    [Fact]
    public void AnotherCompilationIsReadAnew()
    {
        var first = Compile(References.WithBolt, (Api, "Api.cs"));
        var second = first.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal static class Added;", cancellationToken: TestContext.Current.CancellationToken));
        Assert.NotSame(BoltSymbols.Get(first), BoltSymbols.Get(second));
    }

    [Fact]
    public async Task ManyThreadsReadTheSame()
    {
        var compilation = Compile(References.WithBolt, (Api, "Api.cs"));
        var get = Method(compilation, "Get");
        var routes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            var route = BoltSymbols.Get(compilation)!.RoutesOf(get)[0];
            Assert.NotNull(route.Binding.Handler);
            return route;
        })));
        Assert.All(routes, r => Assert.Equal(routes[0].Security, r.Security));
        Assert.Single(routes.Distinct());
    }

    [Fact]
    public async Task WithoutBolt_NoRuleDoesAnything()
    {
        var compilation = Compile(
            References.WithoutBolt,
            (Api.Replace("using Bolt;", "", StringComparison.Ordinal) + """

            public sealed class BoltGroupAttribute(string prefix) : System.Attribute { public System.Type[]? Auth { get; set; } public System.Type[]? Guards { get; set; } public string Prefix => prefix; }
            public sealed class BoltGetAttribute(string pattern) : System.Attribute { public string Pattern => pattern; }
            public sealed class JwtAuthentication;
            public sealed class IsAuthenticated;
            public sealed class AuthContext { public string UserId => ""; }
            """, "Api.cs"));
        Assert.Null(BoltSymbols.Get(compilation));
        Assert.Empty(await Analyze(compilation));
    }

    /// <summary>What Bolt emits is most of the text the rules meet. A file of that name is passed over; the same text anywhere else is not.</summary>
    [Theory]
    [InlineData("/obj/Bolt.Generators/Bolt.Generators.BoltGenerator/Api.g.cs", 0)]
    [InlineData("/obj/Other/Other.Generator/Api.g.cs", 2)]
    [InlineData("/Api.cs", 2)]
    public async Task OwnOutput_IsNotSearchedForText(string path, int expected)
    {
        const string text = """
            public static class Options
            {
                public static Bolt.JwtOptions Create() => new() { Secret = "0123456789abcdef", Algorithms = { "none" } };
            }
            """;
        var reported = await Analyze(Compile(References.WithBolt, (text, path)));
        Assert.Equal(expected, reported.Length);
    }

    [Fact]
    public void Words_AreFoundAsTokensOnly()
    {
        var tree = CSharpSyntaxTree.ParseText(
            """
            // Secret
            #if NEVER
            Secret
            #endif
            class Secret { string @Secret = "Secret", SecretToo = nameof(Secret); }
            """, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["Secret", "@Secret", "Secret"], SourceTokens.FindName(tree, "Secret", TestContext.Current.CancellationToken).Select(static t => t.Text));
        Assert.Equal(4, SourceTokens.Find(tree, "Secret", TestContext.Current.CancellationToken).Count());
    }

    private static async Task<System.Collections.Immutable.ImmutableArray<Diagnostic>> Analyze(Compilation compilation) =>
        await compilation.WithAnalyzers([.. Catalog.Analyzers]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

    private static IMethodSymbol Method(Compilation compilation, string name) =>
        (IMethodSymbol)compilation.GetSymbolsWithName(name, SymbolFilter.Member, TestContext.Current.CancellationToken).Single();

    private static CSharpCompilation Compile(IEnumerable<MetadataReference> references, params (string Text, string Path)[] files) => CSharpCompilation.Create(
        "Shared",
        files.Select(static f => CSharpSyntaxTree.ParseText(f.Text, path: f.Path, cancellationToken: TestContext.Current.CancellationToken)),
        references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
