using System;
using System.Buffers;
using System.Collections.Generic;
using System.Security.Claims;
using System.Text.Json;

namespace Bolt.Authentication.Claims;

/// <summary>Reads <see cref="Claim"/>s as JSON: <see cref="BoltPrincipal"/> the other way round, so that a guard finds what a policy finds.</summary>
internal static class PrincipalReader
{
    private const string UsernameClaim = "username";

    public static Dictionary<string, JsonElement> Read(IEnumerable<ClaimsIdentity> identities)
    {
        var values = new Dictionary<string, List<(string Text, string Type)>>(StringComparer.Ordinal);
        string? name = null;
        foreach (var identity in identities)
        {
            name ??= identity.Name is { Length: > 0 } given ? given : null;
            foreach (var claim in identity.Claims)
            {
                Add(values, claim.Type, (claim.Value, claim.ValueType));
                if (claim.Type == identity.RoleClaimType && claim.Type is not (BoltPrincipal.RoleClaim or BoltPrincipal.RolesClaim))
                {
                    Add(values, BoltPrincipal.RoleClaim, (claim.Value, ClaimValueTypes.String));
                }
            }
        }

        if (name is not null && !values.ContainsKey(UsernameClaim))
        {
            Add(values, UsernameClaim, (name, ClaimValueTypes.String));
        }

        return Parse(values);
    }

    private static void Add(Dictionary<string, List<(string Text, string Type)>> values, string name, (string Text, string Type) value)
    {
        if (!values.TryGetValue(name, out var known))
        {
            values.Add(name, known = []);
        }

        known.Add(value);
    }

    /// <summary>One document for all of them.</summary>
    private static Dictionary<string, JsonElement> Parse(Dictionary<string, List<(string Text, string Type)>> values)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (name, list) in values)
            {
                writer.WritePropertyName(name);
                Write(writer, list);
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(json.WrittenMemory);
        var members = new Dictionary<string, JsonElement>(values.Count, StringComparer.Ordinal);
        foreach (var member in document.RootElement.Clone().EnumerateObject())
        {
            members.Add(member.Name, member.Value);
        }

        return members;
    }

    private static void Write(Utf8JsonWriter writer, List<(string Text, string Type)> values)
    {
        if (values.Count == 1)
        {
            Write(writer, values[0]);
            return;
        }

        writer.WriteStartArray();
        values.ForEach(value => Write(writer, value));
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, (string Text, string Type) value)
    {
        if (value.Type == ClaimValueTypes.Boolean && bool.TryParse(value.Text, out var flag))
        {
            writer.WriteBooleanValue(flag);
        }
        else if (value.Type is ClaimValueTypes.Integer or ClaimValueTypes.Integer32 or ClaimValueTypes.Integer64 or ClaimValueTypes.UInteger32 or ClaimValueTypes.UInteger64 or ClaimValueTypes.Double
            && IsJson(value.Text, JsonTokenType.Number))
        {
            writer.WriteRawValue(value.Text);
        }
        else if (value.Type is PrincipalClaims.Json or "JSON_ARRAY" && IsJson(value.Text, null))
        {
            writer.WriteRawValue(value.Text);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }

    /// <summary>One whole JSON value, of that kind or an object or array.</summary>
    private static bool IsJson(string text, JsonTokenType? kind)
    {
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = Jwt.Json.StrictJson.MaximumDepth });
            var fits = reader.Read() && (kind is { } wanted ? reader.TokenType == wanted : reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray);
            reader.Skip();
            return fits && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
