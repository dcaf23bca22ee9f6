using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Bolt.Jwt.Fuzz;

/// <summary>
/// The reasons for which Bolt refuses what JsonWebTokenHandler accepts, looked for with the platform's own parsers and none of Bolt's code. A refusal that none of them explains is a fault.
/// </summary>
internal static class Strictness
{
    public const string NotCanonical = "base64url is not canonical";
    public const string NotSound = "JSON is not one sound object";
    public const string Extension = "crit, b64, cty, enc or zip";
    public const string WrongType = "registered member of the wrong type or range";
    public const string OtherType = "typ of another kind of token";
    public const string TooManyParts = "header of too many parts, or long and not ASCII";
    public const string OtherKey = "kid names no key or another one";
    public const string SignatureLength = "signature is not of its full length";

    /// <summary>The reason, or null.</summary>
    public static string? Explain(string token, FuzzKey key)
    {
        var segments = token.Split('.');
        if (segments.Length != 3 || segments.Any(segment => !IsCanonical(segment)))
        {
            return NotCanonical;
        }

        if (Parse(segments[0]) is not { } header || Parse(segments[1]) is not { } payload)
        {
            return NotSound;
        }

        if (header.EnumerateObject().Any(member => member.Name is "crit" or "b64" or "cty" or "enc" or "zip"))
        {
            return Extension;
        }

        if (header.EnumerateObject().Any(member => member.Name is "typ" or "kid" or "alg" && member.Value.ValueKind != JsonValueKind.String) || payload.EnumerateObject().Any(HasWrongType))
        {
            return WrongType;
        }

        if (header.TryGetProperty("typ", out var type) && type.GetString()!.ToUpperInvariant() is not ("JWT" or "AT+JWT" or "APPLICATION/JWT" or "APPLICATION/AT+JWT"))
        {
            return OtherType;
        }

        var octets = Base64Url.DecodeFromChars(segments[0]);
        if (Parts(octets) > MostParts(segments[0].Length) || (octets.Length > 768 && octets.Any(octet => octet > 127)))
        {
            return TooManyParts;
        }

        if (header.TryGetProperty("kid", out var kid) && kid.GetString() != key.Key.KeyId)
        {
            return OtherKey;
        }

        return Base64Url.DecodeFromChars(segments[2]).Length != key.SignatureLength ? SignatureLength : null;
    }

    private static int MostParts(int segmentLength) => 64 + (segmentLength * 3 / 4 / 64);

    /// <summary>Three, and one more for each four octets beyond ten, quotes included.</summary>
    private static int NameParts(int length) => 3 + (Math.Max(0, length - 10) / 4);

    /// <summary>Values, escapes, names and runs of white space outside strings, of a text that has been parsed.</summary>
    private static int Parts(byte[] json)
    {
        var (parts, inString, inSpace) = (0, false, false);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            parts += reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject ? 0 : reader.TokenType == JsonTokenType.PropertyName ? NameParts(reader.ValueSpan.Length + 2) : 1;
        }

        // The object itself is none.
        parts--;
        for (var i = 0; i < json.Length; i++)
        {
            var isSpace = !inString && json[i] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
            parts += isSpace && !inSpace ? 1 : 0;
            inSpace = isSpace;
            if (inString && json[i] == '\\')
            {
                // A surrogate pair is one escape.
                parts += json[i + 1] == 'u' && char.IsLowSurrogate((char)Convert.ToInt32(Encoding.ASCII.GetString(json, i + 2, 4), 16)) ? 0 : 1;
                i++;
            }
            else if (json[i] == '"')
            {
                inString = !inString;
            }
        }

        return parts;
    }

    private static bool IsCanonical(string segment)
    {
        try
        {
            return Base64Url.EncodeToString(Base64Url.DecodeFromChars(segment)) == segment;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static JsonElement? Parse(string segment)
    {
        var octets = Base64Url.DecodeFromChars(segment);
        try
        {
            using var document = JsonDocument.Parse(octets, new JsonDocumentOptions { MaxDepth = 32 });
            return Utf8.IsValid(octets) && document.RootElement.ValueKind == JsonValueKind.Object && IsSound(document.RootElement) ? document.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Throws on a lone surrogate.</summary>
    private static bool IsSound(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().DistinctBy(member => member.Name).Count() == element.EnumerateObject().Count()
            && element.EnumerateObject().All(member => IsSound(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsSound),
        JsonValueKind.String => element.GetString() is not null,
        _ => true,
    };

    private static bool HasWrongType(JsonProperty member) => member.Name switch
    {
        "sub" or "jti" or "iss" => member.Value.ValueKind != JsonValueKind.String,
        "exp" or "nbf" or "iat" => member.Value.ValueKind != JsonValueKind.Number || !(Math.Abs(member.Value.GetDouble()) <= long.MaxValue),
        "aud" => member.Value.ValueKind != JsonValueKind.String
            && (member.Value.ValueKind != JsonValueKind.Array || member.Value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String)),
        _ => false,
    };
}
