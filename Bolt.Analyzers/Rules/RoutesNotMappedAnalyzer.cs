using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2007: an application with routes that nothing maps answers 404 to all of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RoutesNotMappedAnalyzer : BoltAnalyzer
{
    private static readonly string[] RunNames = ["Run", "RunAsync", "Start", "StartAsync"];

    private static readonly DiagnosticDescriptor NotMapped = RuleDescriptor.CreateForCompilationEnd(
        RuleIds.RoutesNotMapped,
        RuleCategory.Usage,
        DiagnosticSeverity.Warning,
        "The application never maps its Bolt routes",
        "The application has Bolt routes ({0} …) and never calls 'MapBolt()': call it before the application runs",
        "Routes exist once the application calls the generated MapBolt().");

    public RoutesNotMappedAnalyzer()
        : base(NotMapped)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        if (!symbols.IsApplication)
        {
            return;
        }

        var routes = new ConcurrentBag<Route>();
        var runs = new ConcurrentBag<Location>();
        var isMapped = 0;
        RouteActions.RegisterServed(start, symbols, Descriptor, c => routes.Add(c.Route));

        start.RegisterSemanticModelAction(c =>
        {
            var tree = c.SemanticModel.SyntaxTree;
            if (SourceTokens.IsOwnOutput(tree))
            {
                return;
            }

            // Called or passed on: app.MapBolt(), Configure(app.MapBolt), BoltApplicationExtensions.MapBolt(app).
            if (SourceTokens.FindName(tree, BoltNames.MapMethod, c.CancellationToken).Any(static t => t.Parent is IdentifierNameSyntax))
            {
                Interlocked.Exchange(ref isMapped, 1);
            }
            else if (isMapped == 0)
            {
                foreach (var run in RunNames.SelectMany(n => SourceTokens.FindName(tree, n, c.CancellationToken)).Select(static t => FindCall(t)))
                {
                    if (run is not null && IsApplication(run, c.SemanticModel, c.CancellationToken))
                    {
                        runs.Add(run.GetLocation());
                    }
                }
            }
        });
        start.RegisterCompilationEndAction(c =>
        {
            var first = routes.OrderBy(static r => r.Declaration.Pattern, StringComparer.Ordinal).FirstOrDefault();
            if (isMapped == 0 && first is not null)
            {
                var run = runs.OrderBy(static l => l.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static l => l.SourceSpan.Start).FirstOrDefault();
                c.ReportDiagnostic(Diagnostic.Create(Descriptor, run ?? AttributeLocations.ForAttribute(first.Settings, c.CancellationToken), first.Display));
            }
        });
    }

    private static InvocationExpressionSyntax? FindCall(SyntaxToken name) =>
        name.Parent is { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } && access.Name == name.Parent ? call : null;

    private static bool IsApplication(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) =>
        call.Expression is MemberAccessExpressionSyntax access
        && SymbolFacts.Is(model.GetTypeInfo(access.Expression, cancellationToken).Type, PlatformNames.WebApplication);
}
