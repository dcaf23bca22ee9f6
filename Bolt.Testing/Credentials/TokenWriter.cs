using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bolt.Testing.Credentials;

/// <summary>Writes tokens (RFC 7515 §3.1), good ones and such as nobody may accept.</summary>
/// <param name="header">The first segment.</param>
/// <param name="sign">Signs the first two.</param>
internal sealed class TokenWriter(string header, Func<byte[], byte[]> sign)
{
    /// <summary>Long enough for a test, short enough for every limit.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public string? Issuer { get; init; }

    public string? Audience { get; init; }

    public string PermissionClaim { get; init; } = "permissions";

    /// <summary>By how much the verifier lets clocks differ.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);

    public string Write(BoltTestCaller caller, DateTimeOffset now, TokenFlaw flaw = TokenFlaw.None)
    {
        var payload = Encode(Payload(caller, now, flaw));
        if (flaw == TokenFlaw.Unsigned)
        {
            return $"{Encode(new JsonObject { ["alg"] = "none", ["typ"] = "JWT" })}.{payload}.";
        }

        var signature = sign(Encoding.ASCII.GetBytes($"{header}.{payload}"));
        if (flaw == TokenFlaw.OtherKey)
        {
            signature = RandomNumberGenerator.GetBytes(signature.Length);
        }
        else if (flaw == TokenFlaw.Altered)
        {
            payload = Encode(Payload(caller with { UserId = caller.UserId + "0" }, now, flaw));
        }

        return $"{header}.{payload}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The header's segment, for keys that no JwtOptions know.</summary>
    public static string Header(string algorithm, string? keyId)
    {
        var json = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (!string.IsNullOrEmpty(keyId))
        {
            json["kid"] = keyId;
        }

        return Encode(json);
    }

    private JsonObject Payload(BoltTestCaller caller, DateTimeOffset now, TokenFlaw flaw)
    {
        var issued = flaw == TokenFlaw.Expired ? now - ClockSkew - Lifetime - TimeSpan.FromMinutes(1) : now;
        var json = new JsonObject
        {
            ["sub"] = caller.UserId,
            ["username"] = caller.UserId,
            ["iat"] = issued.ToUnixTimeSeconds(),
            ["exp"] = (issued + Lifetime).ToUnixTimeSeconds(),
            ["auth_time"] = issued.ToUnixTimeSeconds(),
            ["jti"] = "bolt-test-" + RandomNumberGenerator.GetHexString(32, lowercase: true),
            ["is_staff"] = caller.IsStaff,
            ["is_superuser"] = caller.IsSuperuser,
        };
        if (flaw == TokenFlaw.NotYetValid)
        {
            json["nbf"] = (now + ClockSkew + TimeSpan.FromMinutes(2)).ToUnixTimeSeconds();
        }

        if (Issuer is not null)
        {
            json["iss"] = flaw == TokenFlaw.OtherIssuer ? "https://bolt-test.invalid" : Issuer;
        }

        if (Audience is not null)
        {
            json["aud"] = flaw == TokenFlaw.OtherAudience ? "bolt-test" : Audience;
        }

        Set(json, PermissionClaim, new JsonArray([.. Values(caller.Permissions)]));
        foreach (var (name, value) in caller.Claims)
        {
            Set(json, name, JsonSerializer.SerializeToNode(value));
        }

        return json;

        static IEnumerable<JsonNode?> Values(IEnumerable<string> permissions)
        {
            foreach (var permission in permissions)
            {
                yield return JsonValue.Create(permission);
            }
        }
    }

    /// <summary>A path leads into objects. Names that are addresses contain dots, and are names.</summary>
    private static void Set(JsonObject json, string path, JsonNode? value)
    {
        var steps = path.Contains('/', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal) ? [path] : path.Split('.');
        for (var i = 0; i < steps.Length - 1; i++)
        {
            if (json[steps[i]] is not JsonObject inner)
            {
                json[steps[i]] = inner = [];
            }

            json = inner;
        }

        json[steps[^1]] = value;
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
