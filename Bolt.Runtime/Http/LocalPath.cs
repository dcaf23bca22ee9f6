using System;

namespace Bolt;

/// <summary>Decides whether a redirect target stays on the site (CWE-601).</summary>
internal static class LocalPath
{
    /// <summary>
    /// True for a path starting with one slash. <c>//host</c> and <c>/\host</c> are read by browsers as another site, and control
    /// characters are dropped by them, so that <c>/\t/host</c> would become <c>//host</c>.
    /// </summary>
    public static bool IsLocal(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || path[0] != '/' || (path.Length > 1 && path[1] is '/' or '\\'))
        {
            return false;
        }

        foreach (var c in path)
        {
            if (char.IsControl(c) || c == '\\')
            {
                return false;
            }
        }

        return true;
    }
}
