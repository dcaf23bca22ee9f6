using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Bolt.Runtime.Tests;

/// <summary>
/// The 362 requests of <c>attack-public.json</c>. Where the RFCs leave room (<c>either</c>) Bolt takes the strict reading that the corpus recommends, except for the cases in
/// <see cref="OtherThanRecommended"/>, each with its reason.
/// </summary>
public sealed class AttackCorpusTests
{
    private static readonly Dictionary<string, (bool Accept, string Why)> OtherThanRecommended = new()
    {
        ["audience/present-none-configured"] = (true, "tokens of most issuers carry aud; with no Audiences it is not checked, and start-up warns of that"),
        ["payload/dup-nested-member"] = (false, "a permissions path may lead into a nested object, and no two parsers need agree on what it holds"),
        ["time/exp-missing-not-required"] = (false, "exp is always required"),
    };

    private static readonly Dictionary<string, JsonElement> Cases =
        Vectors.Read("attack-public.json").GetProperty("cases").EnumerateArray().ToDictionary(item => item.Text("name")!);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void Holds_every_case() => Assert.Equal(362, Cases.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Decides_as_the_corpus_says(string name)
    {
        var item = Cases[name];
        var expected = item.Text("expect") == "either" ? item.Text("recommend") : item.Text("expect");
        var accept = OtherThanRecommended.TryGetValue(name, out var other) ? other.Accept : expected == "accept";
        Assert.True(item.Text("expect") == "either" || (expected == "accept") == accept, "only where the RFCs leave room");

        var outcome = await AskAsync(item);

        Assert.True(accept == outcome.Succeeded, $"{item.Text("reason")}: {outcome.FailureReason}");
        if (accept && item.TryGetProperty("expect_claims", out var claims))
        {
            foreach (var claim in claims.EnumerateObject())
            {
                Assert.True(JsonElement.DeepEquals(claim.Value, outcome.Auth!.Claims[claim.Name]), claim.Name);
            }
        }
    }

    private static async Task<AuthenticationOutcome> AskAsync(JsonElement item)
    {
        using var host = JwtHost.Create(options =>
        {
            foreach (var key in item.GetProperty("keys").EnumerateArray())
            {
                options.Keys.Add(Vectors.Key(key));
            }

            Add(options.Algorithms, item.Texts("algorithms"));
            Add(options.Audiences, item.Texts("audience"));
            Add(options.Issuers, item.Texts("issuer"));
            options.ClockSkew = TimeSpan.FromSeconds(item.GetProperty("clock_skew_seconds").GetInt32());
        });
        var now = DateTimeOffset.FromUnixTimeSeconds(item.GetProperty("now").GetInt64());
        host.Time.AdjustTime(now);
        JwtAuthentication backend;
        try
        {
            backend = host.Jwt;
        }
        catch (OptionsValidationException e)
        {
            // Refused when the program starts.
            return AuthenticationOutcome.Failed(e.Message);
        }

        var lines = item.GetProperty("authorization") is { ValueKind: JsonValueKind.Array } array
            ? array.EnumerateArray().Select(line => line.GetString()!).ToArray()
            : [Join(item.GetProperty("authorization_parts"))];
        var outcome = backend.AuthenticateAsync(JwtHost.Request(lines));
        Assert.True(outcome.IsCompletedSuccessfully, "nothing outside the process has to be asked");
        return await outcome;
    }

    private static string Join(JsonElement parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts.EnumerateArray())
        {
            text.Insert(text.Length, part[0].GetString()!, part[1].GetInt32());
        }

        return text.ToString();
    }

    private static void Add(IList<string> list, IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            list.Add(item);
        }
    }
}
