using System;
using System.Collections;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bolt.Authentication.Jwt.Json;
using Bolt.Hosting;

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
            // What else a dictionary may be is only known by reflection.
            case IDictionary or IEnumerable<KeyValuePair<string, object?>> or IEnumerable<KeyValuePair<string, string?>> or IEnumerable<KeyValuePair<string, JsonElement>>:
                WriteObject(json, (IEnumerable)value, depth);
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
                    $"A claim cannot be a {TypeName.InCode(value.GetType())}: use strings, numbers, booleans, Guid, DateTimeOffset (written as seconds since 1970), JsonElement, JsonNode, lists and dictionaries of those.");
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable members, int depth)
    {
        json.WriteStartObject();
        if (members is IDictionary dictionary)
        {
            // Nearly every dictionary is one of these, whatever the types of its keys and values are.
            foreach (DictionaryEntry member in dictionary)
            {
                WriteMember(json, member.Key, member.Value, depth);
            }
        }
        else
        {
            foreach (var item in members)
            {
                switch (item)
                {
                    case KeyValuePair<string, object?> member:
                        WriteMember(json, member.Key, member.Value, depth);
                        break;
                    case KeyValuePair<string, string?> member:
                        WriteMember(json, member.Key, member.Value, depth);
                        break;
                    case KeyValuePair<string, JsonElement> member:
                        WriteMember(json, member.Key, member.Value, depth);
                        break;
                }
            }
        }

        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, object name, object? value, int depth)
    {
        json.WritePropertyName(name as string ?? throw new ArgumentException(
            $"A claim cannot be a dictionary with keys of type {TypeName.InCode(name.GetType())}: the names in a JSON object are strings."));
        Write(json, value, depth + 1);
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
