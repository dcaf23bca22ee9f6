using System.Text.Json;

namespace Bolt.Runtime.Tests;

/// <summary>
/// Every case of Wycheproof's JOSE files, against the signature layer. Labels are the file's, or those of <c>errata.json</c> with its reasons. Two features are left out on
/// purpose, and there every case, whatever its label, has to be refused: JWE (Bolt has no decryption keys to ask for) and JSON serialization (RFC 7519 §3: a JWT is compact).
/// </summary>
public sealed class WycheproofTests
{
    private static readonly Dictionary<string, string> Errata = Vectors.Read("wycheproof/errata.json").GetProperty("cases").EnumerateArray()
        .ToDictionary(item => "json_web_signature_test " + item.GetProperty("tcId").GetInt32(), item => item.Text("treat_as")!);

    /// <summary>Where the RFCs leave room: a JWK's own <c>alg</c> is binding, as Wycheproof's key tests have it.</summary>
    private const bool EitherMeans = false;

    private static readonly Dictionary<string, (JsonElement Group, JsonElement Test)> Cases = Read();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void Holds_every_case() => Assert.Equal(401 + 26 + 83, Cases.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Decides_as_the_label_says(string name)
    {
        var (group, test) = Cases[name];
        var keys = SignatureLayer.Keys(group.TryGetProperty("public", out var key) ? key : group.GetProperty("private"));
        var label = Errata.GetValueOrDefault(name) ?? test.Text("result");
        var expected = label switch
        {
            "valid" => true,
            "either" => EitherMeans,
            _ => false,
        };
        var token = test.Text("jws") ?? test.Text("jwe");
        if (token is null || test.TryGetProperty("jwe", out _) || token.StartsWith('{'))
        {
            expected = false;
        }

        token ??= (test.TryGetProperty("jws", out var json) ? json : test.GetProperty("jwe")).GetRawText();
        Assert.True(expected == SignatureLayer.Verifies(token, keys), $"{test.Text("comment")}: {label}");
    }

    private static Dictionary<string, (JsonElement Group, JsonElement Test)> Read()
    {
        var cases = new Dictionary<string, (JsonElement Group, JsonElement Test)>();
        foreach (var file in new[] { "json_web_signature_test", "json_web_key_test", "json_web_crypto_test" })
        {
            foreach (var group in Vectors.Read($"wycheproof/{file}.json").GetProperty("testGroups").EnumerateArray())
            {
                foreach (var test in group.GetProperty("tests").EnumerateArray())
                {
                    cases.Add($"{file} {test.GetProperty("tcId").GetInt32()}", (group, test));
                }
            }
        }

        return cases;
    }
}
