using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>Configuration binds the names of <see cref="JwtOptions"/>, and says so when it meets one that does not exist.</summary>
public sealed class ConfigurationTests
{
    private static JwtOptions Read(Dictionary<string, string?> settings, string name = "")
    {
        using var host = JwtHost.Create(settings: settings, add: bolt => bolt.AddJwt<KidTests.PartnerJwt>());
        return ((IOptionsMonitor<JwtOptions>)host.Services.GetService(typeof(IOptionsMonitor<JwtOptions>))!).Get(name);
    }

    [Fact]
    public void Binds_every_setting()
    {
        var options = Read(new()
        {
            ["Bolt:Jwt:Secret"] = TestKeys.Secret,
            ["Bolt:Jwt:Algorithms:0"] = "HS256",
            ["Bolt:Jwt:Algorithms:1"] = "HS512",
            ["Bolt:Jwt:Audiences:0"] = "a",
            ["Bolt:Jwt:Issuers"] = "i",
            ["Bolt:Jwt:PermissionClaims:0"] = "realm_access.roles",
            ["Bolt:Jwt:Header"] = "X-Token",
            ["Bolt:Jwt:ClockSkew"] = "00:00:05",
            ["Bolt:Jwt:RequireTokenId"] = "true",
            ["Bolt:Jwt:MaximumTokenLength"] = "4096",
            ["Bolt:Jwt:VerifiedTokenCacheSize"] = "7",
            ["Bolt:Jwt:TokenLifetime"] = "00:10:00",
            ["Bolt:Jwt:KeyRefreshInterval"] = "1.00:00:00",
            ["bolt:jwt:minimumkeyrefreshinterval"] = "00:01:00",
            ["Bolt:Jwt:MaximumKeyAge"] = "3.00:00:00",
        });
        Assert.Equal(TestKeys.Secret, options.Secret);
        Assert.Equal(["HS256", "HS512"], options.Algorithms);
        Assert.Equal(["a"], options.Audiences);
        Assert.Equal(["i"], options.Issuers);
        Assert.Equal(["realm_access.roles"], options.PermissionClaims);
        Assert.Equal("X-Token", options.Header);
        Assert.Equal(TimeSpan.FromSeconds(5), options.ClockSkew);
        Assert.True(options.RequireTokenId);
        Assert.Equal((4096, 7), (options.MaximumTokenLength, options.VerifiedTokenCacheSize));
        Assert.Equal(
            (TimeSpan.FromMinutes(10), TimeSpan.FromDays(1), TimeSpan.FromMinutes(1)),
            (options.TokenLifetime, options.KeyRefreshInterval, options.MinimumKeyRefreshInterval));
        Assert.Equal(TimeSpan.FromDays(3), options.MaximumKeyAge);
    }

    [Fact]
    public void Binds_what_an_authority_needs()
    {
        var options = Read(new() { ["Bolt:Jwt:Authority"] = "https://login.example.com", ["Bolt:Jwt:MetadataAddress"] = "https://login.example.com/m" });
        Assert.Equal(("https://login.example.com", "https://login.example.com/m"), (options.Authority, options.MetadataAddress));
    }

