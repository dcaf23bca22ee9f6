using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>Reads an issuer's documents: one JSON object (RFC 8259) without a member named twice. Throws for anything else.</summary>
internal static class DiscoveryJson
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="octets">The document. Some servers put a byte order mark in front.</param>
    /// <param name="name">What to call it in an exception.</param>
    public static JsonDocument Parse(ReadOnlyMemory<byte> octets, string name)
    {
        if (octets.Span.StartsWith(ByteOrderMark))
        {
            octets = octets[ByteOrderMark.Length..];
        }

        var document = JsonDocument.Parse(octets);
        if (document.RootElement.ValueKind == JsonValueKind.Object && RepeatedMember(document.RootElement) is null)
        {
            return document;
        }

        document.Dispose();
        throw new InvalidDataException($"The issuer's {name} is not a JSON object whose members are unique.");
    }

    /// <summary>The first name that occurs twice, or null.</summary>
    public static string? RepeatedMember(JsonElement element)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!names.Add(member.Name))
            {
                return member.Name;
            }
        }

        return null;
    }
}
