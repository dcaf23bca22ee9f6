using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Tokens signed by the tests, without Bolt.</summary>
internal static class Token
{
    public const string Bad = "bad.token.here";

    /// <summary>The servers' secret.</summary>
    public static string Secret { get; } = Stretch("test-secret");

    /// <summary>The vectors' secrets are shorter than RFC 7518 §3.2 allows, and Bolt refuses them at start: repeated, they stay different and are long enough.</summary>
    public static string Stretch(string secret) => string.Concat(Enumerable.Repeat(secret + ".", 4));

    public static (string Name, string Value) Bearer(string token) => ("Authorization", "Bearer " + token);

    /// <summary>A token for one hour.</summary>
    public static string For(string user, string? id = null, params string[] permissions)
    {
        var claims = new JsonObject { ["sub"] = user, ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(), ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(), ["permissions"] = new JsonArray([.. permissions.Select(static p => (JsonNode)p)]) };
        if (id is not null)
        {
            claims["jti"] = id;
        }

        return Sign(claims, Secret);
    }

    public static string Sign(JsonObject claims, string secret)
    {
        var signed = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
    }
}
