using Bolt.Authentication.Jwt.Validation;
using Microsoft.Extensions.Options;

namespace Bolt.Runtime.Tests;

/// <summary>The header's <c>typ</c>: another kind of token of the same issuer is no access token (RFC 8725 §3.11).</summary>
public sealed class TokenTypeTests
{
    private static string? Refusal(string header, params string[] validTypes)
    {
        using var host = JwtHost.Create(options =>
        {
            options.Secret = TestKeys.Secret;
            foreach (var type in validTypes)
            {
                options.ValidTypes.Add(type);
            }
        });
        return host.Authenticate(TestKeys.Token(TestKeys.Payload(), header)).FailureReason;
    }

    private static string Header(string typ) => $"{{\"alg\":\"HS256\",\"typ\":{typ}}}";

    [Theory]
    [InlineData("\"JWT\"")]
    [InlineData("\"jwt\"")]
    [InlineData("\"at+jwt\"")]
    [InlineData("\"AT+JWT\"")]
    [InlineData("\"application/jwt\"")]
    [InlineData("\"application/at+jwt\"")]
    [InlineData("\"Application/At+Jwt\"")]
    [InlineData("\"J\\u0057T\"")]
    [InlineData("\"application\\/at+jwt\"")]
    public void Takes_the_usual_types(string typ) => Assert.Null(Refusal(Header(typ)));

    [Fact]
    public void Takes_a_token_without_type() => Assert.Null(Refusal("{\"alg\":\"HS256\"}"));

    [Theory]
    [InlineData("\"logout+jwt\"")]
    [InlineData("\"secevent+jwt\"")]
    [InlineData("\"refresh+jwt\"")]
    [InlineData("\"dpop+jwt\"")]
    [InlineData("\"application/logout+jwt\"")]
    [InlineData("\"logout\\u002bjwt\"")]
    [InlineData("\"\"")]
    [InlineData("\" JWT\"")]
    [InlineData("\"JWT \"")]
    [InlineData("\"JWTx\"")]
    [InlineData("\"JW\"")]
    [InlineData("\"application/\"")]
    [InlineData("\"text/jwt\"")]
    [InlineData("\"application/application/jwt\"")]
    [InlineData("\"at+jwt; v=1\"")]
    [InlineData("\"at jwt\"")]
    [InlineData("\"ＪＷＴ\"")]
    [InlineData("\"JOSE\"")]
    public void Refuses_other_types(string typ) => Assert.Equal(JwtFailure.Type, Refusal(Header(typ)));

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[\"JWT\"]")]
    [InlineData("{}")]
    public void Refuses_a_type_that_is_no_string(string typ) => Assert.Equal(JwtFailure.Header, Refusal(Header(typ)));

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("application/at+jwt")]
    public void Configured_types_stand_instead_of_the_usual_ones(string configured)
    {
        Assert.Null(Refusal(Header("\"at+jwt\""), configured));
        Assert.Null(Refusal(Header("\"application/AT+jwt\""), configured));
        Assert.Equal(JwtFailure.Type, Refusal(Header("\"JWT\""), configured));
        Assert.Equal(JwtFailure.Type, Refusal("{\"alg\":\"HS256\"}", configured));
        Assert.Null(Refusal(Header("\"JWT\""), configured, "JWT"));
    }

    [Fact]
    public void A_type_of_ones_own_can_be_named()
    {
        Assert.Null(Refusal(Header("\"logout+jwt\""), "logout+jwt"));
        Assert.Null(Refusal(Header("\"vnd.example/token\""), "vnd.example/token"));
        Assert.Equal(JwtFailure.Type, Refusal(Header("\"application/vnd.example/token\""), "vnd.example/token"));
    }

    [Fact]
    public void Comes_from_configuration()
    {
        using var host = JwtHost.Create(settings: new Dictionary<string, string?> { ["Bolt:Jwt:Secret"] = TestKeys.Secret, ["Bolt:Jwt:ValidTypes:0"] = "at+jwt" });
        Assert.True(host.Authenticate(TestKeys.Token(TestKeys.Payload(), Header("\"at+jwt\""))).Succeeded);
        Assert.Equal(JwtFailure.Type, host.Authenticate(TestKeys.Token(TestKeys.Payload(), Header("\"JWT\""))).FailureReason);
    }

    /// <summary>What is issued here is accepted here.</summary>
    [Fact]
    public void Issued_tokens_have_the_first_configured_type()
    {
        using var host = JwtHost.Create(options =>
        {
            options.Secret = TestKeys.Secret;
            options.ValidTypes.Add("at+jwt");
            options.ValidTypes.Add("JWT");
        });
        var token = host.Issuer.CreateToken(new TestUser { Id = "1" });
        Assert.Equal("at+jwt", new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).Typ);
        Assert.True(host.Authenticate(token).Succeeded);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    [InlineData("application/")]
    [InlineData("at jwt")]
    [InlineData("at+jwt; v=1")]
    [InlineData("ключ")]
    public void A_type_that_no_token_can_have_stops_the_program(string? type)
    {
        using var host = JwtHost.Create(options =>
        {
            options.Secret = TestKeys.Secret;
            options.ValidTypes.Add(type!);
        });
        Assert.Contains("\n  - ValidTypes contains ", Assert.Throws<OptionsValidationException>(() => host.Jwt).Message, StringComparison.Ordinal);
    }
}
