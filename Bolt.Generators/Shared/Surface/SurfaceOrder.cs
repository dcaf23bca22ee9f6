using System;
using System.Collections.Generic;
using System.Linq;

namespace Bolt.Shared;

/// <summary>
/// Whether a route lets in more callers than another. One presents the credentials one likes, so the order of backends does not matter; guards are all asked, so one set of guards is at
/// least as strong as another when it implies each of it. What cannot be compared counts as weaker.
/// </summary>
internal static class SurfaceOrder
{
    private static readonly SurfaceChange Same = new(SurfaceChangeKind.None, []);

    /// <summary>Compares a route with what is recorded of it, or of the route its handler had before.</summary>
    public static SurfaceChange Compare(SurfaceLine recorded, SurfaceLine current)
    {
        if (IsSameText(recorded, current))
        {
            // Nearly every route of nearly every build.
            return Same;
        }

        var (before, after) = (new SurfacePolicy(recorded), new SurfacePolicy(current));
        var reasons = new List<string>();
        ComparePlace(recorded, current, before, after, reasons);
        if (!IsWithin(after, before))
        {
            CompareAuth(before, after, reasons);
            CompareGuards(before, after, recorded, current, reasons);
        }

        if (reasons.Count > 0)
        {
            return new(SurfaceChangeKind.Weaker, reasons);
        }

        var isSame = IsWithin(before, after) && IsForgeable(recorded, before) == IsForgeable(current, after);
        return new(isSame ? SurfaceChangeKind.Rewritten : SurfaceChangeKind.Stronger, []);
    }

    /// <summary>Everyone who gets in here gets in there.</summary>
    public static bool IsWithin(SurfacePolicy one, SurfacePolicy other) =>
        one.RefusesAll || other.IsOpen || (!other.RefusesAll && one.Implies(other) && one.Auth.IsSubsetOf(other.Auth));

    private static bool IsSameText(SurfaceLine recorded, SurfaceLine current) =>
        recorded.Method == current.Method
        && recorded.Pattern == current.Pattern
        && recorded.Auth.SequenceEqual(current.Auth, StringComparer.Ordinal)
        && recorded.Guards.SequenceEqual(current.Guards, StringComparer.Ordinal)
        && recorded.Options.Count == current.Options.Count
        && recorded.Options.OrderBy(static o => o, StringComparer.Ordinal).SequenceEqual(current.Options.OrderBy(static o => o, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>What chooses the requests that come here, and the check of those that another site sent.</summary>
    private static void ComparePlace(SurfaceLine recorded, SurfaceLine current, SurfacePolicy before, SurfacePolicy after, List<string> reasons)
    {
        if (after.RefusesAll)
        {
            return;
        }

        if (current.Method == "*" && recorded.Method != "*")
        {
            reasons.Add($"every method was added to {recorded.Method}");
        }

        foreach (var gone in recorded.Selectors.Except(current.Selectors, StringComparer.Ordinal))
        {
            reasons.Add($"{gone} is gone");
        }

        foreach (var added in current.Selectors.Except(recorded.Selectors, StringComparer.Ordinal))
        {
            reasons.Add($"{added} was added");
        }

        if (!after.HasCookies)
        {
            return;
        }

        if (current.IsCrossSiteCheckOff && !recorded.IsCrossSiteCheckOff)
        {
            reasons.Add("the cross-site check was switched off");
        }
        else if (current.IsCrossSiteCheckOff && !before.HasCookies)
        {
            // Another site could not use a cookie that the route did not read.
            reasons.Add("a cookie is read now, and the cross-site check is switched off");
        }
        else if (IsSafe(current.Method) && !IsSafe(recorded.Method))
        {
            reasons.Add($"{current.Method} has no cross-site check, {recorded.Method} had");
        }
    }

    private static void CompareAuth(SurfacePolicy before, SurfacePolicy after, List<string> reasons)
    {
        foreach (var backend in after.Auth.Where(b => !before.Auth.Contains(b)))
        {
            reasons.Add($"backend {backend} was added");
        }
    }

    private static void CompareGuards(SurfacePolicy before, SurfacePolicy after, SurfaceLine recorded, SurfaceLine current, List<string> reasons)
    {
        if (before.RefusesAll)
        {
            reasons.Add("the route refused every request");
            return;
        }

        if (after.Implies(before))
        {
            return;
        }

        if (after.IsOpen)
        {
            reasons.Add($"anyone may call it; {string.Join(", ", before.Guards.Select(static g => g.Text))} is no longer asked");
            return;
        }

        var count = reasons.Count;
        foreach (var guard in before.Guards.Where(g => !after.Implies(SurfacePolicy.Of(g))))
        {
            // The same guard with other arguments: neither is known to ask more.
            var other = after.Guards.FirstOrDefault(g => g.Name == guard.Name && g.Text != guard.Text);
            reasons.Add(other is null ? $"{guard.Text} is no longer asked" : IsKnown(guard) ? $"{other.Text} lets in more than {guard.Text}" : $"{other.Text} cannot be compared with {guard.Text}");
        }

        if (reasons.Count == count)
        {
            // Each guard alone is implied, all together are not: what one claim must be is said by several.
            reasons.Add($"{string.Join(", ", current.Guards)} does not ask all that {string.Join(", ", recorded.Guards)} asks");
        }
    }

    /// <summary>Another site may send what browsers add a cookie to.</summary>
    private static bool IsForgeable(SurfaceLine line, SurfacePolicy policy) => line.IsCrossSiteCheckOff && policy.HasCookies;

    private static bool IsKnown(SurfaceGuard guard) => !SurfacePolicy.IsOwn(guard);

    private static bool IsSafe(string method) => method.ToUpperInvariant() is "GET" or "HEAD" or "OPTIONS" or "TRACE";
}
