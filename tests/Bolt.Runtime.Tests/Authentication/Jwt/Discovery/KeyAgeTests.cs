using System.Runtime.CompilerServices;
using Bolt.Authentication.Jwt.Discovery;
using Bolt.Authentication.Jwt.Validation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Runtime.Tests;

/// <summary>Discovered keys get old: they are refreshed without requests, and not believed for ever. The clock moves only where a test moves it.</summary>
public sealed class KeyAgeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static JwtHost Host(TestOidcIssuer issuer, Action<JwtOptions>? more = null, Logs? logs = null) => JwtHost.Create(
        options =>
        {
            options.Authority = issuer.Address;
            options.Algorithms.Add("ES256");
            options.ClockSkew = Hour;
            more?.Invoke(options);
        },
        logs: logs);

    /// <summary>Lives for days: here only keys get old.</summary>
    private static string Token(TestOidcIssuer issuer, string kid, Microsoft.IdentityModel.Tokens.SecurityKey? key = null) => TestKeys.Token(
        $$"""{"sub":"user-1","exp":{{TestKeys.Seconds(TimeSpan.FromDays(30))}},"iss":"{{issuer.Address}}"}""", $$"""{"alg":"ES256","kid":"{{kid}}"}""", "ES256", key ?? issuer.Keys[kid]);

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 500 && !holds(); i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(holds());

        // What was counted is not yet what was taken.
        await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Idle_night_leaves_no_withdrawn_key()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        var old = Token(issuer, "a");
        Assert.True((await host.AuthenticateAsync(old)).Succeeded);
        issuer.Keys.Clear();
        issuer.Keys["b"] = TestOidcIssuer.NewKey("b");
        for (var hour = 1; hour <= 8; hour++)
        {
            host.Time.Advance(Hour);
            await UntilAsync(() => issuer.Answers == 1 + hour);
        }

        Assert.Equal(9, issuer.Fetches);
        var first = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => host.AuthenticateAsync(old).AsTask()));
        Assert.All(first, outcome => Assert.Equal(JwtFailure.UnknownKey, outcome.FailureReason));
        Assert.True((await host.AuthenticateAsync(Token(issuer, "b"))).Succeeded);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5)]
    public async Task Keys_past_their_greatest_age_are_believed_no_longer(int? hours)
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        var own = TestOidcIssuer.NewKey("own");
        using var host = Host(
            issuer,
            options =>
            {
                options.Keys.Add(own);
                options.MaximumKeyAge = hours is { } age ? age * Hour : null;
            },
            logs);
        var token = Token(issuer, "a");
        Assert.True((await host.AuthenticateAsync(token)).Succeeded);
        var fetches = issuer.Fetches;
        issuer.IsDown = true;
        var maximum = (hours ?? 2) * Hour;
        host.Time.Advance(maximum - Second);
        await UntilAsync(() => issuer.Fetches > fetches);
        Assert.True((await host.AuthenticateAsync(token)).Succeeded, "the last good keys survive an outage");
        host.Time.Advance(Second);
        var outcome = await host.AuthenticateAsync(token);
        Assert.Equal((true, JwtFailure.KeysUnavailable), (outcome.IsUnavailable, outcome.FailureReason));
        Assert.True((await host.AuthenticateAsync(Token(issuer, "own", own))).Succeeded, "a configured key has no age");
        Assert.Equal(JwtFailure.Signature, (await host.AuthenticateAsync(Token(issuer, "own", TestOidcIssuer.NewKey("x")))).FailureReason);

        issuer.IsDown = false;
        host.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.True((await host.AuthenticateAsync(token)).Succeeded);
        Assert.Single(logs.Lines, line => line.StartsWith("Error 3009", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clock_set_back_makes_no_key_younger()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        var time = new FakeTimeProvider(JwtHost.Start);
        var clock = new WrongClock(time);
        await using var services = Services(issuer, clock);
        var jwt = services.GetRequiredService<JwtAuthentication>();
        var request = JwtHost.Request("Bearer " + Token(issuer, "a"));
        Assert.True((await jwt.AuthenticateAsync(request)).Succeeded);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        issuer.IsDown = true;
        clock.Error = -20 * Hour;
        for (var minutes = 0; minutes < 115; minutes += 5)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            await Task.Delay(20, TestContext.Current.CancellationToken);
            Assert.True((await jwt.AuthenticateAsync(request)).Succeeded);
        }

        time.Advance(TimeSpan.FromMinutes(6));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await jwt.AuthenticateAsync(request)).IsUnavailable);
    }

    [Fact]
    public async Task Outage_in_an_idle_night_ends_without_a_request()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        Assert.True((await host.AuthenticateAsync(Token(issuer, "a"))).Succeeded);
        issuer.IsDown = true;
        host.Time.Advance(Hour);
        await UntilAsync(() => issuer.Fetches == 2);
        issuer.IsDown = false;
        issuer.Keys["b"] = TestOidcIssuer.NewKey("b");
        host.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(2, issuer.Fetches);
        host.Time.Advance(Second);
        await UntilAsync(() => issuer.Answers == 2);
        Assert.True(host.AuthenticateAsync(Token(issuer, "b")).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Shortest_greatest_age_leaves_no_moment_without_keys()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer, options => options.MaximumKeyAge = Hour);
        var token = Token(issuer, "a");
        Assert.True((await host.AuthenticateAsync(token)).Succeeded);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        host.Time.Advance(TimeSpan.FromMinutes(45));
        await UntilAsync(() => issuer.Fetches == 2);
        for (var minutes = 45; minutes < 150; minutes += 5)
        {
            host.Time.Advance(TimeSpan.FromMinutes(5));
            await Task.Delay(30, TestContext.Current.CancellationToken);
            var request = host.AuthenticateAsync(token);
            Assert.True(request.IsCompletedSuccessfully);
            Assert.True((await request).Succeeded);
        }

        Assert.InRange(issuer.Fetches, 3, 5);
    }

    /// <summary>A sixtieth of the interval, and never sooner than requests may ask.</summary>
    [Theory]
    [InlineData(60, 0.5, 1)]
    [InlineData(60, 5, 5)]
    [InlineData(600, 5, 10)]
    public void A_failed_refresh_is_tried_again_soon(int interval, double minimum, int retry)
    {
        var age = new KeyAge(new JwtOptions { KeyRefreshInterval = TimeSpan.FromMinutes(interval), MinimumKeyRefreshInterval = TimeSpan.FromMinutes(minimum) });
        Assert.Equal(TimeSpan.FromMinutes(retry), age.Retry);
    }

    [Fact]
    public async Task The_greatest_age_there_is_means_for_ever()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer, options => options.MaximumKeyAge = TimeSpan.MaxValue);
        var token = Token(issuer, "a");
        Assert.True((await host.AuthenticateAsync(token)).Succeeded);
        issuer.IsDown = true;
        host.Time.Advance(TimeSpan.FromDays(29));
        Assert.True((await host.AuthenticateAsync(token)).Succeeded);
    }

    [Fact]
    public async Task As_many_keys_as_there_may_be_are_taken()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        for (var i = issuer.Keys.Count; i < FetchLimits.MaximumKeys; i++)
        {
            issuer.Keys["k" + i] = TestOidcIssuer.NewKey("k" + i);
        }

        using var host = Host(issuer);
        Assert.True((await host.AuthenticateAsync(Token(issuer, "a"))).Succeeded);
    }

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("abcd", "abc…")]
    [InlineData("a\nb", "a?b")]
    public void What_an_issuer_says_is_shortened_visibly(string text, string shown) => Assert.Equal(shown, LogText.Shorten(text, 3));

    [Fact]
    public async Task Interval_longer_than_any_timer_is_kept()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer, options => options.KeyRefreshInterval = TimeSpan.FromDays(100));
        Assert.True((await host.AuthenticateAsync(Token(issuer, "a"))).Succeeded);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        host.Time.Advance(TimeSpan.FromDays(100) - Second);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(1, issuer.Fetches);
        host.Time.Advance(Second);
        await UntilAsync(() => issuer.Fetches == 2);
    }

    [Fact]
    public async Task Empty_list_withdraws_every_key_and_counts_as_an_answer()
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer, logs: logs);
        var token = Token(issuer, "a");
        Assert.True((await host.AuthenticateAsync(token)).Succeeded);
        var key = issuer.Keys["a"];
        issuer.Keys.Clear();
        for (var hour = 1; hour <= 4; hour++)
        {
            host.Time.Advance(Hour);
            await UntilAsync(() => issuer.Answers == 1 + hour);
            var outcome = await host.AuthenticateAsync(token);
            Assert.Equal((false, JwtFailure.Algorithm), (outcome.IsUnavailable, outcome.FailureReason));
        }

        Assert.Single(logs.Lines, line => line.StartsWith("Warning 3008", StringComparison.Ordinal));
        issuer.Keys["a"] = key;
        host.Time.Advance(Hour);
        await UntilAsync(() => issuer.Answers == 6);
        Assert.True((await host.AuthenticateAsync(token)).Succeeded);
    }

    [Fact]
    public async Task Refreshing_ends_with_the_services()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        var host = Host(issuer);
        Assert.True((await host.AuthenticateAsync(Token(issuer, "a"))).Succeeded);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        host.Dispose();
        host.Time.Advance(5 * Hour);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(1, issuer.Fetches);
    }

    [Fact]
    public async Task Refreshing_ends_with_the_host()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        var time = new FakeTimeProvider(JwtHost.Start);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddBolt().AddJwt(options =>
        {
            options.Authority = issuer.Address;
            options.Algorithms.Add("ES256");
        });
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync(cancel);
        Assert.True((await app.Services.GetRequiredService<JwtAuthentication>().AuthenticateAsync(JwtHost.Request("Bearer " + Token(issuer, "a")))).Succeeded);
        await Task.Delay(50, cancel);
        time.Advance(Hour);
        await UntilAsync(() => issuer.Fetches == 2);
        await app.StopAsync(cancel);
        time.Advance(5 * Hour);
        await Task.Delay(100, cancel);
        Assert.Equal(2, issuer.Fetches);
    }

    [Fact]
    public async Task Host_that_is_forgotten_is_not_kept_by_its_timer()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        var time = new FakeTimeProvider(JwtHost.Start);
        var backend = await StartAndForgetAsync(issuer, time);
        for (var i = 0; i < 50 && backend.IsAlive; i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(backend.IsAlive);
        time.Advance(5 * Hour);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(1, issuer.Fetches);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> StartAndForgetAsync(TestOidcIssuer issuer, FakeTimeProvider time)
    {
        var jwt = Services(issuer, time).GetRequiredService<JwtAuthentication>();
        Assert.True((await jwt.AuthenticateAsync(JwtHost.Request("Bearer " + Token(issuer, "a")))).Succeeded);
        return new WeakReference(jwt);
    }

    private static ServiceProvider Services(TestOidcIssuer issuer, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddBolt().AddJwt(options =>
        {
            options.Authority = issuer.Address;
            options.Algorithms.Add("ES256");
        });
        return services.BuildServiceProvider();
    }

    /// <summary>A wall clock that can be set; timers and timestamps go on.</summary>
    private sealed class WrongClock(FakeTimeProvider time) : TimeProvider
    {
        public TimeSpan Error { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Error;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
    }
}
