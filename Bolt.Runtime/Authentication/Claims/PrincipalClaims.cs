using System.Collections.Generic;
using System.Security.Claims;
using System.Text.Json;

namespace Bolt.Authentication.Claims;

/// <summary>Turns JSON claims into <see cref="Claim"/>s, one for each item of an array, as <c>[Authorize(Roles = …)]</c> and policies expect them.</summary>
internal static class PrincipalClaims
{
    public const string Json = "JSON";

    public static void Add(List<Claim> claims, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            AddOne(claims, name, value);
            return;
        }

        foreach (var item in value.EnumerateArray())
        {
            AddOne(claims, name, item);
        }
    }

    /// <summary>Omits what <see cref="ClaimValues"/> never finds: null, objects, arrays in arrays and empty strings.</summary>
    public static void AddScalars(List<Claim> claims, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            AddScalar(claims, name, value);
            return;
        }

        foreach (var item in value.EnumerateArray())
        {
            AddScalar(claims, name, item);
        }
    }

    private static void AddScalar(List<Claim> claims, string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
            || (value.ValueKind == JsonValueKind.String && !value.ValueEquals("")))
        {
            AddOne(claims, name, value);
        }
    }

    private static void AddOne(List<Claim> claims, string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || (value.ValueKind == JsonValueKind.String && value.ValueEquals("")))
        {
            // Not a claim the caller has: RequireClaim(name) asks only whether there is one.
            return;
        }

        var (text, type) = value.ValueKind switch
        {
            JsonValueKind.String => (value.GetString()!, ClaimValueTypes.String),
            JsonValueKind.True => ("true", ClaimValueTypes.Boolean),
            JsonValueKind.False => ("false", ClaimValueTypes.Boolean),
            JsonValueKind.Number => (value.GetRawText(), value.TryGetInt64(out _) ? ClaimValueTypes.Integer64 : ClaimValueTypes.Double),
            _ => (value.GetRawText(), Json),
        };
        claims.Add(new Claim(name, text, type));
    }
}
