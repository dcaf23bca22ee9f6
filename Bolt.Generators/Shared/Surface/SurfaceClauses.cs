using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Bolt.Shared;

/// <summary>
/// What is asked of the values of one claim, or of the caller's permissions: clauses, of each of which one value must be there, and values that must not. Because what must not be there
/// stands alone, it is enough to take it out of the clauses: what is left has no negation, and then one side asks all that the other asks exactly if each of the other's clauses holds one
/// of its own.
/// </summary>
internal sealed class SurfaceClauses
{
    /// <summary>The claim itself: there with every value. No value is empty.</summary>
    private const string Presence = "";

    private readonly List<ImmutableHashSet<string>> _clauses = [];
    private readonly HashSet<string> _absent = new(StringComparer.Ordinal);

    /// <summary>Nobody passes.</summary>
    public bool RefusesAll => Clauses.Any(static c => c.IsEmpty);

    private IEnumerable<ImmutableHashSet<string>> Clauses => _absent.Contains(Presence) ? _clauses.Select(static _ => ImmutableHashSet<string>.Empty) : _clauses.Select(c => c.Except(_absent));

    public void One(IEnumerable<string> values) => _clauses.Add(values.ToImmutableHashSet(StringComparer.Ordinal));

    public void All(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            One([value]);
        }
    }

    public void No(IEnumerable<string> values) => _absent.UnionWith(values);

    public void Present() => One([Presence]);

    public void Absent() => _absent.Add(Presence);

    public void Nobody() => One([]);

    /// <summary>Anyone who passes this passes the other, too.</summary>
    public bool Implies(SurfaceClauses other)
    {
        if (RefusesAll)
        {
            return true;
        }

        var own = Clauses.ToList();
        return other._absent.All(v => _absent.Contains(v) || _absent.Contains(Presence))
            && other._clauses.All(asked => asked.Contains(Presence) ? own.Count > 0 : own.Exists(c => c.IsSubsetOf(asked)));
    }
}
