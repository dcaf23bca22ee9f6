using System.Text.Json.Nodes;
using Bolt.Authentication.Jwt.Discovery;
using Bolt.Authentication.Jwt.Validation;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>What an issuer publishes is read key by key: one that is malformed or must not be public loses itself and no other, and the log says which and why.</summary>
public sealed class PublishedKeyTests
{
    private static readonly TimeSpan Minimum = TimeSpan.FromSeconds(10);

    private static JwtHost Host(TestOidcIssuer issuer, Logs? logs = null) => JwtHost.Create(
        options =>
        {
            options.Authority = issuer.Address;
            options.Algorithms.Add("ES256");
        },
        logs: logs);

    private static JsonNode Key(string kid, Action<JsonObject> change)
    {
        var key = (JsonObject)TestOidcIssuer.Publish(TestOidcIssuer.NewKey(kid));
        change(key);
        return key;
    }

    [Theory]
    [InlineData("\"kid\":5", "#0 has a \"kid\" that is not a string")]
    [InlineData("\"kid\":{}", "#0 has a \"kid\" that is not a string")]
    [InlineData("\"kid\":\"b\\ud800\"", "#0 contains text that is not Unicode")]
    [InlineData("\"alg\":[\"ES256\"]", "bad has a \"alg\" that is not a string")]
    [InlineData("\"alg\":true", "bad has a \"alg\" that is not a string")]
    [InlineData("\"use\":[\"sig\"]", "bad has a \"use\" that is not a string")]
    [InlineData("\"key_ops\":\"verify\"", "bad has \"key_ops\" that is not an array")]
    [InlineData("\"key_ops\":[1]", "bad has \"key_ops\" with an item that is not a string")]
    [InlineData("\"key_ops\":[\"encrypt\"]", "bad has \"key_ops\" with neither")]
    [InlineData("\"x5c\":\"abc\"", "bad has \"x5c\" that is not an array")]
    [InlineData("\"x5c\":[{}]", "bad has \"x5c\" with an item that is not a string")]
    [InlineData("\"x5t\":7", "bad has a \"x5t\" that is not a string")]
    [InlineData("\"kty\":7", "bad has a \"kty\" that is not a string")]
    [InlineData("\"kty\":null", "bad has no \"kty\"")]
    [InlineData("\"kty\":\"XY\"", "bad has the \"kty\" \"XY\"")]
    [InlineData("\"crv\":\"P-999\"", "bad has the \"crv\" \"P-999\"")]
    [InlineData("\"x\":5", "bad has a \"x\" that is not a string")]
    [InlineData("\"x\":\"%%%\"", "bad has no \"x\" and \"y\" in base64url")]
    [InlineData("\"x\":\"AAAA\"", "bad has coordinates that are not")]
    public async Task Malformed_key_loses_no_other(string member, string complaint)
    {
        var change = (JsonObject)JsonNode.Parse($"{{{member.Replace("\\ud800", "SURROGATE", StringComparison.Ordinal)}}}")!;
        var bad = Key("bad", key =>
        {
            foreach (var (name, value) in change)
            {
                key[name] = value?.DeepClone();
            }
        });
        await OthersSurviveAsync(bad.ToJsonString().Replace("SURROGATE", "\\ud800", StringComparison.Ordinal), complaint);
    }

    [Theory]
    [InlineData("5", "#0 is not a JSON object")]
    [InlineData("null", "#0 is not a JSON object")]
    [InlineData("\"key\"", "#0 is not a JSON object")]
    [InlineData("[]", "#0 is not a JSON object")]
    [InlineData("{}", "#0 has no \"kty\"")]
    [InlineData("""{"kid":"bad","n":"AA"}""", "bad has no \"kty\"")]
    [InlineData("""{"kty":"RSA","kid":"bad"}""", "bad has no \"n\" and \"e\"")]
    [InlineData("""{"kty":"RSA","kid":"bad","n":"3Q","e":"AQAB"}""", "bad ")]
    [InlineData("""{"kty":"EC","kty":"EC","kid":"bad"}""", "bad has \"kty\" twice")]
    [InlineData("""{"kty":"RSA","kid":"line\nWarning 1 forged"}""", "line?Warning 1 forged has no \"n\" and \"e\"")]
    public async Task Element_that_is_no_key_loses_no_other(string element, string complaint) => await OthersSurviveAsync(element, complaint);

