using System;
using System.Collections.Generic;
using Bolt.Analyzers;

namespace Bolt.Configuration;

/// <summary>What someone may have meant.</summary>
internal static class Spelling
{
    /// <summary>The name that differs in a letter or two, or only in case; null where there is none.</summary>
    public static string? Closest(string written, IEnumerable<string> names)
    {
        string? closest = null;
        var least = 3;
        foreach (var name in names)
        {
            // Of a short name a letter is a large part.
            var limit = Math.Min(least - 1, Math.Min(name.Length, written.Length) < 5 ? 1 : 2);
            if (limit >= 0 && EditDistance.Between(written.ToUpperInvariant(), name.ToUpperInvariant(), limit) is var distance && distance <= limit)
            {
                (closest, least) = (name, distance);
            }
        }

        return closest;
    }
}
