using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Bolt.Testing.Matrix;

/// <summary>What a backend makes of a caller: what guards look at.</summary>
internal sealed record Rights(string UserId, IReadOnlyList<string> Permissions, bool IsStaff, bool IsSuperuser, IReadOnlyDictionary<string, IReadOnlyList<string>> Claims, bool HasRecentLogin)
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> NoClaims { get; } = new Dictionary<string, IReadOnlyList<string>>();

    public static Rights Of(BoltTestCaller caller, bool hasRecentLogin) => new(
        caller.UserId,
        caller.Permissions,
        caller.IsStaff,
        caller.IsSuperuser,
        caller.Claims.Where(static c => c.Value is not null).ToDictionary(static c => c.Key, static c => Values(c.Value!), StringComparer.Ordinal),
        hasRecentLogin);

    private static IReadOnlyList<string> Values(object value) =>
        value is string text ? [text]
        : value is IEnumerable items ? [.. items.Cast<object?>().Where(static i => i is not null).SelectMany(static i => Values(i!))]
        : [Convert.ToString(value, CultureInfo.InvariantCulture) is { } other && value is bool ? other.ToLowerInvariant() : Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""];
}
