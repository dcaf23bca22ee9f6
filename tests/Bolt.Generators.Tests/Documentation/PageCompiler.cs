using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Generators.Tests;

/// <summary>
/// Compiles the programs of a page as a project of <c>Microsoft.NET.Sdk.Web</c> does: its implicit usings, nullable, Bolt's generator, the JSON generator and every rule of Bolt.
/// Top-level statements that leave out the lines every program has get them here.
/// </summary>
internal static partial class PageCompiler
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;

        """;

    /// <summary>For programs that show no route: <c>MapBolt()</c> is generated where there is one.</summary>
    private const string AnyRoute = "internal static class AnyRoute { [Bolt.BoltGet(\"/any\", Guards = [typeof(Bolt.AllowAny)])] public static string Get() => \"\"; }\n";

    /// <summary>For tests: the application under test is another project's.</summary>
    private const string TestedProgram = "public partial class Program { }\n";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
        [.. Assembly.Load("Bolt.Analyzers").GetTypes().Where(static t => !t.IsAbstract && t.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)];

    private static readonly IReadOnlyList<MetadataReference> PageReferences =
    [
        .. References.All,
        .. new[]
        {
            typeof(Microsoft.IdentityModel.Tokens.SecurityKey), typeof(Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler), typeof(FactAttribute), typeof(Assert), typeof(Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<>),
            typeof(Microsoft.AspNetCore.TestHost.TestServer), typeof(Microsoft.Extensions.DependencyInjection.OpenApiServiceCollectionExtensions),
            typeof(RevokedToken), typeof(Microsoft.EntityFrameworkCore.DbContext), typeof(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions), typeof(Microsoft.EntityFrameworkCore.IndexAttribute),
            typeof(Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions), typeof(Npgsql.NpgsqlDataSource),
            typeof(BoltOpenApiOptions), typeof(BoltTestOptions), typeof(Bolt.Conformance.StoreCheck), typeof(Microsoft.OpenApi.OpenApiSecurityScheme), typeof(RedisRevocationStore), typeof(StackExchange.Redis.IConnectionMultiplexer), typeof(Microsoft.Extensions.DependencyInjection.HealthCheckServiceCollectionExtensions),
        }.Select(static t => (MetadataReference)MetadataReference.CreateFromFile(t.Assembly.Location)),
    ];

    /// <summary>What is wrong with a program: errors and warnings of the compiler, and every report of a rule that no comment <c>// BOLTnnnn</c> on its line or the line above names.</summary>
    public static async Task<IReadOnlyList<string>> CheckAsync(string preamble, PageProgram program, CancellationToken cancellation)
    {
        var (text, isProgram) = Assemble(program.Parts);
        if (!isProgram && text.Contains("<Program>", StringComparison.Ordinal) && !preamble.Contains("class Program", StringComparison.Ordinal))
        {
            text += TestedProgram;
        }

        var compilation = CSharpCompilation.Create(
            "Page",
            [Tree(ImplicitUsings, "ImplicitUsings.cs"), Tree(preamble, "Preamble.cs"), Tree(text, "Block.cs")],
            PageReferences,
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
                .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));
        CSharpGeneratorDriver.Create([new BoltGenerator().AsSourceGenerator(), JsonGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var full, out var generatorReports, cancellation);
        var compiler = full.GetDiagnostics(cancellation).Concat(generatorReports).Where(static d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed);
        var rules = await full.WithAnalyzers(Rules, new AnalyzerOptions([], new BuildProperties(preamble.Contains("PublishAot", StringComparison.Ordinal) ? ["EnableAotAnalyzer"] : []))).GetAnalyzerDiagnosticsAsync(cancellation);

        var named = NamedRule().Matches(string.Join('\n', program.Parts)).Select(static m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. compiler.Concat(rules.Where(static r => !IsNamed(r))).Select(d => $"line {program.Line}: {d.Id} {d.GetMessage(null)} | {Line(d)}"),
            .. named.Where(n => !rules.Any(r => r.Id == n)).Select(n => $"line {program.Line}: {n} is named and not reported"),
        ];
    }

    /// <summary>On its line or the one above.</summary>
    private static bool IsNamed(Diagnostic report) => Line(report).Contains("// " + report.Id, StringComparison.Ordinal) || Line(report, -1).Contains("// " + report.Id, StringComparison.Ordinal);

    /// <summary>Usings first, then assembly attributes, statements, and types: a page may show them in any order, in several blocks.</summary>
    private static (string Text, bool IsProgram) Assemble(IReadOnlyList<string> parts)
    {
        var units = parts.Select(static p => (CompilationUnitSyntax)Tree(p, "Block.cs").GetRoot()).ToList();
        var statements = units.SelectMany(static u => u.Members.OfType<GlobalStatementSyntax>()).Select(static s => s.ToFullString()).ToList();
        var isProgram = statements.Count > 0;
        if (isProgram)
        {
            Complete(statements);
        }

        return (string.Concat(
            [
                .. units.SelectMany(static u => u.Usings).Select(static u => u.ToFullString()),
                .. units.SelectMany(static u => u.AttributeLists).Select(static a => a.ToFullString()),
                .. statements,
                .. units.SelectMany(static u => u.Members).Where(static m => m is not GlobalStatementSyntax).Select(static m => m.ToFullString() + "\n"),
                isProgram && !parts.Any(static p => p.Contains("[Bolt", StringComparison.Ordinal)) ? AnyRoute : "",
            ]), isProgram);
    }

    private static void Complete(List<string> statements)
    {
        if (!Any("var builder ="))
        {
            statements.Insert(0, "var builder = WebApplication.CreateBuilder(args);\n");
        }

        if (!Any("var app ="))
        {
            var first = statements.FindIndex(static s => UsesApp().IsMatch(s));
            statements.Insert(first < 0 ? statements.Count : first, "var app = builder.Build();\n");
        }

        if (!Any("MapBolt()"))
        {
            statements.Add("app.MapBolt();\n");
        }

        if (!Any("app.Run()"))
        {
            statements.Add("app.Run();\n");
        }

        bool Any(string text) => statements.Exists(s => s.Contains(text, StringComparison.Ordinal));
    }

    private static string Line(Diagnostic diagnostic, int offset = 0) =>
        diagnostic.Location.SourceTree is { } tree && diagnostic.Location.GetLineSpan().StartLinePosition.Line + offset is >= 0 and var line ? tree.GetText().Lines[line].ToString().Trim() : "";

    private static SyntaxTree Tree(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    /// <summary>The SDK's own: <c>[JsonSerializable]</c> contexts do not compile without it.</summary>
    private static ISourceGenerator JsonGenerator() =>
        ((IIncrementalGenerator)Activator.CreateInstance(Assembly.LoadFrom(References.PackFile("Microsoft.NETCore.App.Ref", "analyzers/dotnet/cs/System.Text.Json.SourceGeneration.dll"))
            .GetType("System.Text.Json.SourceGeneration.JsonSourceGenerator", throwOnError: true)!)!).AsSourceGenerator();

    [GeneratedRegex(@"// (BOLT\d{4})")]
    private static partial Regex NamedRule();

    [GeneratedRegex(@"\bapp\.")]
    private static partial Regex UsesApp();
}
