using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>What a request has to pass. With problems the route must not be emitted; with no guard it must refuse every request.</summary>
/// <param name="NearestAuth">Null where no level sets it.</param>
/// <param name="Guards">In the order they are asked.</param>
/// <param name="Problems">Of all levels.</param>
internal sealed record EffectiveSecurity(
    ImmutableArray<INamedTypeSymbol>? NearestAuth, ImmutableArray<GuardUse> Guards, ImmutableArray<LevelProblem> Problems)
{
    public static readonly EffectiveSecurity Nothing = new(null, [], []);

    public ImmutableArray<INamedTypeSymbol> Auth => NearestAuth ?? [];

    public bool AllowsAnonymous => Guards.Length > 0 && Guards.All(static g => g.IsAllowAny);

    /// <summary>An inner level: its guards are added, or replace all outer ones where it says so.</summary>
    public EffectiveSecurity Then(SecurityLevel level)
    {
        if (level.IsSilent)
        {
            return this;
        }

        var guards = level.InheritGuards ? Guards : [];
        if (level.HasAllowAny && !level.Contradicts)
        {
            guards = [level.Guards[0]];
        }
        else if (!level.Guards.IsEmpty)
        {
            // An inner level that asks for something ends an outer AllowAny; a contradiction on one level is read as what is stricter.
            guards = [.. guards.Where(static g => !g.IsAllowAny), .. level.Guards.Where(static g => !g.IsAllowAny)];
        }

        // A level that names backends overrides outer levels that disagree.
        var problems = level.Auth is null ? Problems : Problems.RemoveAll(static p => p.Kind == LevelProblemKind.AuthsDiffer);
        return new(level.Auth ?? NearestAuth, guards, problems.AddRange(level.Problems));
    }

    /// <summary>Another chain, whose <c>Auth</c> is the inner one: both have to be passed.</summary>
    public EffectiveSecurity And(EffectiveSecurity inner)
    {
        var all = Guards.AddRange(inner.Guards.Where(g => !Guards.Contains(g)));
        return new(
            inner.NearestAuth ?? NearestAuth,
            all.Any(static g => !g.IsAllowAny) ? all.RemoveAll(static g => g.IsAllowAny) : all.Length > 1 ? [all[0]] : all,
            Problems.AddRange(inner.Problems.Where(p => !Problems.Contains(p))));
    }
}
