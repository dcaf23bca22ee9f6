using System;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>
/// Reads one key of an issuer's list: a library reads the whole list or nothing, so that one malformed key would lose all the others. Only members that Bolt uses are
/// read; those that RFC 7517 §4 gives a type must have it.
/// </summary>
internal static class PublishedKeyReader
{
    public static PublishedKey Read(JsonElement element, int index)
    {
        var label = $"#{index}";
        if (element.ValueKind != JsonValueKind.Object)
        {
            return new(label, null, "is not a JSON object");
        }

        try
        {
            return Read(element, label);
        }
        catch (InvalidOperationException)
        {
            return new(label, null, "contains text that is not Unicode");
        }
    }

    private static PublishedKey Read(JsonElement element, string label)
    {
        var key = new JsonWebKey();
        string? problem = null;
        var isPrivate = false;
        foreach (var member in element.EnumerateObject())
        {
            // Serializers write null for what is not there.
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                isPrivate |= member.Name is "d" or "p" or "q" or "dp" or "dq" or "qi" or "oth" or "k";
                var wrong = Take(member, key);
                problem ??= wrong;
            }
        }

        if (!string.IsNullOrEmpty(key.Kid))
        {
            label = LogText.Shorten(key.Kid);
        }

        problem = isPrivate ? "is published with its private part, so anyone may have it"
            : DiscoveryJson.RepeatedMember(element) is { } name ? $"has \"{LogText.Shorten(name)}\" twice"
            : problem ?? (string.IsNullOrEmpty(key.Kty) ? "has no \"kty\"" : null);
        return problem is null ? new(label, key, null) : new(label, null, problem);
    }

    /// <summary>Reads what Bolt uses; returns what is wrong with the member, if anything.</summary>
    private static string? Take(JsonProperty member, JsonWebKey key)
    {
        switch (member.Name)
        {
            case "kty" or "kid" or "use" or "alg" or "crv" or "n" or "e" or "x" or "y" or "x5u" or "x5t" or "x5t#S256":
                if (member.Value.ValueKind != JsonValueKind.String)
                {
                    return $"has a \"{member.Name}\" that is not a string";
                }

                Take(member.Name, member.Value.GetString()!, key);
                return null;
            case "key_ops" or "x5c":
                return TakeList(member, key);
            default:
                return null;
        }
    }

    private static void Take(string name, string value, JsonWebKey key)
    {
        switch (name)
        {
            case "kty":
                key.Kty = value;
                break;
            case "kid":
                key.Kid = value;
                break;
            case "use":
                key.Use = value;
                break;
            case "alg":
                key.Alg = value;
                break;
            case "crv":
                key.Crv = value;
                break;
            case "n":
                key.N = value;
                break;
            case "e":
                key.E = value;
                break;
            case "x":
                key.X = value;
                break;
            case "y":
                key.Y = value;
                break;
        }
    }

    private static string? TakeList(JsonProperty member, JsonWebKey key)
    {
        if (member.Value.ValueKind != JsonValueKind.Array)
        {
            return $"has \"{member.Name}\" that is not an array";
        }

        foreach (var item in member.Value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                return $"has \"{member.Name}\" with an item that is not a string";
            }

            if (member.Name == "key_ops")
            {
                key.KeyOps.Add(item.GetString()!);
            }
        }

        return null;
    }
}
