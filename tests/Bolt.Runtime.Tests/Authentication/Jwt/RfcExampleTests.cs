using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Bolt.Runtime.Tests;

/// <summary>
/// The 35 examples printed in RFC 7515, 7519, 7520, 7797 and 8037. <c>level</c> says whether the signature layer or the whole verifier is meant. The one <c>either</c> is EdDSA,
/// which is not among the twelve algorithms and so refused.
/// </summary>
public sealed class RfcExampleTests
{
    private static readonly Dictionary<string, JsonElement> Cases =
        Vectors.Read("rfc-examples.json").GetProperty("cases").EnumerateArray().ToDictionary(item => item.Text("name")!);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void Holds_every_case() => Assert.Equal(35, Cases.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Decides_as_the_rfc_says(string name)
    {
        var item = Cases[name];
        var token = item.Text("token") ?? item.GetProperty("token").GetRawText();
        var keys = Keys(item);
        var accepted = item.Text("level") == "jws" ? SignatureLayer.Verifies(token, keys) : await IsAcceptedAsync(item, token, keys);
        Assert.Equal(item.Text("expect") == "accept", accepted);
    }

    private static Microsoft.IdentityModel.Tokens.JsonWebKey[] Keys(JsonElement item) => item.GetProperty("jwk_public") switch
    {
        { ValueKind: JsonValueKind.Object } jwk => [Vectors.Key(jwk)],
        { ValueKind: JsonValueKind.Array } set => [.. set.EnumerateArray().Select(Vectors.Key)],
        _ => [],
    };

    private static async Task<bool> IsAcceptedAsync(JsonElement item, string token, IEnumerable<Microsoft.IdentityModel.Tokens.JsonWebKey> keys)
    {
        using var host = JwtHost.Create(options =>
        {
            options.ClockSkew = TimeSpan.Zero;
            foreach (var key in keys)
            {
                options.Keys.Add(key);
            }
        });
        if (item.TryGetProperty("now", out var now))
        {
            host.Time.AdjustTime(DateTimeOffset.FromUnixTimeSeconds(now.GetInt64()));
        }

        try
        {
            return (await host.AuthenticateAsync(token)).Succeeded;
        }
        catch (OptionsValidationException)
        {
            return false;
        }
    }
}