    private static async Task OthersSurviveAsync(string element, string complaint)
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a", "b");
        issuer.List = $$"""{"keys":[{{element}},{{string.Join(',', issuer.Keys.Values.Select(key => TestOidcIssuer.Publish(key).ToJsonString()))}}]}""";
        using var host = Host(issuer, logs);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        Assert.True((await host.AuthenticateAsync(issuer.Token("b"))).Succeeded);
        var line = Assert.Single(logs.Lines, line => line.StartsWith("Warning 3005", StringComparison.Ordinal));
        Assert.Contains($"{issuer.Address}/.well-known/openid-configuration publishes a key that is refused: {complaint}", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d")]
    [InlineData("p")]
    [InlineData("q")]
    [InlineData("dp")]
    [InlineData("dq")]
    [InlineData("qi")]
    [InlineData("oth")]
    [InlineData("k")]
    public async Task Key_published_with_its_private_part_is_refused(string member)
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        var leaked = TestOidcIssuer.NewKey("leaked");
        var published = TestOidcIssuer.Publish(leaked);
        issuer.MoreKeys = [published];
        using var sound = Host(issuer);
        Assert.True((await sound.AuthenticateAsync(issuer.Token("leaked", leaked))).Succeeded, "it is the private part that is refused");

        published[member] = member == "oth" ? new JsonArray() : "c2VjcmV0";
        using var host = Host(issuer, logs);
        Assert.Equal(JwtFailure.UnknownKey, (await host.AuthenticateAsync(issuer.Token("leaked", leaked))).FailureReason);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        var line = Assert.Single(logs.Lines, line => line.StartsWith("Warning 3005", StringComparison.Ordinal));
        Assert.Contains("leaked is published with its private part", line, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.Lines, line => line.Contains("c2VjcmV0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Null_stands_for_a_member_that_is_not_there()
    {
        await using var issuer = await TestOidcIssuer.StartAsync();
        var key = TestOidcIssuer.NewKey("b");
        var published = TestOidcIssuer.Publish(key);
        foreach (var name in new[] { "d", "k", "alg", "key_ops", "x5c", "x5t" })
        {
            published[name] = null;
        }

        issuer.MoreKeys = [published];
        using var host = Host(issuer);
        Assert.True((await host.AuthenticateAsync(issuer.Token("b", key))).Succeeded);
    }

    [Fact]
    public async Task Complaints_are_few_and_not_repeated()
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        string[] Complaints() => [.. logs.Lines.Where(line => line.Split(' ')[1] is "3005" or "3006" or "3007")];
        issuer.MoreKeys = [.. Enumerable.Range(0, 100).Select(i => (JsonNode)new JsonObject { ["kid"] = $"bad-{i}" })];
        using var host = Host(issuer, logs);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        Assert.Equal(FetchLimits.MaximumComplaints + 1, Complaints().Length);
        Assert.EndsWith("publishes 92 more keys that are not used.", Complaints()[^1], StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            host.Time.Advance(Minimum);
            Assert.False((await host.AuthenticateAsync(issuer.Token($"x-{i}", TestOidcIssuer.NewKey("x")))).Succeeded);
        }

        Assert.Equal(4, issuer.Fetches);
        Assert.Equal(FetchLimits.MaximumComplaints + 1, Complaints().Length);
        issuer.MoreKeys[0] = new JsonObject { ["kid"] = "new" };
        host.Time.Advance(Minimum);
        Assert.False((await host.AuthenticateAsync(issuer.Token("x-9", TestOidcIssuer.NewKey("x")))).Succeeded);
        Assert.EndsWith("new has no \"kty\".", Assert.Single(Complaints()[(FetchLimits.MaximumComplaints + 1)..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_shortened_in_the_log()
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        issuer.MoreKeys = [new JsonObject { ["kid"] = new string('k', 100_000), ["kty"] = new string('t', 100_000) }];
        using var host = Host(issuer, logs);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        Assert.All(logs.Lines, line => Assert.InRange(line.Length, 1, 600));
    }

    [Fact]
    public async Task Key_for_encryption_is_no_reason_to_warn()
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        issuer.MoreKeys = [Key("enc", key => key["use"] = "enc")];
        using var host = Host(issuer, logs);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        Assert.Contains(logs.Lines, line => line.StartsWith("Information 3006", StringComparison.Ordinal) && line.Contains("enc is not for signatures", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("Warning 3005", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("<!doctype html><html><body>Sign in</body></html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":null}""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    [InlineData("""{"keys":[]} x""")]
    [InlineData("""{"keys":[]""")]
    [InlineData("""{"keys":[{}]}""")]
    [InlineData("TOO MANY")]
    [InlineData("TOO LONG")]
    public async Task List_that_is_not_sound_is_a_failed_fetch(string list)
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer, logs);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        issuer.List = list switch
        {
            "TOO MANY" => $$"""{"keys":[{{string.Join(',', Enumerable.Repeat(TestOidcIssuer.Publish(issuer.Keys["a"]).ToJsonString(), FetchLimits.MaximumKeys + 1))}}]}""",
            "TOO LONG" => $$"""{"keys":[],"filler":"{{new string('x', FetchLimits.MaximumDocumentLength)}}"}""",
            _ => list,
        };
        host.Time.Advance(Minimum);
        Assert.Equal(JwtFailure.UnknownKey, (await host.AuthenticateAsync(issuer.Token("x", TestOidcIssuer.NewKey("x")))).FailureReason);
        Assert.Equal(2, issuer.Fetches);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        Assert.Contains(logs.Lines, line => line.StartsWith("Warning 3003", StringComparison.Ordinal) || line.StartsWith("Warning 3004", StringComparison.Ordinal));
        using var fresh = Host(issuer);
        Assert.True((await fresh.AuthenticateAsync(issuer.Token("a"))).IsUnavailable);
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"issuer":"ADDRESS"}""")]
    [InlineData("""{"issuer":"ADDRESS","jwks_uri":"keys"}""")]
    [InlineData("""{"issuer":"ADDRESS","jwks_uri":"ADDRESS/keys","issuer":"ADDRESS"}""")]
    [InlineData("""{"issuer":"","jwks_uri":"ADDRESS/keys"}""")]
    [InlineData("""{"issuer":["ADDRESS"],"jwks_uri":"ADDRESS/keys"}""")]
    [InlineData("""{"issuer":"ADDRESS","jwks_uri":"file:///etc/passwd"}""")]
    [InlineData("""{"issuer":"ADDRESS","jwks_uri":"http://login.example.com/keys"}""")]
    public async Task Discovery_document_that_is_not_sound_is_a_failed_fetch(string document)
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        issuer.Document = document.Replace("ADDRESS", issuer.Address, StringComparison.Ordinal);
        using var host = Host(issuer, logs);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).IsUnavailable);
        Assert.Contains(logs.Lines, line => line.StartsWith("Warning 3003", StringComparison.Ordinal));
        Assert.Equal(0, issuer.Answers);
    }

    [Fact]
    public async Task Byte_order_mark_is_skipped()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        issuer.List = $$"""{{'\uFEFF'}}{"keys":[{{TestOidcIssuer.Publish(issuer.Keys["a"]).ToJsonString()}}]}""";
        using var host = Host(issuer);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
    }
}
