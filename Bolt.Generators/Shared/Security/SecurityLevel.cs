using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>What one level (the assembly, a type, a method) says about its callers.</summary>
internal sealed class SecurityLevel
{
    public static readonly SecurityLevel Empty = new(null, [], true, []);

    public SecurityLevel(ImmutableArray<INamedTypeSymbol>? auth, ImmutableArray<GuardUse> guards, bool inheritGuards, ImmutableArray<LevelProblem> problems)
    {
        Auth = auth;
        Guards = guards;
        InheritGuards = inheritGuards;
        Problems = problems;
    }

    /// <summary>Null where the level does not set it; empty where it says "none".</summary>
    public ImmutableArray<INamedTypeSymbol>? Auth { get; }

    public ImmutableArray<GuardUse> Guards { get; }

    public bool InheritGuards { get; }

    public ImmutableArray<LevelProblem> Problems { get; }

    /// <summary>It changes nothing of what outer levels ask.</summary>
    public bool IsSilent => Auth is null && Guards.IsEmpty && InheritGuards && Problems.IsEmpty;

    public bool HasAllowAny => Guards.Any(static g => g.IsAllowAny);

    /// <summary><c>AllowAny</c> beside another guard on one level: the others win, and nothing is cleared.</summary>
    public bool Contradicts => HasAllowAny && Guards.Any(static g => !g.IsAllowAny);
}
