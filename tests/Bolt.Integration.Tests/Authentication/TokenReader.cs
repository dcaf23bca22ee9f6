using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Bolt.Integration.Tests;

/// <summary>Reads and signs tokens, without Bolt.</summary>
internal static class TokenReader
{
    public static (string Id, DateTimeOffset ExpiresAt) Read(string token)
    {
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        return (payload.RootElement.GetProperty("jti").GetString()!, DateTimeOffset.FromUnixTimeSeconds(payload.RootElement.GetProperty("exp").GetInt64()));
    }

    /// <summary>A token with this payload and the test application's secret.</summary>
    public static string Sign(string payload)
    {
        var signed = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload));
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Application.Secret), Encoding.UTF8.GetBytes(signed)));
    }
}
