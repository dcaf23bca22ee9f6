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
        var all = current.ToList();
        foreach (var line in all)
        {
            if (!known.TryGetValue(line.Key, out var before))
            {
                unknown.Add(line);
                continue;
            }

            isTaken.Add(line.Key);
            if (OfRecorded(before, line) is { } difference)
            {
                differences.Add(difference);
            }
        }

        var served = new HashSet<string>(all.Select(static l => l.Handler + " " + l.Key), StringComparer.Ordinal);
        var moved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in unknown)
        {
            var left = known.Values.Where(l => l.Handler == line.Handler && !served.Contains(l.Handler + " " + l.Key)).ToList();
            moved.UnionWith(left.Select(static l => l.Key));
            differences.Add(OfUnrecorded(line, left, AddedTo(line, known.Values, all)));
        }

        differences.AddRange(known.Where(k => !isTaken.Contains(k.Key) && !moved.Contains(k.Key)).Select(static k => new SurfaceDifference(SurfaceDifferenceKind.Vanished, k.Value, null, null)));
        return differences;
    }

    /// <summary>A route whose key is recorded; null where nothing is to be said.</summary>
    private static SurfaceDifference? OfRecorded(SurfaceLine recorded, SurfaceLine current)
    {
        var change = SurfaceOrder.Compare(recorded, current);
        return change.Kind == SurfaceChangeKind.None ? null
            : new(change.Kind == SurfaceChangeKind.Weaker ? SurfaceDifferenceKind.Weaker : SurfaceDifferenceKind.Changed, recorded, current, change);
    }

    /// <summary>A route whose key is not recorded.</summary>
    /// <param name="current">The route.</param>
    /// <param name="left">What is recorded of its handler, and no route of its handler's any more.</param>
    /// <param name="addedTo">The methods that are recorded of its handler, where it has more of them now and this is one of those that are new; or null.</param>
    private static SurfaceDifference OfUnrecorded(SurfaceLine current, IReadOnlyList<SurfaceLine> left, string? addedTo)
    {
        SurfaceDifference? moved = null;
        foreach (var line in left)
        {
            var change = SurfaceOrder.Compare(line, current);
            if (change.Kind == SurfaceChangeKind.Weaker)
            {
                return new(SurfaceDifferenceKind.Weaker, line, current, change);
            }

            moved ??= addedTo is null
                ? new(SurfaceDifferenceKind.Moved, line, current, change)
                : new(SurfaceDifferenceKind.Weaker, line, current, new(SurfaceChangeKind.Weaker, [$"{current.Method} was added to {addedTo}"]));
        }

        return moved ?? new(SurfaceDifferenceKind.Unrecorded, null, current, null);
    }

    /// <summary>
    /// A move must not bring along a method that the handler did not serve. Counted over all of its lines, also those in their place: what was recorded of the move before must not make the rest of it
    /// look like another one.
    /// </summary>
    private static string? AddedTo(SurfaceLine line, IEnumerable<SurfaceLine> recorded, IEnumerable<SurfaceLine> current)
    {
        var (before, now) = (MethodsOf(recorded, line.Handler), MethodsOf(current, line.Handler));
        return now.Count <= before.Count || before.Contains("*") || before.Contains(line.Method.ToUpperInvariant()) ? null : string.Join(", ", before);
    }

    private static SortedSet<string> MethodsOf(IEnumerable<SurfaceLine> lines, string handler) =>
        new(lines.Where(l => l.Handler == handler).Select(static l => l.Method.ToUpperInvariant()), StringComparer.Ordinal);
}
