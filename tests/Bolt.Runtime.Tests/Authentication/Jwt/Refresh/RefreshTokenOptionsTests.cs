using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>Where the options come from, and what stops a program at its start.</summary>
public sealed class RefreshTokenOptionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Options_come_from_configuration_and_then_from_code()
    {
        using var host = Host(
            static o => o.MaximumPerUser = 3,
            ("AccessTokenLifetime", "00:05:00"), ("IdleTimeout", "1.00:00:00"), ("AbsoluteTimeout", "2.00:00:00"), ("ReuseGrace", "00:00:10"), ("MaximumPerUser", "7"));
        var options = host.Services.GetRequiredService<IOptions<RefreshTokenOptions>>().Value;
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromSeconds(10), 3), (options.AccessTokenLifetime, options.IdleTimeout, options.AbsoluteTimeout, options.ReuseGrace, options.MaximumPerUser));
        Assert.Equal(TimeSpan.FromDays(100), host.Services.GetRequiredService<IOptions<RevocationOptions>>().Value.Retention);
        using var longer = Host(static o => o.AbsoluteTimeout = TimeSpan.FromDays(400));
        Assert.Equal(TimeSpan.FromDays(400), longer.Services.GetRequiredService<IOptions<RevocationOptions>>().Value.Retention);
    }

    [Theory]
    [InlineData("AccessTokenLifetime", "00:00:00.5")]
    [InlineData("AccessTokenLifetime", "15.00:00:00")]
    [InlineData("IdleTimeout", "91.00:00:00")]
    [InlineData("AbsoluteTimeout", "3651.00:00:00")]
    [InlineData("ReuseGrace", "-00:00:01")]
    [InlineData("ReuseGrace", "00:10:01")]
    [InlineData("MaximumPerUser", "-1")]
    [InlineData("MaximumPerUser", "many")]
    [InlineData("IdleTimeOuts", "1.00:00:00")]
    public void What_is_wrong_is_named(string name, string value)
    {
        using var host = Host(null, (name, value));
        var error = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<RefreshTokenOptions>>().Value);
        Assert.Contains("AddRefreshTokens() is misconfigured (configuration section Bolt:RefreshTokens)", error.Message, StringComparison.Ordinal);
        Assert.Contains(name[..^1], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_that_cannot_revoke_a_session_stops_the_start()
    {
        foreach (var isFirst in new[] { true, false })
        {
            var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(bolt =>
            {
                bolt.Services.AddDistributedMemoryCache();
                _ = isFirst
                    ? bolt.AddRevocation<DistributedCacheRevocationStore>().AddRefreshTokens<Account>()
                    : bolt.AddRefreshTokens<Account>().AddRevocation<DistributedCacheRevocationStore>();
            }));
            Assert.Contains("DistributedCacheRevocationStore is no ISessionRevocationStore", error.Message, StringComparison.Ordinal);
        }

        var longer = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(static bolt => bolt
            .AddRevocation<InMemoryRevocationStore>(static o => o.MaximumTokenLifetime = TimeSpan.FromMinutes(10)).AddRefreshTokens<Account>()));
        Assert.Contains("AccessTokenLifetime is longer", longer.Message, StringComparison.Ordinal);
        await StartAsync(static bolt => bolt.AddRefreshTokens<Account>());
    }

    /// <summary>Without them every refresh would be 503, or every login 500.</summary>
    [Fact]
    public async Task Loader_and_key_that_are_missing_stop_the_start_together()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(
            bolt => bolt.AddRefreshTokens<Account>().AddJwt(o =>
            {
                o.Secret = null;
                o.Keys = [new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(includePrivateParameters: false)))];
            }),
            users: false));
        Assert.Equal(
            "Bolt cannot start:\n"
            + "- AddRefreshTokens() needs a key that signs the access tokens: set JwtOptions.Secret, or add a key with its private part to JwtOptions.Keys. Keys of 'dotnet user-jwts' and of an authority verify only.\n"
            + "- AddRefreshTokens<Account>() looks the user up at every refresh, and no IUserLoader<Account> is registered: call services.AddBolt().AddUsers<Account, …>().",
            error.Message);

        // Sessions by cookie name a user, and need nobody to find it.
        await StartAsync(static bolt => bolt.AddSessions(), users: false);
    }

    [Fact]
    public void Memory_store_of_revocation_is_added_where_there_is_none()
    {
        using var host = Host();
        Assert.True(host.Services.GetRequiredService<IRevocationStore>() is ISessionRevocationStore);
        Assert.NotNull(host.Services.GetRequiredService<InMemoryRevocationStore>());
        Assert.IsType<InMemoryRefreshTokenStore>(host.Services.GetRequiredService<IRefreshTokenStore>());
    }

    private static async Task StartAsync(Action<BoltBuilder> add, bool users = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (users)
        {
            builder.Services.AddSingleton<IUserLoader<Account>>(new Accounts { Gates = new Gates() });
        }

        add(builder.Services.AddBolt().AddJwt(static o => o.Secret = TestKeys.Secret));
        await using var app = builder.Build();
        await app.StartAsync(Cancellation);
        await app.StopAsync(Cancellation);
    }

    private static JwtHost Host(Action<RefreshTokenOptions>? configure = null, params (string Name, string Value)[] settings) => JwtHost.Create(
        static o => o.Secret = TestKeys.Secret,
        bolt =>
        {
            bolt.Services.AddSingleton<IUserLoader<Account>>(new Accounts { Gates = new Gates() });
            bolt.AddRefreshTokens<Account>(configure);
        },
        settings.ToDictionary(static s => "Bolt:RefreshTokens:" + s.Name, static s => (string?)s.Value));
}
