using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>The routes that <c>MapBolt()</c> maps from referenced assemblies, read from the attributes on their handlers.</summary>
internal static class ReferencedRoutes
{
    public static IEnumerable<(RouteDeclaration Declaration, HandlerRoute Route)> Read(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols.OrderBy(static a => a.Name, System.StringComparer.Ordinal))
        {
            // Written by the generator where there are routes.
            if (!assembly.GetAttributes().Any(static a => a.AttributeClass is { Name: BoltNames.ModuleAttribute, ContainingAssembly.Name: BoltNames.RuntimeAssembly }))
            {
                continue;
            }

            foreach (var type in SymbolFacts.AllTypes(assembly))
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var route in HandlerRouteFinder.All(type))
                {
                    if (RouteAttributeReader.Read(route.Attribute, type, route.Groups) is { } declaration)
                    {
                        yield return (declaration, route);
                    }
                }
            }
        }
    }
}
