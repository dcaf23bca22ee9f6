using Bolt.Generators.Emit;
using Bolt.Generators.Model;
using Bolt.Generators.Routes;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
        var byType = routes.SelectMany(RouteGrouping.ByHandlerType).WithTrackingName(TrackingNames.RoutesByType);
        context.RegisterSourceOutput(byType, RouteFileEmitter.Emit);

        // In this order the pairs are of types that the compiler's own generators use already: any other costs a cold compiler the compilation of a hundred methods.
        var facts = context.CompilationProvider.Combine(ModuleProvider.Create(context))
            .Select(static (x, _) => new CompilationFacts(
                x.Left.AssemblyName ?? "Application",
                IsApplication(x.Left),
                x.Right,
                x.Left is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp12 }))
            .WithTrackingName(TrackingNames.CompilationFacts);
        var table = facts.Combine(byType.Collect())
            .Select(static (x, _) => RouteGrouping.Table(x.Left, x.Right))
            .WithTrackingName(TrackingNames.RouteTable);
        context.RegisterSourceOutput(table, RouteTableEmitter.Emit);
    }

    /// <summary>A program that can map routes, also before it has any: <c>MapBolt()</c> is there when it is first written.</summary>
    private static bool IsApplication(Compilation compilation) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication
        && !compilation.GetTypesByMetadataName(BoltNames.Mapper).IsEmpty
        && !compilation.GetTypesByMetadataName(PlatformNames.EndpointRouteBuilder.MetadataName).IsEmpty;
}