    [Fact]
    public void Every_setting_is_a_property_and_the_reverse()
    {
        var e = Assert.Throws<OptionsValidationException>(() => Read(new() { ["Bolt:Jwt:Secret"] = TestKeys.Secret, ["Bolt:Jwt:Something"] = "x" }));
        var settings = e.Message.Split("Settings: ")[1].Split('.')[0].Split(", ");
        Assert.Equal(typeof(JwtOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal), settings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Types_of_your_own_have_their_own_section()
    {
        var settings = new Dictionary<string, string?> { ["Bolt:Jwt:Secret"] = TestKeys.Secret, ["Bolt:PartnerJwt:Secret"] = new string('p', 32), ["Bolt:PartnerJwt:Issuers:0"] = "p" };
        Assert.Empty(Read(settings).Issuers);
        Assert.Equal(["p"], Read(settings, "PartnerJwt").Issuers);
    }

    [Fact]
    public void Keys_are_jwk_text_jwk_members_or_pem()
    {
        var ec = JsonWebKeyConverter.ConvertFromECDsaSecurityKey((ECDsaSecurityKey)TestKeys.For("ES256", "members"));
        var options = Read(new()
        {
            ["Bolt:Jwt:Keys:0"] = $$"""{"kty":"EC","kid":"text","crv":"P-256","x":"{{ec.X}}","y":"{{ec.Y}}"}""",
            ["Bolt:Jwt:Keys:1:kty"] = "EC",
            ["Bolt:Jwt:Keys:1:kid"] = "members",
            ["Bolt:Jwt:Keys:1:crv"] = "P-256",
            ["Bolt:Jwt:Keys:1:x"] = ec.X,
            ["Bolt:Jwt:Keys:1:y"] = ec.Y,
            ["Bolt:Jwt:Keys:1:use"] = "sig",
            ["Bolt:Jwt:Keys:1:alg"] = "ES256",
            ["Bolt:Jwt:Keys:1:key_ops:0"] = "verify",
            ["Bolt:Jwt:Keys:2"] = ((RsaSecurityKey)TestKeys.For("RS256")).Rsa.ExportSubjectPublicKeyInfoPem(),
            ["Bolt:Jwt:Keys:3"] = ((ECDsaSecurityKey)TestKeys.For("ES384")).ECDsa.ExportSubjectPublicKeyInfoPem(),
            ["Bolt:PartnerJwt:Secret"] = TestKeys.Secret,
        });
        using var host = JwtHost.Create(target =>
        {
            foreach (var key in options.Keys)
            {
                target.Keys.Add(key);
            }
        });
        foreach (var (algorithm, kid) in new[] { ("ES256", "text"), ("ES256", "members"), ("RS256", "x"), ("ES384", "x") })
        {
            Assert.True(host.Authenticate(TestKeys.Token(TestKeys.Payload(), $$"""{"alg":"{{algorithm}}","kid":"{{kid}}"}""", algorithm)).Succeeded, algorithm + kid);
        }
    }

    [Theory]
    [InlineData("Bolt:Jwt:Audience", "x", "did you mean Audiences?")]
    [InlineData("Bolt:Jwt:Haeder", "x", "did you mean Header?")]
    [InlineData("Bolt:Jwt:Isuers:0", "x", "did you mean Issuers?")]
    [InlineData("Bolt:Jwt:Something", "x", "Settings: Secret, Keys,")]
    [InlineData("Bolt:Jwt:ClockSkew", "soon", "not a time span")]
    [InlineData("Bolt:Jwt:RequireTokenId", "yes", "not true or false")]
    [InlineData("Bolt:Jwt:MaximumTokenLength", "8K", "not a whole number")]
    [InlineData("Bolt:Jwt:Keys:0", "{\"kty\":", "neither a JWK nor")]
    [InlineData("Bolt:Jwt:Keys:0", "-----BEGIN NONSENSE-----", "neither a JWK nor")]
    [InlineData("Authentication:Schemes:Bearer:Audience", "x", "did you mean ValidAudiences?")]
    [InlineData("Authentication:Schemes:Bearer:ValidAudences:0", "x", "did you mean ValidAudiences?")]
    [InlineData("Authentication:Schemes:Bearer:SigningKeys:0:Value", "!", "not standard base64")]
    public void Mistakes_are_reported(string setting, string value, string problem)
    {
        using var host = JwtHost.Create(
            options => options.Secret = TestKeys.Secret,
            settings: new Dictionary<string, string?> { [setting] = value, ["Authentication:Schemes:Bearer:SigningKeys:0:Issuer"] = "i" });
        var e = Assert.Throws<OptionsValidationException>(() => host.Jwt);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_of_a_key_are_respected()
    {
        using var host = JwtHost.Create(settings: new Dictionary<string, string?>
        {
            ["Bolt:Jwt:Keys:0:kty"] = "oct",
            ["Bolt:Jwt:Keys:0:k"] = Base64UrlEncoder.Encode(TestKeys.Secret),
            ["Bolt:Jwt:Keys:0:key_ops:0"] = "encrypt",
        });
        Assert.Contains("key_ops", Assert.Throws<OptionsValidationException>(() => host.Jwt).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_the_handler_alone_are_no_mistake()
    {
        using var host = JwtHost.Create(
            options => options.Secret = TestKeys.Secret,
            settings: new Dictionary<string, string?> { ["Authentication:Schemes:Bearer:SaveToken"] = "true" });
        Assert.NotNull(host.Jwt);
    }
}
