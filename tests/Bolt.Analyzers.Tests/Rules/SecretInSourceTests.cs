using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.SecretInSourceAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1006.</summary>
public class SecretInSourceTests
{
    [Theory]
    [InlineData("""o.Secret = {|BOLT1006:"0123456789abcdef0123456789abcdef"|};""")]
    [InlineData("""o.Secret = {|BOLT1006:Secret|};""")]
    [InlineData("""o.Secret = {|BOLT1006:"0123456789abcdef" + nameof(Secret)|};""")]
    [InlineData("""o.Secret = Environment.GetEnvironmentVariable("JWT") ?? {|BOLT1006:"0123456789abcdef"|};""")]
    [InlineData("""o.Secret = DateTime.Now.Ticks > 0 ? {|BOLT1006:"a"|} : Environment.GetEnvironmentVariable("JWT");""")]
    [InlineData("""_ = new JwtOptions { Secret = {|BOLT1006:"a"|} };""")]
    [InlineData("""o.Keys.Add(new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|BOLT1006:"a"|})));""")]
    [InlineData("""o.Keys.Add(new SymmetricSecurityKey(Convert.FromBase64String({|BOLT1006:"YQ=="|})));""")]
    [InlineData("""o.Keys.Add(new SymmetricSecurityKey({|BOLT1006:"a"u8|}.ToArray()));""")]
    [InlineData("""configuration["Bolt:Jwt:Secret"] = {|BOLT1006:"a"|};""")]
    [InlineData("""configuration["bolt:jwt:secret"] = configuration["Other"] ?? {|BOLT1006:"a"|};""")]
    [InlineData("""configuration[SecretName] = {|BOLT1006:"a"|};""")]
    [InlineData("""o.Secret ??= {|BOLT1006:"a"|};""")]
    [InlineData("""o.@Secret = {|BOLT1006:"a"|};""")]
    [InlineData("""o.Secret = {|BOLT1006:$"{Secret}-2"|};""")]
    [InlineData("""o.Secret = ({|BOLT1006:"a"|})!;""")]
    [InlineData("""((JwtOptions?)o)?.Secret = {|BOLT1006:"a"|};""")]
    [InlineData("""_ = new JwtOptions { Keys = { new SymmetricSecurityKey(Encoding.UTF8.GetBytes({|BOLT1006:"a"|})) } };""")]
    [InlineData("""o.Keys.Insert(0, new HmacKey({|BOLT1006:"a"u8|}.ToArray()));""")]
    public Task ForLiteral_Triggers(string statement) => Test.RunAsync(Source(statement));

    [Theory]
    [InlineData("""o.Secret = configuration["Bolt:Jwt:Secret"];""")]
    [InlineData("""o.Secret = Environment.GetEnvironmentVariable("JWT") ?? throw new InvalidOperationException("no secret");""")]
    [InlineData("""o.Secret = null;""")]
    [InlineData("""o.Secret = "";""")]
    [InlineData("""o.Secret = File.ReadAllText("secret");""")]
    [InlineData("""o.Header = "X-Token"; o.Issuers.Add("me");""")]
    [InlineData("""o.Keys.Add(new SymmetricSecurityKey(File.ReadAllBytes("secret")));""")]
    [InlineData("""configuration["Other:Secret"] = "a"; new Other().Secret = "b";""")]
    [InlineData("""o.Secret ??= configuration["Bolt:Jwt:Secret"];""")]
    [InlineData("""o.Secret = $"{configuration["a"]}{configuration["b"]}";""")]
    [InlineData("""configuration["Bolt:Jwt:Header"] = "X-Token"; configuration["Bolt:Jwt:Secret"] = configuration["Vault"];""")]
    [InlineData("""var verify = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("of a test's own"));""")]
    [InlineData("""// o.Secret = "in a comment";""")]
    [InlineData("""var text = "o.Secret = secret";""")]
    public Task ForWhatComesFromElsewhere_DoesNotTrigger(string statement) => Test.RunAsync(Source(statement));

