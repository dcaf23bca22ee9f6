using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>Reads the token corpora under <c>tests/vectors</c>.</summary>
internal static class Vectors
{
    public static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", file)));
        return document.RootElement.Clone();
    }

    public static JsonWebKey Key(JsonElement jwk) => new(jwk.GetRawText());

    public static string? Text(this JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static IEnumerable<string> Texts(this JsonElement element, string member) =>
        !element.TryGetProperty(member, out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.GetString()!)
        : [];
}
