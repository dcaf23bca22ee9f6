using System;
using System.Collections;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bolt.Authentication.Jwt.Json;

namespace Bolt.Authentication.Jwt.Issuing;

/// <summary>Writes claim values of the types that JSON has. Anything else is refused: turning an object into JSON would take reflection.</summary>
internal static class ClaimWriter
{
    public static void Write(Utf8JsonWriter json, object? value, int depth = 0)
    {
        if (depth > StrictJson.MaximumDepth - 2)
        {
            throw new ArgumentException($"A claim is nested deeper than {StrictJson.MaximumDepth - 2} levels.");
        }

        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case JsonNode node:
                node.WriteTo(json);
                break;
            case IReadOnlyDictionary<string, object?> members:
                WriteObject(json, members, depth);
                break;
            case IEnumerable items:
                WriteArray(json, items, depth);
                break;
            default:
                WriteScalar(json, value);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case sbyte or byte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case float number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case Guid id:
                json.WriteStringValue(id);
                break;
            case DateTimeOffset moment:
                json.WriteNumberValue(moment.ToUnixTimeSeconds());
                break;
            default:
                throw new ArgumentException(
                    $"A claim cannot be a {value.GetType().Name}: use strings, numbers, booleans, Guid, DateTimeOffset (written as seconds since 1970), JsonElement, JsonNode, lists and dictionaries of those.");
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IReadOnlyDictionary<string, object?> members, int depth)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            Write(json, value, depth + 1);
        }

        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, IEnumerable items, int depth)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(json, item, depth + 1);
        }

        json.WriteEndArray();
    }
}