    [Theory]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", {|BOLT1006:"the key itself"|}));""")]
    [InlineData("""o.Keys.Add(new ApiKey(name: "reporting", hash: {|BOLT1006:"the key itself"|}));""")]
    [InlineData("""o.Keys.Add(new ApiKey(hash: {|BOLT1006:"the key itself"|}, name: "reporting"));""")]
    [InlineData("""o.Keys.Add(new("reporting", {|BOLT1006:"the key itself"|}));""")]
    [InlineData("""o.Keys.Add(new Bolt.ApiKey("reporting", {|BOLT1006:Key|}));""")]
    [InlineData("""o.Keys.Add(new Partner("reporting", {|BOLT1006:Key|}));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", {|BOLT1006:"key-" + Key|}) { Permissions = ["admin.read"] });""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", configuration["Key"] ?? {|BOLT1006:"fallback"|}));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", ApiKey.Hash({|BOLT1006:"the key itself"|})));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", ApiKey.Hash({|BOLT1006:Key|})));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(configuration["Key"] ?? {|BOLT1006:"fallback"|})));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", ApiKey.Hash({|BOLT1006:$"prefix-{Key}"|})));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", Partner.Hash(key: {|BOLT1006:"the key itself"|})));""")]
    [InlineData("""var hash = ApiKey.Hash({|BOLT1006:"the key itself"|}); o.Keys.Add(new ApiKey("reporting", hash));""")]
    public Task ForApiKeyLiteral_Triggers(string statement) => Test.RunAsync(ApiKeys(statement));

    [Theory]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", "sha256:2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90"));""")]
    [InlineData("""o.Keys.Add(new("reporting", hash: "sha256:2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90"));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", Hash));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", configuration["Bolt:ApiKeys:Reporting"]!));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", $"sha256:{configuration["Hash"]}"));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(configuration["Key"]!)));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", ApiKey.Hash($"{configuration["Prefix"]}-{Environment.MachineName}")));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(Environment.GetEnvironmentVariable("KEY") ?? throw new InvalidOperationException("KEY is not set"))));""")]
    [InlineData("""o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(File.ReadAllText("key"))));""")]
    [InlineData("""o.Header = "X-API-Key"; _ = new Other("a", "b"); _ = Other.Hash("c"); Other other = new("d", "e");""")]
    public Task ForApiKeyFromElsewhereOrHash_DoesNotTrigger(string statement) => Test.RunAsync(ApiKeys(statement));

    [Fact]
    public Task ForKeyOfATestThatSaysSo_DoesNotTrigger() => Test.RunAsync(ApiKeys("""
        #pragma warning disable BOLT1006 // of no use outside of this test
        o.Keys.Add(new ApiKey("reporting", ApiKey.Hash("test-key")));
        #pragma warning restore BOLT1006
        """));

    private static string ApiKeys(string statement) => $$"""
        using System.IO;
        using Microsoft.Extensions.Configuration;
        using Partner = Bolt.ApiKey;

        public static class Setup
        {
            private const string Key = "0123456789abcdef0123456789abcdef";
            private const string Hash = "sha256:2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90";

            public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddApiKeys(o =>
            {
                {{statement}}
            });
        }

        public sealed class Other(string name, string hash)
        {
            public string Both => name + hash;

            public static string Hash(string text) => text;
        }
        """;

    private static string Source(string statement) => $$"""
        using System.IO;
        using System.Text;
        using Microsoft.Extensions.Configuration;
        using Microsoft.IdentityModel.Tokens;
        using HmacKey = Microsoft.IdentityModel.Tokens.SymmetricSecurityKey;

        public static class Setup
        {
            private const string Secret = "0123456789abcdef0123456789abcdef";
            private const string SecretName = "Bolt:Jwt:Secret";

            public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
            {
                {{statement}}
            });
        }

        public sealed class Other { public string? Secret { get; set; } }
        """;
}
