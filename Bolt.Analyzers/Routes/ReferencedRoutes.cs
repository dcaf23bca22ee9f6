using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>The routes that <c>MapBolt()</c> maps from referenced assemblies, read from the attributes on their handlers.</summary>
internal static class ReferencedRoutes
{
    public static IEnumerable<(RouteDeclaration Declaration, IMethodSymbol Method)> Read(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols.OrderBy(static a => a.Name, System.StringComparer.Ordinal))
        {
            // Written by the generator where there are routes.
            if (!assembly.GetAttributes().Any(static a => a.AttributeClass is { Name: "BoltModuleAttribute", ContainingAssembly.Name: BoltNames.RuntimeAssembly }))
            {
                continue;
            }

            foreach (var method in SymbolFacts.AllTypes(assembly).SelectMany(static t => t.GetMembers()).OfType<IMethodSymbol>())
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var attribute in method.GetAttributes())
                {
                    if (SymbolFacts.IsRouteAttribute(attribute.AttributeClass) && RouteAttributeReader.Read(attribute, method.ContainingType) is { } declaration)
                    {
                        yield return (declaration, method);
                    }
                }
            }
        }
    }
}
