using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text.Json;
using Bolt.Authentication.Jwt.Json;

namespace Bolt.Authentication.Claims;

/// <summary>Reads permissions from claims. What is neither a string nor an array of strings grants nothing.</summary>
internal static class PermissionReader
{
    public static PermissionSet Read(AuthClaims claims, IReadOnlyList<ClaimPath> paths)
    {
        HashSet<string>? permissions = null;
        foreach (var path in paths)
        {
            if (!path.TryFind(claims, out var value))
            {
                continue;
            }

            permissions ??= new HashSet<string>(StringComparer.Ordinal);
            Add(permissions, value);
        }

        // Shared by every request with the same token, so it must not be possible to cast it back to something that changes.
        return permissions is null ? PermissionSet.Empty : PermissionSet.Of(permissions);
    }

    /// <summary>What one claim's value grants.</summary>
    public static HashSet<string> Names(JsonElement value)
    {
        var permissions = new HashSet<string>(StringComparer.Ordinal);
        Add(permissions, value);
        return permissions;
    }

    /// <summary>Reads the one claim's JSON text.</summary>
    public static PermissionSet Read(ReadOnlySpan<byte> json)
    {
        var permissions = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = StrictJson.MaximumDepth });
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            Add(permissions, reader.GetString()!);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.String)
                {
                    permissions.Add(reader.GetString()!);
                }

                reader.Skip();
            }
        }

        return PermissionSet.Of(permissions);
    }

    private static void Add(HashSet<string> permissions, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            Add(permissions, value.GetString()!);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.String)
                {
                    permissions.Add(item.GetString()!);
                }
            }
        }
    }

    /// <summary>A string holds names separated by spaces (RFC 6749 §3.3, RFC 8693 §4.2).</summary>
    private static void Add(HashSet<string> permissions, string names)
    {
        foreach (var range in names.AsSpan().Split(' '))
        {
            var name = names[range];
            if (name.Length > 0)
            {
                permissions.Add(name);
            }
        }
    }
}
