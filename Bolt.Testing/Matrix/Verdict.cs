using System.Collections.Generic;
using System.Linq;

namespace Bolt.Testing.Matrix;

/// <summary>What guards decide about a caller, as far as it is known without asking them.</summary>
internal enum VerdictKind
{
    /// <summary>The caller passes.</summary>
    Passed,

    /// <summary>The caller is refused.</summary>
    Refused,

    /// <summary>Only the application knows.</summary>
    Unknown,
}

/// <summary>What guards decide about a caller.</summary>
/// <param name="Kind">The decision.</param>
/// <param name="Statuses">How a refusal is answered; a guard of the application's own may redirect, which is 302 here.</param>
/// <param name="Guard">The guard that refuses, or that only the application knows.</param>
internal sealed record Verdict(VerdictKind Kind, IReadOnlyList<int> Statuses, string Guard)
{
    /// <summary>A guard whose answer nobody fixes: refused in any of the ways there are.</summary>
    public static IReadOnlyList<int> AnyRefusal { get; } = [401, 403, 404, 302];

    public static Verdict Pass { get; } = new(VerdictKind.Passed, [], "");

    public static Verdict Refuse(string guard, params int[] statuses) => new(VerdictKind.Refused, statuses, guard);

    public static Verdict Ask(string guard) => new(VerdictKind.Unknown, AnyRefusal, guard);

    public bool Allows(int status) => Statuses.Contains(status is > 300 and < 400 ? 302 : status);

    public string Expected => Kind == VerdictKind.Passed ? "to pass" : string.Join(" or ", Statuses);

    /// <summary>In the order of the guards. One that only the application knows may refuse first.</summary>
    public static Verdict Of(IReadOnlyList<GuardRule> guards, Rights? caller)
    {
        if (guards.Count == 0)
        {
            return Refuse("no guard", 403);
        }

        string? unknown = null;
        foreach (var guard in guards)
        {
            var verdict = guard.Judge(caller);
            if (verdict.Kind == VerdictKind.Refused)
            {
                return unknown is null ? verdict : verdict with { Statuses = AnyRefusal };
            }

            if (verdict.Kind == VerdictKind.Unknown)
            {
                unknown ??= guard.Text;
            }
        }

        return unknown is null ? Pass : Ask(unknown);
    }
}
