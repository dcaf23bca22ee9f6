using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>The one rule by which assembly, group and route combine.</summary>
internal static class RouteLevels
{
    public static EffectiveSecurity Combine(SecurityLevel assembly, SecurityLevel group, SecurityLevel route)
    {
        // Auth: the nearest level that sets it wins.
        var auth = route.Auth ?? group.Auth ?? assembly.Auth ?? [];

        // Guards: they accumulate from the farthest to the nearest.
        var guards = new List<GuardUse>();
        foreach (var level in new[] { assembly, group, route })
        {
            if (!level.InheritGuards)
            {
                guards.Clear();
            }

            if (level.Guards.IsEmpty)
            {
                continue;
            }

            if (level.HasAllowAny && !level.Contradicts)
            {
                guards.Clear();
                guards.Add(level.Guards[0]);
                continue;
            }

            // A nearer level that asks for something ends a farther AllowAny; a contradiction on one level is read as what is stricter.
            guards.RemoveAll(static g => g.IsAllowAny);
            guards.AddRange(level.Guards.Where(static g => !g.IsAllowAny));
        }

        return new(auth, guards.ToImmutableArray(), [.. assembly.Problems, .. group.Problems, .. route.Problems]);
    }
}

/// <summary>What a request has to pass. With problems the route must not be emitted; with no guard it must refuse every request.</summary>
internal sealed record EffectiveSecurity(
    ImmutableArray<INamedTypeSymbol> Auth, ImmutableArray<GuardUse> Guards, ImmutableArray<LevelProblem> Problems)
{
    public bool AllowsAnonymous => Guards.Length > 0 && Guards.All(static g => g.IsAllowAny);
}
