using Bolt.Authentication.Jwt.Validation;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>Several keys: <c>kid</c> selects, a token without one is tried against the keys that fit, and a key speaks for its own issuers only.</summary>
public sealed class KidTests
{
    private static readonly SymmetricSecurityKey A = new(Enumerable.Repeat((byte)'a', 32).ToArray()) { KeyId = "A" };
    private static readonly SymmetricSecurityKey B = new(Enumerable.Repeat((byte)'b', 32).ToArray()) { KeyId = "B" };
    private static readonly SymmetricSecurityKey Nameless = new(Enumerable.Repeat((byte)'n', 32).ToArray());

    private static JwtHost Host() => JwtHost.Create(options =>
    {
        options.Keys.Add(A);
        options.Keys.Add(B);
        options.Keys.Add(Nameless);
    });

    [Fact]
    public void Selects()
    {
        using var host = Host();
        string? Reason(string header, SecurityKey key) => host.Authenticate(TestKeys.Token(TestKeys.Payload(), header, key: key)).FailureReason;

        Assert.Null(Reason("""{"alg":"HS256","kid":"A"}""", A));
        Assert.Null(Reason("""{"alg":"HS256","kid":"B"}""", B));
        Assert.Null(Reason("""{"alg":"HS256","kid":"\u0042"}""", B));
        Assert.Equal(JwtFailure.Signature, Reason("""{"alg":"HS256","kid":"A"}""", B));
        Assert.Equal(JwtFailure.Signature, Reason("""{"alg":"HS256","kid":"a"}""", A));
        Assert.Equal(JwtFailure.Signature, Reason("""{"alg":"HS256","kid":"A "}""", A));

        // Without a kid each key is tried; a key without a name fits every kid.
        Assert.Null(Reason("""{"alg":"HS256"}""", A));
        Assert.Null(Reason("""{"alg":"HS256"}""", B));
        Assert.Null(Reason("""{"alg":"HS256"}""", Nameless));
        Assert.Null(Reason("""{"alg":"HS256","kid":"C"}""", Nameless));
        Assert.Equal(JwtFailure.Signature, Reason("""{"alg":"HS256"}""", new SymmetricSecurityKey(new byte[32])));
    }

    /// <summary>Every character of it may be written as an escape.</summary>
    [Theory]
    [InlineData("A")]
    [InlineData("a\\u0062\"c")]
    [InlineData("é€🦊")]
    [InlineData("0123456789-0123456789-0123456789-0123456789-012345")]
    public async Task Escaped_name_is_its_text(string kid)
    {
        static string Header(string algorithm, string kid) => $"{{\"alg\":\"{algorithm}\",\"kid\":\"{string.Concat(kid.Select(static c => $"\\u{(int)c:x4}"))}\"}}";

        var key = new SymmetricSecurityKey(A.Key) { KeyId = kid };
        using var host = JwtHost.Create(options =>
        {
            options.Keys.Add(key);
            options.Keys.Add(B);
        });
        Assert.Null(host.Authenticate(TestKeys.Token(TestKeys.Payload(), Header("HS256", kid), key: key)).FailureReason);
        Assert.Equal(JwtFailure.UnknownKey, host.Authenticate(TestKeys.Token(TestKeys.Payload(), Header("HS256", kid + "a"), key: key)).FailureReason);
        Assert.Equal(JwtFailure.UnknownKey, host.Authenticate(TestKeys.Token(TestKeys.Payload(), Header("HS256", "_" + kid), key: key)).FailureReason);

        // And where an issuer is asked for it.
        await using var issuer = await TestOidcIssuer.StartAsync(kid);
        using var other = JwtHost.Create(options => options.Authority = issuer.Address);
        var token = TestKeys.Token(TestKeys.Payload($"\"iss\":\"{issuer.Address}\""), Header("ES256", kid), "ES256", issuer.Keys[kid]);
        Assert.Null((await other.AuthenticateAsync(token)).FailureReason);
    }

    [Fact]
    public void Empty_name_of_a_key_is_none()
    {
        var key = new SymmetricSecurityKey(A.Key) { KeyId = "" };
        using var host = JwtHost.Create(options => options.Keys.Add(key));
        Assert.True(host.Authenticate(TestKeys.Token(TestKeys.Payload(), """{"alg":"HS256","kid":"any"}""", key: key)).Succeeded);
    }

    [Fact]
    public void Says_so_when_no_key_fits()
    {
        using var host = JwtHost.Create(options => options.Keys.Add(A));
        Assert.Equal(JwtFailure.UnknownKey, host.Authenticate(TestKeys.Token(TestKeys.Payload(), """{"alg":"HS256","kid":"B"}""", key: A)).FailureReason);
    }

    [Fact]
    public void Two_backends_keep_their_keys_and_issuers_apart()
    {
        using var host = JwtHost.Create(
            options =>
            {
                options.Keys.Add(A);
                options.Issuers.Add("ours");
            },
            bolt => bolt.AddJwt<PartnerJwt>(options =>
            {
                options.Keys.Add(B);
                options.Issuers.Add("theirs");
            }));
        var partner = (PartnerJwt)host.Services.GetService(typeof(PartnerJwt))!;
        Assert.Equal(("jwt", "PartnerJwt"), (host.Jwt.Name, partner.Name));
        var ours = TestKeys.Token(TestKeys.Payload("\"iss\":\"ours\""), key: A);
        var theirs = TestKeys.Token(TestKeys.Payload("\"iss\":\"theirs\""), key: B);
        AuthenticationOutcome Ask(JwtAuthentication backend, string token) => backend.AuthenticateAsync(JwtHost.Request("Bearer " + token)).Result;

        Assert.Equal("jwt", Ask(host.Jwt, ours).Auth!.Backend);
        Assert.Equal("PartnerJwt", Ask(partner, theirs).Auth!.Backend);
        Assert.Equal(JwtFailure.Signature, Ask(host.Jwt, theirs).FailureReason);
        Assert.Equal(JwtFailure.Signature, Ask(partner, ours).FailureReason);
        Assert.Equal(JwtFailure.Issuer, Ask(partner, TestKeys.Token(TestKeys.Payload("\"iss\":\"ours\""), key: B)).FailureReason);
    }

    [Fact]
    public async Task Backend_made_by_hand_says_how_to_register_it()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(async () => await new PartnerJwt().AuthenticateAsync(JwtHost.Request("Bearer x")));
        Assert.Contains("AddJwt<PartnerJwt>", e.Message, StringComparison.Ordinal);
        Assert.Equal("PartnerJwt", new PartnerJwt().Name);
        await Assert.ThrowsAsync<ArgumentNullException>("http", async () => await new PartnerJwt().AuthenticateAsync(null!));
    }

    public sealed class PartnerJwt : JwtAuthentication;
}
