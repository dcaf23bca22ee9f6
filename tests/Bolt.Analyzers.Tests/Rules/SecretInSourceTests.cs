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
    public Task ForWhatComesFromElsewhere_DoesNotTrigger(string statement) => Test.RunAsync(Source(statement));

    private static string Source(string statement) => $$"""
        using System.IO;
        using System.Text;
        using Microsoft.Extensions.Configuration;
        using Microsoft.IdentityModel.Tokens;

        public static class Setup
        {
            private const string Secret = "0123456789abcdef0123456789abcdef";

            public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
            {
                {{statement}}
            });
        }

        public sealed class Other { public string? Secret { get; set; } }
        """;
}
