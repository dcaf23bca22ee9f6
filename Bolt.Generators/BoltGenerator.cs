using Bolt.Generators.Emit;
using Bolt.Generators.Model;
using Bolt.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators;

/// <summary>Writes one file of request delegates per handler type and one route table. Never reports: it refuses, and the analyzers say why.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BoltGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Symbols die in RouteProvider: from here on there are only pure records.
        var routes = RouteProvider.Create(context);
        var byType = routes.SelectMany(RouteGrouping.ByHandlerType).WithTrackingName(StepNames.RoutesByType);
        context.RegisterSourceOutput(byType, RouteFileEmitter.Emit);

        var facts = context.CompilationProvider
            .Select(static (c, _) => new CompilationFacts(
                c.AssemblyName ?? "Application",
                c.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication))
            .WithTrackingName(StepNames.CompilationFacts);
        var modules = ModuleProvider.Create(context);

        var table = byType.Select(static (g, _) => g.ClassName).Collect()
            .Combine(modules)
            .Combine(facts)
            .Select(static (x, _) => RouteGrouping.Table(x.Left.Left, x.Left.Right, x.Right))
            .WithTrackingName(StepNames.RouteTable);
        context.RegisterSourceOutput(table, RouteTableEmitter.Emit);
    }
}
