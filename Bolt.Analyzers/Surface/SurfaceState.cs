using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;

namespace Bolt.Analyzers;

/// <summary>All that is recorded, all that is there, and what is different.</summary>
/// <param name="Recorded">One line for a key.</param>
/// <param name="Current">What the application maps.</param>
/// <param name="Differences">Between them.</param>
internal sealed record SurfaceState(IReadOnlyList<SurfaceLine> Recorded, IReadOnlyList<SurfaceLine> Current, IReadOnlyList<SurfaceDifference> Differences)
{
    /// <summary>What is to be recorded once the chosen differences are; everything else stays recorded as it is.</summary>
    public IEnumerable<SurfaceLine> Record(Func<SurfaceDifference, bool> isChosen)
    {
        var wanted = Recorded.ToDictionary(static l => l.Key, StringComparer.Ordinal);
        var chosen = Differences.Where(isChosen).ToList();
        var left = Differences.Except(chosen).ToList();
        foreach (var difference in chosen.Where(static d => d.Kind == SurfaceDifferenceKind.Vanished))
        {
            wanted.Remove(difference.Recorded!.Key);
        }

        var keys = Set(Current.Select(static l => l.Key));
        foreach (var handler in chosen.Where(IsMove).Select(static d => d.Current!.Handler).Distinct(StringComparer.Ordinal))
        {
            // What a handler had before stays for as long as one of its routes is weaker than that: the next route to be recorded must not be a new one.
            if (!left.Exists(d => IsMove(d) && d.Kind == SurfaceDifferenceKind.Weaker && d.Current!.Handler == handler))
            {
                foreach (var old in Recorded.Where(l => l.Handler == handler && !keys.Contains(l.Key)))
                {
                    wanted.Remove(old.Key);
                }
            }
        }

        // Last: two routes of one key are a mistake of its own, and the weaker of them is not recorded by the way.
        var kept = Set(left.Where(static d => d.Current is not null).Select(static d => d.Current!.Key));
        foreach (var line in chosen.Select(static d => d.Current).OfType<SurfaceLine>().Where(l => !kept.Contains(l.Key)))
        {
            wanted[line.Key] = line;
        }

        return wanted.Values;
    }

    /// <summary>The same with the names that handlers have now.</summary>
    public IEnumerable<SurfaceLine> RecordAll(Func<SurfaceDifference, bool> isChosen)
    {
        var different = Set(Differences.Select(static d => d.Current?.Key).OfType<string>());
        var now = new Dictionary<string, SurfaceLine>(StringComparer.Ordinal);
        foreach (var line in Current.Where(l => !different.Contains(l.Key)))
        {
            now[line.Key] = line;
        }

        return Record(isChosen).Select(l => now.TryGetValue(l.Key, out var line) ? line : l);
    }

    private static bool IsMove(SurfaceDifference difference) => difference is { Recorded: { } recorded, Current: { } current } && recorded.Key != current.Key;

    private static HashSet<string> Set(IEnumerable<string> items) => new(items, StringComparer.Ordinal);
}
