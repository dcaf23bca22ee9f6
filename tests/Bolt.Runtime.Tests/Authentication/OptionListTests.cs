using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Runtime.Tests;

/// <summary>Lists of options can be set as well as added to.</summary>
public sealed class OptionListTests
{
    [Fact]
    public void List_that_is_set_replaces_what_was_there()
    {
        var options = new JwtOptions { Algorithms = ["HS384"] };
        options.Algorithms = ["HS256"];
        options.Algorithms.Add("HS512");
        Assert.Equal(["HS256", "HS512"], options.Algorithms);
    }

    [Fact]
    public void Configuration_adds_to_an_array_that_was_set_before()
    {
        var settings = new Dictionary<string, string?> { ["Bolt:Jwt:Secret"] = TestKeys.Secret, ["Bolt:Jwt:Issuers:0"] = "configured" };
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.Configure<JwtOptions>(static options => options.Issuers = new[] { "code" });
        services.AddBolt().AddJwt();
        using var provider = services.BuildServiceProvider();
        Assert.Equal(["code", "configured"], provider.GetRequiredService<IOptionsMonitor<JwtOptions>>().Get(Options.DefaultName).Issuers);
    }

    [Fact]
    public void Null_is_refused()
    {
        foreach (var set in new Action[]
        {
            static () => _ = new JwtOptions { Algorithms = null! },
            static () => _ = new JwtOptions { Audiences = null! },
            static () => _ = new JwtOptions { Issuers = null! },
            static () => _ = new JwtOptions { Keys = null! },
            static () => _ = new JwtOptions { PermissionClaims = null! },
            static () => _ = new JwtOptions { ValidTypes = null! },
            static () => _ = new ApiKeyOptions { Keys = null! },
            static () => _ = new BoltOptions { TrustedOrigins = null! },
        })
        {
            Assert.Throws<ArgumentNullException>("value", set);
        }
    }
}
