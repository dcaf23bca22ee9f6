using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.UnsoundAlgorithmsAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1007.</summary>
public class UnsoundAlgorithmsTests
{
    [Theory]
    [InlineData("""o.Algorithms.Add({|BOLT1007:"none"|});""")]
    [InlineData("""o.Algorithms.Add({|BOLT1007:"hs256"|});""")]
    [InlineData("""o.Algorithms.Add({|BOLT1007:""|});""")]
    [InlineData("""o.Algorithms.Add({|BOLT1007:Algorithm|});""")]
    [InlineData("""o.Algorithms.Add("HS256"); o.Algorithms.Add({|BOLT1007:"RS256"|});""")]
    [InlineData("""o.Algorithms.Add("ES256"); o.Header = "X"; o.Algorithms.Add({|BOLT1007:"HS512"|});""")]
    [InlineData("""o.Algorithms.Insert(0, {|BOLT1007:"RS128"|});""")]
    [InlineData("""_ = new JwtOptions { Algorithms = { "HS256", {|BOLT1007:"PS256"|} } };""")]
    [InlineData("""_ = new JwtOptions { Algorithms = { {|BOLT1007:"A128KW"|} } };""")]
    public Task ForUnsoundList_Triggers(string statement) => Test.RunAsync(Source(statement));

    [Theory]
    [InlineData("""o.Algorithms.Add("HS256");""")]
    [InlineData("""o.Algorithms.Add("RS256"); o.Algorithms.Add("PS256"); o.Algorithms.Add("ES384");""")]
    [InlineData("""o.Algorithms.Add(Environment.MachineName);""")]
    [InlineData("""_ = new JwtOptions { Algorithms = { "HS256", "HS512" } }; _ = new JwtOptions { Algorithms = { "RS256" } };""")]
    [InlineData("""o.Algorithms.Clear(); o.Issuers.Add("none");""")]
    public Task ForSoundList_DoesNotTrigger(string statement) => Test.RunAsync(Source(statement));

    [Fact]
    public Task ForTwoBackends_DoesNotTrigger() => Test.RunAsync("""
        public static class Setup
        {
            public static void Add(IServiceCollection services) => services.AddBolt()
                .AddJwt(o => o.Algorithms.Add("HS256"))
                .AddJwt<PartnerJwt>(o => o.Algorithms.Add("RS256"));
        }

        public sealed class PartnerJwt : JwtAuthentication;
        """);

    private static string Source(string statement) => $$"""
        public static class Setup
        {
            private const string Algorithm = "RS1";

            public static void Add(IServiceCollection services) => services.AddBolt().AddJwt(o =>
            {
                {{statement}}
            });
        }
        """;
}
