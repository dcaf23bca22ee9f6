using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Generators.Emit;
using Bolt.Generators.Model;
using Bolt.Shared;

namespace Bolt.Generators.Routes;

/// <summary>Brings the routes of a handler type together. Ordinal order throughout, so that moving code does not change output.</summary>
internal static class RouteGrouping
{
    public static ImmutableArray<HandlerRoutes> ByHandlerType(ImmutableArray<RouteModel> routes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hints = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var groups = ImmutableArray.CreateBuilder<HandlerRoutes>();
        // A partial method reports its attributes from both parts: equal models are one route.
        foreach (var group in routes.Distinct().GroupBy(static r => r.HandlerType, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            var space = "Routes_" + GeneratedNames.Mangle(group.Key);
            groups.Add(new(group.Key, space, GeneratedNames.Unique(group.Key, hints), group.OrderBy(static r => r.SortKey, StringComparer.Ordinal).ToImmutableArray()));
        }

        return groups.ToImmutable();
    }

    /// <summary>Null for a library without routes: then no file is emitted.</summary>
    public static RouteTable? Table(CompilationFacts facts, ImmutableArray<HandlerRoutes> groups) =>
        groups.IsEmpty && !facts.IsApplication ? null : new(
            facts.AssemblyName,
            groups.Select(static g => g.Namespace).ToImmutableArray(),
            facts.Modules,
            facts.IsLanguageTooOld,
            groups.SelectMany(static g => g.Requirements).Distinct().ToImmutableArray());
}
