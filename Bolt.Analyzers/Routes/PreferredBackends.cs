using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>Which authentication backends a project uses, to suggest them where a route has none. Reads all types: for fixes only.</summary>
internal static class PreferredBackends
{
    /// <summary>The list most levels ask for; in a project that uses none yet, the backend of Bolt's own that says it is the first to suggest.</summary>
    public static ImmutableArray<INamedTypeSymbol> Find(BoltSymbols symbols, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, (ImmutableArray<INamedTypeSymbol> Backends, int Count)>(StringComparer.Ordinal);
        foreach (var level in Levels(symbols, cancellationToken))
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

        return symbols.Runtime.GetTypeByMetadataName(BoltNames.SuggestedFirstAttribute) is { } suggested
            ? [.. SymbolFacts.AllTypes(symbols.Runtime).Where(t => t.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, suggested))).Take(1)]
            : [];
    }

    private static IEnumerable<SecurityLevel> Levels(BoltSymbols symbols, CancellationToken cancellationToken)
    {
        yield return symbols.AssemblyLevel;
        foreach (var type in SymbolFacts.AllTypes(symbols.Compilation.Assembly))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!type.GetAttributes().IsEmpty)
            {
                yield return symbols.GroupOf(type).Level;
            }

            foreach (var route in type.GetMembers().OfType<IMethodSymbol>().SelectMany(m => symbols.RoutesOf(m)))
            {
                yield return route.Level;
            }
        }
    }
}
