using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Tests.Jwt;

public sealed class IssuerTests
{
    private static JwtHost Host(Action<JwtOptions>? more = null) => JwtHost.Create(options =>
    {
        options.Secret = TestKeys.Secret;
        more?.Invoke(options);
    });

    [Fact]
    public void Writes_who_the_user_is()
    {
        using var host = Host(options =>
        {
            options.Issuers.Add("issuer");
            options.Issuers.Add("old-issuer");
            options.Audiences.Add("audience");
        });
        var token = new JsonWebToken(host.Issuer.CreateToken(new TestUser { Id = "u", Username = "Łukasz 🦊", IsStaff = true }));
        Assert.Equal(
            ["sub", "iat", "exp", "jti", "is_staff", "is_superuser", "username", "iss", "aud"],
            JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload)).RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("u", "issuer", "audience", "JWT"), (token.Subject, token.Issuer, token.Audiences.Single(), token.Typ));
        Assert.Equal(JwtHost.Start.UtcDateTime, token.IssuedAt);
        Assert.Equal(JwtHost.Start.UtcDateTime.AddHours(1), token.ValidTo);

        var auth = host.Authenticate(host.Issuer.CreateToken(new TestUser { Id = "u", Username = "Łukasz 🦊", IsStaff = true })).Auth!;
        Assert.Equal(("u", true, false, "Łukasz 🦊"), (auth.UserId, auth.IsStaff, auth.IsSuperuser, auth.Claims.GetString("username")));
        Assert.Equal(JwtHost.Start.AddHours(1), auth.ExpiresAt);
        Assert.Equal(32, auth.TokenId!.Length);
    }

    [Fact]
    public void Every_token_has_an_id_of_its_own()
    {
        using var host = Host();
        var ids = Enumerable.Range(0, 100).Select(_ => host.Authenticate(host.Issuer.CreateToken(new TestUser())).Auth!.TokenId).ToHashSet();
        Assert.Equal(100, ids.Count);
    }

    [Fact]
    public void Lives_as_long_as_it_is_told()
    {
        using var host = Host(options => options.TokenLifetime = TimeSpan.FromMinutes(5));
        Assert.Equal(JwtHost.Start.AddMinutes(5), host.Authenticate(host.Issuer.CreateToken(new TestUser())).Auth!.ExpiresAt);
        Assert.Equal(JwtHost.Start.AddSeconds(90), host.Authenticate(host.Issuer.CreateToken(new TestUser(), TimeSpan.FromSeconds(90.9))).Auth!.ExpiresAt);
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Issuer.CreateToken(new TestUser(), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Issuer.CreateToken(new TestUser(), TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void Adds_claims_of_every_type_that_json_has()
    {
        using var host = Host();
        using var element = JsonDocument.Parse("""{"deep":[1,"x"]}""");
        var claims = host.Authenticate(host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?>
        {
            ["permissions"] = new[] { "a", "b" },
            ["text"] = "x\"\\",
            ["int"] = 1,
            ["long"] = long.MinValue,
            ["ulong"] = ulong.MaxValue,
            ["double"] = 1.5,
            ["decimal"] = 0.1m,
            ["true"] = true,
            ["null"] = null,
            ["guid"] = Guid.Empty,
            ["time"] = JwtHost.Start,
            ["element"] = element.RootElement,
            ["node"] = new JsonObject { ["a"] = new JsonArray(1, 2) },
            ["list"] = new List<object?> { 1, "a", null, new[] { true } },
            ["object"] = new Dictionary<string, object?> { ["a"] = 1 },
            ["aud"] = new[] { "x", "y" },
            ["nbf"] = JwtHost.Start,
        })).Auth!.Claims;
        var expected = """
            {"permissions":["a","b"],"text":"x\"\\","int":1,"long":-9223372036854775808,"ulong":18446744073709551615,"double":1.5,"decimal":0.1,"true":true,"null":null,
             "guid":"00000000-0000-0000-0000-000000000000","time":1749988800,"element":{"deep":[1,"x"]},"node":{"a":[1,2]},"list":[1,"a",null,[true]],"object":{"a":1},
             "aud":["x","y"],"nbf":1749988800}
            """;
        using var document = JsonDocument.Parse(expected);
        Assert.All(document.RootElement.EnumerateObject(), member => Assert.True(JsonElement.DeepEquals(member.Value, claims[member.Name]), member.Name));
    }

    [Theory]
    [InlineData("sub")]
    [InlineData("iss")]
    [InlineData("exp")]
    [InlineData("iat")]
    [InlineData("jti")]
    [InlineData("is_staff")]
    [InlineData("is_superuser")]
    [InlineData("username")]
    public void Claims_may_not_say_otherwise(string name)
    {
        using var host = Host();
        Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?> { [name] = "x" }));
    }

    [Fact]
    public void Refuses_what_it_would_not_accept_itself()
    {
        using var host = Host();
        Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?> { ["x"] = new object() }));
        Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?> { ["x"] = new string('x', 9000) }));
        Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser { Id = "" }));
        object nested = 1;
        for (var i = 0; i < 40; i++)
        {
            nested = new[] { nested };
        }

        Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?> { ["x"] = nested }));
    }

    [Fact]
    public void Signs_with_the_first_private_key_and_names_it()
    {
        using var publicOnly = System.Security.Cryptography.RSA.Create(2048);
        using var host = JwtHost.Create(options =>
        {
            options.Keys.Add(new RsaSecurityKey(publicOnly.ExportParameters(false)) { KeyId = "public" });
            options.Keys.Add(TestKeys.For("ES256", "private"));
            options.Keys.Add(TestKeys.For("RS256", "third"));
        });
        var token = new JsonWebToken(host.Issuer.CreateToken(new TestUser()));
        Assert.Equal(("ES256", "private"), (token.Alg, token.Kid));
    }

    [Fact]
    public void Says_so_when_no_key_can_sign()
    {
        using var host = JwtHost.Create(options => options.Authority = "https://login.example.com");
        Assert.Contains("No key can sign", Assert.Throws<InvalidOperationException>(() => host.Issuer.CreateToken(new TestUser())).Message, StringComparison.Ordinal);
    }
}
