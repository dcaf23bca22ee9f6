using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>Which authentication backends a project uses, to suggest them where a route has none.</summary>
internal static class PreferredBackends
{
    private const string DefaultBackend = "JwtAuthentication";

    /// <summary>The list most levels ask for; <c>JwtAuthentication</c> in a project that uses none yet.</summary>
    public static ImmutableArray<INamedTypeSymbol> Preferred(Compilation compilation, CancellationToken cancellation)
    {
        var counts = new Dictionary<string, (ImmutableArray<INamedTypeSymbol> Backends, int Count)>(StringComparer.Ordinal);
        foreach (var level in Levels(compilation, cancellation))
        {
            if (level.Auth is { IsEmpty: false } auth && level.Problems.IsEmpty)
            {
                var key = string.Join(",", auth.Select(static b => b.ToDisplayString()));
                counts[key] = (auth, counts.TryGetValue(key, out var known) ? known.Count + 1 : 1);
            }
        }

        if (counts.Count > 0)
        {
            return counts.OrderByDescending(static c => c.Value.Count).ThenBy(static c => c.Key, StringComparer.Ordinal).First().Value.Backends;
        }

        return BoltSymbols.Of(compilation)?.Find(DefaultBackend) is { } jwt ? [jwt] : [];
    }

    private static IEnumerable<SecurityLevel> Levels(Compilation compilation, CancellationToken cancellation)
    {
        yield return SecurityLevelReader.ReadAssembly(compilation);
        var pending = new Stack<INamespaceOrTypeSymbol>([compilation.Assembly.GlobalNamespace]);
        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var member in pending.Pop().GetMembers())
            {
                switch (member)
                {
                    case INamedTypeSymbol type:
                        pending.Push(type);
                        yield return SecurityLevelReader.ReadGroup(type, compilation);
                        break;
                    case INamespaceSymbol @namespace:
                        pending.Push(@namespace);
                        break;
                    case IMethodSymbol method:
                        foreach (var attribute in method.GetAttributes())
                        {
                            if (SymbolFacts.IsRouteAttribute(attribute.AttributeClass))
                            {
                                yield return SecurityLevelReader.ReadRoute(attribute, method, compilation);
                            }
                        }

                        break;
                }
            }
        }
    }
}
