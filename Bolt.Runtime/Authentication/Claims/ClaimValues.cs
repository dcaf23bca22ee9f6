using System;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Bolt.Authentication.Claims;

/// <summary>Looks for a value in a claim.</summary>
internal static class ClaimValues
{
    public static bool Contains(AuthClaims claims, ClaimPath path, string value)
    {
        if (!path.TryFind(claims, out var claim))
        {
            return false;
        }

        if (claim.ValueKind != JsonValueKind.Array)
        {
            return IsSpaceSeparated(path.Name) && claim.ValueKind == JsonValueKind.String ? HasWord(claim, value) : Equals(claim, value);
        }

        foreach (var item in claim.EnumerateArray())
        {
            if (Equals(item, value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The claim has a value: neither null, an empty string nor an empty array. Those are not in the principal either (<see cref="PrincipalClaims"/>).</summary>
    public static bool IsThere(AuthClaims claims, ClaimPath path) => path.TryFind(claims, out var claim) && HasValue(claim, scalarsOnly: path.Name is BoltPrincipal.RoleClaim or BoltPrincipal.RolesClaim);

    private static bool HasValue(JsonElement claim, bool scalarsOnly)
    {
        if (claim.ValueKind != JsonValueKind.Array)
        {
            return IsValue(claim, scalarsOnly);
        }

        foreach (var item in claim.EnumerateArray())
        {
            if (IsValue(item, scalarsOnly))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsValue(JsonElement element, bool scalarsOnly) => element.ValueKind switch
    {
        JsonValueKind.String => !element.ValueEquals(""),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => true,
        JsonValueKind.Object or JsonValueKind.Array => !scalarsOnly,
        _ => false,
    };

    /// <summary>RFC 8693 §4.2; some issuers call it <c>scp</c>.</summary>
    private static bool IsSpaceSeparated(string name) => name is "scope" or "scp";

    private static bool Equals(JsonElement element, string value) => element.ValueKind switch
    {
        JsonValueKind.String => element.ValueEquals(value),
        JsonValueKind.Number => IsWritten(element, value),
        JsonValueKind.True => value == "true",
        JsonValueKind.False => value == "false",
        _ => false,
    };

    private static bool IsWritten(JsonElement number, string value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        if (raw.Length != value.Length)
        {
            return false;
        }

        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != value[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasWord(JsonElement text, string word)
    {
        if (word.Contains(' ', StringComparison.Ordinal))
        {
            return false;
        }

        var names = text.GetString().AsSpan();
        foreach (var range in names.Split(' '))
        {
            if (names[range].SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }
}
