using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Bolt.Analyzers.Tests;

/// <summary>One analyzer over a few sources. <c>[|…|]</c> marks what must be reported; without a mark nothing may be.</summary>
internal sealed class RuleTest<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    private RuleTest(string source)
    {
        TestCode = source;
        this.UseBolt();
    }

    public static RuleTest<TAnalyzer> Of(string source) => new(source);

    public static Task RunAsync(string source) => Of(source).RunAsync(TestContext.Current.CancellationToken);
}

/// <summary>One analyzer with its fix: reported, fixed, and nothing left to report; two marks exercise Fix All as well.</summary>
internal sealed class FixTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider, new()
{
    private FixTest(string source, string fixedSource, string? key)
    {
        TestCode = source;
        FixedCode = fixedSource;
        CodeActionEquivalenceKey = key;
        this.UseBolt();
        FixedState.OutputKind = TestState.OutputKind;
    }

    public static FixTest<TAnalyzer, TFix> Of(string source, string fixedSource, string? key = null) => new(source, fixedSource, key);

    /// <summary>As <see cref="RunAsync"/>, and the fix says <paramref name="title"/> before anybody chooses it.</summary>
    public static Task RunTitledAsync(string title, string source, string fixedSource, string key)
    {
        var test = Of(source, fixedSource, key);
        test.CodeActionVerifier = (action, verify) => verify.True(action.Title.Contains(title, StringComparison.Ordinal), action.Title);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    public static Task RunAsync(string source, string fixedSource, string? key = null) =>
        Of(source, fixedSource, key).RunAsync(TestContext.Current.CancellationToken);
}

internal static class TestSetup
{
    /// <summary>What the web SDK adds to every project, and <c>using Bolt;</c>.</summary>
    public static readonly string GlobalUsings = """
        global using Bolt;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Extensions.DependencyInjection;
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;

        """ + LoginApi;

    /// <summary>Signing in and out, where the referenced Bolt.Runtime has no sessions.</summary>
    private static string LoginApi => typeof(BoltGetAttribute).Assembly.GetType("Bolt.BoltLoginExtensions") is not null ? "" : """
        namespace Bolt
        {
            internal static class BoltLoginExtensions
            {
                public static Task LoginAsync(this HttpContext http, object user, object? options = null) => Task.CompletedTask;
                public static Task LogoutAsync(this HttpContext http) => Task.CompletedTask;
                public static Task RefreshLoginAsync(this HttpContext http, object user, bool endOthers = true) => Task.CompletedTask;
            }
        }
        """;

    public static void UseBolt(this AnalyzerTest<DefaultVerifier> test)
    {
        test.ReferenceAssemblies = References.None;
        test.TestState.AdditionalReferences.AddRange(References.WithBolt);
        test.TestState.Sources.Add(("GlobalUsings.cs", GlobalUsings));
        if (test.GetType().GetProperty("FixedState")?.GetValue(test) is SolutionState { } state)
        {
            state.Sources.Add(("GlobalUsings.cs", GlobalUsings));
        }

        test.SolutionTransforms.Add(static (solution, project) => solution
            .WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.Latest))
            .WithProjectCompilationOptions(project, ((CSharpCompilationOptions)solution.GetProject(project)!.CompilationOptions!)
                .WithNullableContextOptions(NullableContextOptions.Enable)));
    }
}
