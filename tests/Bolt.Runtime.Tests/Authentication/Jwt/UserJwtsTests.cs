using Bolt.Authentication.Jwt.Validation;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>What <c>dotnet user-jwts create</c> writes works with no setting of Bolt's own, in Development only.</summary>
public sealed class UserJwtsTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 7))];
    private static readonly byte[] OtherKey = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 11))];

    internal static Dictionary<string, string?> Settings() => new()
    {
        ["Authentication:Schemes:Bearer:ValidAudiences:0"] = "http://localhost:5000",
        ["Authentication:Schemes:Bearer:ValidAudiences:1"] = "https://localhost:5001",
        ["Authentication:Schemes:Bearer:ValidIssuer"] = "dotnet-user-jwts",
        ["Authentication:Schemes:Bearer:SigningKeys:0:Id"] = "e3afb6e2",
        ["Authentication:Schemes:Bearer:SigningKeys:0:Issuer"] = "dotnet-user-jwts",
        ["Authentication:Schemes:Bearer:SigningKeys:0:Value"] = Convert.ToBase64String(Key),
        ["Authentication:Schemes:Bearer:SigningKeys:0:Length"] = "32",
        ["Authentication:Schemes:Bearer:SigningKeys:1:Id"] = "00000000",
        ["Authentication:Schemes:Bearer:SigningKeys:1:Issuer"] = "somebody-else",
        ["Authentication:Schemes:Bearer:SigningKeys:1:Value"] = Convert.ToBase64String(OtherKey),
    };

    private static string Token(string issuer = "dotnet-user-jwts", string audience = "\"http://localhost:5000\"", byte[]? key = null) => TestKeys.Token(
        TestKeys.Payload($"\"unique_name\":\"dev\",\"jti\":\"a1\",\"scope\":[\"api\",\"more\"],\"role\":\"admin\",\"iss\":\"{issuer}\",\"aud\":{audience}"),
        """{"alg":"HS256","typ":"JWT"}""",
        key: new SymmetricSecurityKey(key ?? Key));

    [Theory]
    [InlineData("\"http://localhost:5000\"")]
    [InlineData("[\"http://localhost:5000\",\"https://localhost:5001\"]")]
    public void Works_in_development(string audience)
    {
        using var host = JwtHost.Create(settings: Settings(), environment: "Development");
        var auth = host.Authenticate(Token(audience: audience)).Auth!;
        Assert.Equal("user-1", auth.UserId);
        Assert.True(auth.Principal.IsInRole("admin"));
        Assert.Equal(GuardResult.Allow, new Requires("scope", "api").Evaluate(new GuardContext(JwtHost.Request(), auth)));
    }

    [Fact]
    public void Keeps_each_key_to_its_issuer_and_audiences()
    {
        using var host = JwtHost.Create(settings: Settings(), environment: "Development");
        Assert.Equal(JwtFailure.Issuer, host.Authenticate(Token("somebody-else")).FailureReason);
        Assert.Equal(JwtFailure.Signature, host.Authenticate(Token(key: OtherKey)).FailureReason);
        Assert.Equal(JwtFailure.Audience, host.Authenticate(Token(audience: "\"http://localhost:9\"")).FailureReason);
    }

    [Fact]
    public void Key_of_two_issuers_speaks_for_both()
    {
        var settings = Settings();
        settings["Authentication:Schemes:Bearer:ValidIssuer"] = null;
        settings["Authentication:Schemes:Bearer:SigningKeys:1:Value"] = Convert.ToBase64String(Key);
        using var host = JwtHost.Create(settings: settings, environment: "Development");
        Assert.True(host.Authenticate(Token()).Succeeded);
        Assert.True(host.Authenticate(Token("somebody-else")).Succeeded);
        Assert.Equal(JwtFailure.Issuer, host.Authenticate(Token("nobody")).FailureReason);
    }

    [Fact]
    public void Does_not_mix_with_the_programs_own_key()
    {
        using var host = JwtHost.Create(
            options =>
            {
                options.Secret = TestKeys.Secret;
                options.Algorithms.Add("HS512");
                options.Issuers.Add("ours");
            },
            settings: Settings(),
            environment: "Development");
        Assert.True(host.Authenticate(Token()).Succeeded);
        Assert.Equal(JwtFailure.Issuer, host.Authenticate(Token("ours", key: Key)).FailureReason);
        var ours = host.Issuer.CreateToken(new TestUser());
        Assert.True(host.Authenticate(ours).Succeeded);
        Assert.Equal(
            JwtFailure.Issuer,
            host.Authenticate(TestKeys.Token(TestKeys.Payload("\"iss\":\"dotnet-user-jwts\""), """{"alg":"HS512"}""", "HS512")).FailureReason);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void Stops_the_program_elsewhere(string environment)
    {
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret, settings: Settings(), environment: environment);
        var e = Assert.Throws<OptionsValidationException>(() => host.Jwt);
        Assert.Contains("for Development only", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Key), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_for_other_backends()
    {
        using var host = JwtHost.Create(settings: Settings(), environment: "Development", add: bolt => bolt.AddJwt<KidTests.PartnerJwt>());
        Assert.Throws<OptionsValidationException>(() => host.Services.GetService(typeof(KidTests.PartnerJwt)));
    }

    [Fact]
    public void Authority_of_the_scheme_is_taken_over()
    {
        using var host = JwtHost.Create(settings: new Dictionary<string, string?>
        {
            ["Authentication:Schemes:Bearer:Authority"] = "https://login.example.com",
            ["Authentication:Schemes:Bearer:ValidAudience"] = "api",
            ["Authentication:Schemes:Bearer:ValidIssuers:0"] = "https://login.example.com",
        });
        var options = ((IOptionsMonitor<JwtOptions>)host.Services.GetService(typeof(IOptionsMonitor<JwtOptions>))!).CurrentValue;
        Assert.Equal("https://login.example.com", options.Authority);
        Assert.Equal(["api"], options.Audiences);
        Assert.Equal(["https://login.example.com"], options.Issuers);
    }

    [Fact]
    public void Authority_of_bolt_comes_first_and_an_empty_one_is_none()
    {
        static JwtOptions Read(Dictionary<string, string?> settings)
        {
            using var host = JwtHost.Create(settings: settings);
            return ((IOptionsMonitor<JwtOptions>)host.Services.GetService(typeof(IOptionsMonitor<JwtOptions>))!).CurrentValue;
        }

        var options = Read(new()
        {
            ["Bolt:Jwt:Authority"] = "https://ours.example",
            ["Bolt:Jwt:MetadataAddress"] = "https://ours.example/m",
            ["Authentication:Schemes:Bearer:Authority"] = "https://login.example.com",
            ["Authentication:Schemes:Bearer:MetadataAddress"] = "https://login.example.com/m",
        });
        Assert.Equal(("https://ours.example", "https://ours.example/m"), (options.Authority, options.MetadataAddress));
        options = Read(new()
        {
            ["Bolt:Jwt:Secret"] = TestKeys.Secret,
            ["Authentication:Schemes:Bearer:Authority"] = "",
            ["Authentication:Schemes:Bearer:MetadataAddress"] = "",
        });
        Assert.Equal((null, null), (options.Authority, options.MetadataAddress));
    }
}
