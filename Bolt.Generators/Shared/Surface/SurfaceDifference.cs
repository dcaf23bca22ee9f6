using System;
using System.Collections.Generic;
using System.Linq;

namespace Bolt.Shared;

/// <summary>What is wrong between what is recorded and what is there.</summary>
internal enum SurfaceDifferenceKind
{
    /// <summary>The route is not recorded.</summary>
    Unrecorded,

    /// <summary>The route lets in more than is recorded, or cannot be compared.</summary>
    Weaker,

    /// <summary>The route is stronger, or written differently.</summary>
    Changed,

    /// <summary>The handler's recorded route is gone, and this one is no weaker.</summary>
    Moved,

    /// <summary>The recorded route is gone.</summary>
    Vanished,
}

/// <summary>One difference.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Recorded">Null where the route is not recorded.</param>
/// <param name="Current">Null where the recorded route is gone.</param>
/// <param name="Change">How they compare, where there are two.</param>
internal sealed record SurfaceDifference(SurfaceDifferenceKind Kind, SurfaceLine? Recorded, SurfaceLine? Current, SurfaceChange? Change)
{
    /// <summary>Compares all routes with all that is recorded. A route whose key is not recorded is compared with every line that its handler has left over, so that moving it hides nothing.</summary>
    public static IReadOnlyList<SurfaceDifference> Find(IEnumerable<SurfaceLine> recorded, IEnumerable<SurfaceLine> current)
    {
        var known = new Dictionary<string, SurfaceLine>(StringComparer.Ordinal);
        foreach (var line in recorded)
        {
            if (!known.ContainsKey(line.Key))
            {
                known.Add(line.Key, line);
            }
        }

        var differences = new List<SurfaceDifference>();
        var isTaken = new HashSet<string>(StringComparer.Ordinal);
        var unknown = new List<SurfaceLine>();
        foreach (var line in current)
        {
            if (!known.TryGetValue(line.Key, out var before))
            {
                unknown.Add(line);
                continue;
            }

            isTaken.Add(line.Key);
            var change = SurfaceOrder.Compare(before, line);
            if (change.Kind != SurfaceChangeKind.None)
            {
                differences.Add(new(change.Kind == SurfaceChangeKind.Weaker ? SurfaceDifferenceKind.Weaker : SurfaceDifferenceKind.Changed, before, line, change));
            }
        }

        var left = known.Where(k => !isTaken.Contains(k.Key)).Select(static k => k.Value).ToList();
        var moved = new HashSet<SurfaceLine>();
        foreach (var line in unknown)
        {
            var own = left.Where(l => l.Handler == line.Handler).Select(l => (Line: l, Change: SurfaceOrder.Compare(l, line))).ToList();
            moved.UnionWith(own.Select(static o => o.Line));
            differences.Add(
                own.Count == 0 ? new(SurfaceDifferenceKind.Unrecorded, null, line, null)
                : own.Find(static o => o.Change.Kind == SurfaceChangeKind.Weaker) is { Line: { } weaker } found ? new(SurfaceDifferenceKind.Weaker, weaker, line, found.Change)
                : new(SurfaceDifferenceKind.Moved, own[0].Line, line, own[0].Change));
        }

        differences.AddRange(left.Where(l => !moved.Contains(l)).Select(static l => new SurfaceDifference(SurfaceDifferenceKind.Vanished, l, null, null)));
        return differences;
    }
}
