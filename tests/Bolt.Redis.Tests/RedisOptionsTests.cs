using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Bolt.Redis.Tests;

/// <summary>Settings of the three features: read from their own section, and what is wrong with them stops the start.</summary>
public sealed class RedisOptionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Revocation", "PollInterval", "00:00:03", "a quarter of MaximumStaleness")]
    [InlineData("Revocation", "MaximumStaleness", "00:06:00", "between 1 second and 5 minutes")]
    [InlineData("Revocation", "KeyPrefix", "a{b}", "printable ASCII characters without spaces and braces")]
    [InlineData("Revocation", "Database", "-2", "Database must be the number of a database")]
    [InlineData("Revocation", "MaximumStalenes", "00:00:10", "did you mean MaximumStaleness?")]
    [InlineData("Revocation", "PollInterval", "1", "Bolt:Redis:Revocation:PollInterval is not a time span")]
    [InlineData("Sessions", "KeyPrefix", "", "printable ASCII characters without spaces and braces")]
    [InlineData("Sessions", "Database", "-2", "Database must be the number of a database")]
    [InlineData("Sessions", "KeyPrefx", "shop", "did you mean KeyPrefix?")]
    [InlineData("RefreshTokens", "KeyPrefix", "a b", "printable ASCII characters without spaces and braces")]
    [InlineData("RefreshTokens", "Database", "first", "Bolt:Redis:RefreshTokens:Database is not")]
    public async Task WhatIsWrongWithTheSettingsStopsTheStart(string feature, string name, string value, string problem)
    {
        var builder = Create(feature, name, value);
        builder.Services.AddSingleton<IConnectionMultiplexer>(static _ => ConnectionMultiplexer.Connect("127.0.0.1:1,abortConnect=false,connectTimeout=50,connectRetry=0"));
        using var host = builder.Build();
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancellation));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith($"AddRedis{feature}() is misconfigured (configuration section Bolt:Redis:{feature}):", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsAreReadAndWhatTheProgramSetsComesLater()
    {
        var builder = Create("Sessions", "KeyPrefix", "shop", static b => b.AddRedisSessions(static o => o.Database += 2).AddRedisSessions(static o => o.KeyPrefix += ":s"));
        builder.Configuration["Bolt:Redis:Sessions:Database"] = "3";
        using var host = builder.Build();
        var options = host.Services.GetRequiredService<IOptions<RedisSessionOptions>>().Value;
        Assert.Equal(("shop:s", 5), (options.KeyPrefix, options.Database));
        var others = host.Services.GetRequiredService<IOptions<RedisRefreshTokenOptions>>().Value;
        Assert.Equal(("bolt:refresh", -1), (others.KeyPrefix, others.Database));
    }

    [Theory]
    [InlineData(typeof(RedisRevocationStore), "AddRedisRevocation()")]
    [InlineData(typeof(RedisSessionStore), "AddRedisSessions()")]
    [InlineData(typeof(RedisRefreshTokenStore), "AddRedisRefreshTokens()")]
    public void AMissingConnectionIsNamed(Type store, string call)
    {
        using var host = Create("Sessions", "Database", "1").Build();
        var failure = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService(store));
        Assert.StartsWith($"{call} needs an IConnectionMultiplexer: call services.AddSingleton<IConnectionMultiplexer>", failure.Message, StringComparison.Ordinal);
    }

    private static HostApplicationBuilder Create(string feature, string name, string value, Action<BoltBuilder>? more = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Bolt:Jwt:Secret"] = Server.Secret;
        builder.Configuration[$"Bolt:Redis:{feature}:{name}"] = value;
        var bolt = builder.Services.AddBolt().AddJwt().AddUsers<Ada, AdaLoader>().AddSessions().AddRefreshTokens<Ada>().AddRedisRevocation().AddRedisSessions().AddRedisRefreshTokens();
        more?.Invoke(bolt);
        return builder;
    }
}
