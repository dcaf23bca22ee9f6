using System.Text.Json.Nodes;
using Bolt.Authentication.Jwt.Discovery;
using Bolt.Authentication.Jwt.Validation;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>An issuer's keys: fetched, refreshed, found when new, kept when the issuer is down. The clock stands still unless a test moves it, so intervals are exact.</summary>
public sealed class DiscoveryTests
{
    private static readonly TimeSpan Minimum = TimeSpan.FromSeconds(10);

    private static JwtHost Host(TestOidcIssuer issuer, Action<JwtOptions>? more = null, Logs? logs = null) => JwtHost.Create(
        options =>
        {
            options.Authority = issuer.Address + "/";
            options.Algorithms.Add("ES256");
            more?.Invoke(options);
        },
        logs: logs);

    [Fact]
    public async Task First_request_fetches_and_all_others_share_it()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => host.AuthenticateAsync(issuer.Token("a")).AsTask())));
        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded, outcome.FailureReason));
        Assert.Equal(1, issuer.Fetches);
        Assert.True(host.AuthenticateAsync(issuer.Token("a")).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Keys_belong_to_the_issuer_that_publishes_them()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        Assert.Equal(JwtFailure.Issuer, (await host.AuthenticateAsync(issuer.Token("a", issuer: "https://other.example"))).FailureReason);
        Assert.Equal(JwtFailure.Issuer, (await host.AuthenticateAsync(issuer.Token("a", issuer: issuer.Address + "/"))).FailureReason);
        host.Time.Advance(Minimum);
        Assert.Equal(JwtFailure.Signature, (await host.AuthenticateAsync(issuer.Token("a", TestOidcIssuer.NewKey("a")))).FailureReason);

        // Its name is known, so nobody asks the issuer again.
        Assert.Equal(1, issuer.Fetches);
    }

    [Fact]
    public async Task Issuers_of_the_options_stand_instead_of_the_discovered_one()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer, options => options.Issuers.Add("https://other.example"));
        Assert.True((await host.AuthenticateAsync(issuer.Token("a", issuer: "https://other.example"))).Succeeded);
        Assert.Equal(JwtFailure.Issuer, (await host.AuthenticateAsync(issuer.Token("a"))).FailureReason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://login.example.com")]
    public async Task Document_may_lie_elsewhere(string? authority)
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        issuer.Name = authority;
        using var host = Host(issuer, options =>
        {
            options.Authority = authority;
            options.MetadataAddress = issuer.Address + "/.well-known/openid-configuration";
        });
        Assert.True((await host.AuthenticateAsync(issuer.Token("a", issuer: authority))).Succeeded);
    }

    [Fact]
    public async Task First_token_after_a_rotation_is_accepted_and_the_old_key_is_forgotten()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        var old = issuer.Token("a");
        Assert.True((await host.AuthenticateAsync(old)).Succeeded);
        issuer.Keys.Clear();
        issuer.Keys["b"] = TestOidcIssuer.NewKey("b");
        host.Time.Advance(Minimum);

        Assert.True((await host.AuthenticateAsync(old)).Succeeded);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => host.AuthenticateAsync(issuer.Token("b")).AsTask())));
        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded, outcome.FailureReason));
        Assert.Equal(2, issuer.Fetches);

        // It was in the cache of verified tokens; its key is trusted no longer.
        Assert.Equal(JwtFailure.UnknownKey, (await host.AuthenticateAsync(old)).FailureReason);
    }

    [Fact(Timeout = 60_000)]
    public async Task Fetch_under_way_when_the_key_was_published_is_followed_by_another()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        host.Time.Advance(Minimum);
        issuer.Hold = new TaskCompletionSource();
        var stranger = host.AuthenticateAsync(issuer.Token("x", TestOidcIssuer.NewKey("x"))).AsTask();
        while (issuer.Answers < 2)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        issuer.Keys["b"] = TestOidcIssuer.NewKey("b");
        host.Time.Advance(Minimum - TimeSpan.FromMilliseconds(500));
        var first = host.AuthenticateAsync(issuer.Token("b")).AsTask();
        issuer.Hold.SetResult();
        issuer.Hold = null;
        Assert.False((await stranger).Succeeded);
        while (!first.IsCompleted)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            host.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.True((await first).Succeeded);
        Assert.Equal(3, issuer.Fetches);
    }

    [Fact(Timeout = 60_000)]
    public async Task First_fetch_that_came_too_early_for_the_key_is_followed_by_another()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        issuer.Hold = new TaskCompletionSource();
        var key = TestOidcIssuer.NewKey("b");
        var first = host.AuthenticateAsync(issuer.Token("b", key)).AsTask();
        while (issuer.Answers < 1)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        issuer.Keys["b"] = key;
        host.Time.Advance(Minimum - TimeSpan.FromMilliseconds(500));
        issuer.Hold.SetResult();
        issuer.Hold = null;
        while (!first.IsCompleted)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            host.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.True((await first).Succeeded);
        Assert.Equal(2, issuer.Fetches);
    }

    [Fact]
    public async Task Change_of_keys_empties_what_is_remembered_and_is_logged()
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer, logs: logs);
        var old = issuer.Token("a");
        Assert.True((await host.AuthenticateAsync(old)).Succeeded);
        var cache = VerifiedTokenCacheTests.Of(host.Jwt);
        Assert.NotNull(cache.Find(old, VerifiedTokenCache.Hash(old)));
        issuer.Keys["b"] = TestOidcIssuer.NewKey("b");
        host.Time.Advance(Minimum);
        Assert.True((await host.AuthenticateAsync(issuer.Token("b"))).Succeeded);
        Assert.Null(cache.Find(old, VerifiedTokenCache.Hash(old)));
        Assert.Equal(2, logs.Lines.Count(line => line.StartsWith("Information 3002", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Answer_that_came_after_the_interval_without_a_key_is_asked_for_again()
    {
        await using var issuer = await TestOidcIssuer.StartAsync();
        using var host = Host(issuer);
        issuer.Hold = new TaskCompletionSource();
        var key = TestOidcIssuer.NewKey("b");
        var first = host.AuthenticateAsync(issuer.Token("b", key)).AsTask();
        while (issuer.Answers < 1)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        issuer.Keys["b"] = key;
        host.Time.Advance(Minimum * 2);
        issuer.Hold.SetResult();
        issuer.Hold = null;
        while (!first.IsCompleted)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            host.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.True((await first).Succeeded);
        Assert.Equal(2, issuer.Fetches);
    }

    [Fact(Timeout = 60_000)]
    public async Task Request_gives_up_on_an_issuer_that_keeps_failing()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer, options => options.MinimumKeyRefreshInterval = TimeSpan.FromMilliseconds(500));
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        issuer.IsDown = true;
        host.Time.Advance(Minimum);
        var request = host.AuthenticateAsync(issuer.Token("x", TestOidcIssuer.NewKey("x"))).AsTask();
        while (!request.IsCompleted)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            host.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(JwtFailure.UnknownKey, (await request).FailureReason);
        Assert.Equal(1 + FetchLimits.MaximumFetches, issuer.Fetches);
    }

    [Fact(Timeout = 60_000)]
    public async Task Requests_that_wait_for_a_fetch_are_bounded()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        var stranger = TestOidcIssuer.NewKey("x");
        for (var round = 0; round < 2; round++)
        {
            host.Time.Advance(Minimum - TimeSpan.FromMilliseconds(500));
            var requests = Enumerable.Range(0, 300).Select(i => host.AuthenticateAsync(issuer.Token($"x-{round}-{i}", stranger)).AsTask()).ToArray();
            Assert.Equal(256, requests.Count(request => !request.IsCompleted));
            var all = Task.WhenAll(requests);
            while (!all.IsCompleted)
            {
                host.Time.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            Assert.All(await all, outcome => Assert.Equal(JwtFailure.UnknownKey, outcome.FailureReason));
            Assert.Equal(2 + round, issuer.Fetches);
        }
    }

    [Fact]
    public async Task Change_of_keys_gives_names_found_unknown_another_chance()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        var (b, c) = (TestOidcIssuer.NewKey("b"), TestOidcIssuer.NewKey("c"));
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        host.Time.Advance(Minimum);
        Assert.False((await host.AuthenticateAsync(issuer.Token("b", b))).Succeeded);
        host.Time.Advance(Minimum);
        issuer.Keys["c"] = c;
        Assert.True((await host.AuthenticateAsync(issuer.Token("c"))).Succeeded);
        host.Time.Advance(Minimum);
        issuer.Keys["b"] = b;
        Assert.True((await host.AuthenticateAsync(issuer.Token("b"))).Succeeded);
    }

    [Fact]
    public async Task Flood_of_unknown_names_costs_one_fetch_per_interval()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        var stranger = TestOidcIssuer.NewKey("x");
        var template = issuer.Token("x", stranger);
        var signature = template[(template.LastIndexOf('.') + 1)..];
        string Foreign(int i) => $"{Base64UrlEncoder.Encode($$"""{"alg":"ES256","kid":"foreign-{{i}}"}""")}.{template.Split('.')[1]}.{signature}";
        for (var interval = 1; interval <= 5; interval++)
        {
            host.Time.Advance(Minimum);
            for (var i = 0; i < 2000; i++)
            {
                Assert.False((await host.AuthenticateAsync(Foreign((interval * 2000) + i))).Succeeded);
            }

            Assert.Equal(1 + interval, issuer.Fetches);
            Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        }
    }

    [Fact]
    public async Task Name_just_found_unknown_is_not_asked_for_again()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        var foreign = issuer.Token("x", TestOidcIssuer.NewKey("x"));
        Assert.False((await host.AuthenticateAsync(foreign)).Succeeded);
        host.Time.Advance(Minimum);
        Assert.False((await host.AuthenticateAsync(foreign)).Succeeded);
        Assert.Equal(2, issuer.Fetches);
        host.Time.Advance(Minimum * 2);
        Assert.False((await host.AuthenticateAsync(foreign)).Succeeded);
        Assert.Equal(2, issuer.Fetches);
        host.Time.Advance(Minimum * 6);
        Assert.False((await host.AuthenticateAsync(foreign)).Succeeded);
        Assert.Equal(3, issuer.Fetches);
    }

    [Fact]
    public async Task Last_good_keys_survive_an_outage()
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(
            issuer,
            options =>
            {
                options.KeyRefreshInterval = TimeSpan.FromMinutes(1);
                options.MaximumKeyAge = TimeSpan.FromHours(1);
            },
            logs);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        issuer.IsDown = true;
        for (var i = 0; i < 30; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.InRange(issuer.Fetches, 2, 1 + 30 + 30);
        Assert.Contains(logs.Lines, line => line.StartsWith("Warning 3003", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_are_refreshed_in_the_background()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        issuer.Keys["b"] = TestOidcIssuer.NewKey("b");
        host.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        Assert.Equal(1, issuer.Fetches);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(host.AuthenticateAsync(issuer.Token("a")).IsCompletedSuccessfully, "no request waits for it");
        for (var i = 0; i < 300 && !host.AuthenticateAsync(issuer.Token("b")).IsCompletedSuccessfully; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(host.Authenticate(issuer.Token("b")).Succeeded);
        Assert.Equal(2, issuer.Fetches);
    }

    [Fact]
    public async Task Refresh_that_changes_nothing_leaves_verified_tokens_remembered()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        var token = issuer.Token("a");
        var auth = (await host.AuthenticateAsync(token)).Auth;
        host.Time.Advance(Minimum);
        Assert.False((await host.AuthenticateAsync(issuer.Token("x", TestOidcIssuer.NewKey("x")))).Succeeded);
        Assert.Equal(2, issuer.Fetches);
        Assert.Same(auth, (await host.AuthenticateAsync(token)).Auth);
    }

    [Fact]
    public async Task Issuer_down_from_the_start_means_unavailable_until_it_answers()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        issuer.IsDown = true;
        using var host = Host(issuer);
        for (var i = 0; i < 20; i++)
        {
            var outcome = await host.AuthenticateAsync(issuer.Token("a"));
            Assert.True(outcome.IsUnavailable);
            Assert.Equal(JwtFailure.KeysUnavailable, outcome.FailureReason);
        }

        Assert.Equal(1, issuer.Fetches);
        issuer.IsDown = false;
        host.Time.Advance(Minimum);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
    }

    [Fact]
    public async Task Own_keys_serve_while_the_issuer_is_down_from_the_start()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        issuer.IsDown = true;
        var own = TestOidcIssuer.NewKey("own");
        using var host = Host(issuer, options => options.Keys.Add(own));
        Assert.True((await host.AuthenticateAsync(issuer.Token("own", own))).Succeeded);

        // It may be good: nobody knows before the issuer answers.
        var outcome = await host.AuthenticateAsync(issuer.Token("a"));
        Assert.True(outcome.IsUnavailable);
        Assert.Equal(JwtFailure.KeysUnavailable, outcome.FailureReason);
        issuer.IsDown = false;
        host.Time.Advance(Minimum);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        Assert.True((await host.AuthenticateAsync(issuer.Token("own", own))).Succeeded);
        Assert.False((await host.AuthenticateAsync(issuer.Token("x", TestOidcIssuer.NewKey("x")))).IsUnavailable);
    }

    [Fact]
    public async Task Keys_that_are_not_for_this_are_left_out()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        var secret = new SymmetricSecurityKey(new byte[32]) { KeyId = "oct" };
        issuer.MoreKeys = (JsonArray)JsonNode.Parse($$"""
            [{"kty":"oct","kid":"oct","k":"{{Base64UrlEncoder.Encode(secret.Key)}}"},{"kty":"RSA","kid":"small","n":"3Q","e":"AQAB"},{"kty":"EC","kid":"enc","crv":"P-256","x":"AA","y":"AA","use":"enc"},{"kty":"XY"},{}]
            """)!;
        using var host = Host(issuer, options => options.Algorithms.Add("HS256"));
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        var forged = TestKeys.Token(TestKeys.Payload($"\"iss\":\"{issuer.Address}\""), """{"alg":"HS256","kid":"oct"}""", key: secret);
        Assert.Equal(JwtFailure.Algorithm, (await host.AuthenticateAsync(forged)).FailureReason);
    }

    [Fact]
    public async Task Keys_of_other_algorithms_are_left_out()
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync();
        var rsa = JsonWebKeyConverter.ConvertFromRSASecurityKey((RsaSecurityKey)TestKeys.For("RS256", "rsa"));
        issuer.MoreKeys = [JsonNode.Parse($$"""{"kty":"RSA","kid":"rsa","n":"{{rsa.N}}","e":"{{rsa.E}}"}""")];
        using var host = Host(issuer, logs: logs);
        var token = TestKeys.Token(TestKeys.Payload($"\"iss\":\"{issuer.Address}\""), """{"alg":"RS256","kid":"rsa"}""", "RS256");
        Assert.True((await host.AuthenticateAsync(token)).IsUnavailable, "there is no key");
        Assert.Contains(logs.Lines, line => line.StartsWith("Warning 3004", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_found_unknown_are_bounded()
    {
        var unknown = new UnknownKeyIds(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 1024; i++)
        {
            unknown.Add($"kid-{i}", 0);
        }

        Assert.True(unknown.Contains("kid-0", 0) && unknown.Contains("kid-1023", 0));
        unknown.Add("kid-1024", 0);
        Assert.False(unknown.Contains("kid-0", 0));
        Assert.True(unknown.Contains("kid-1024", 0));
        Assert.False(unknown.Contains("kid-1024", TimeSpan.FromMinutes(1).Ticks));
    }

    [Fact]
    public async Task Answer_without_a_usable_key_does_not_replace_the_good_ones()
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer, logs: logs);
        var key = issuer.Keys["a"];
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        issuer.Keys.Clear();
        issuer.MoreKeys = [JsonNode.Parse("""{"kty":"OKP","crv":"Ed25519","x":"AAAA"}""")];
        host.Time.Advance(Minimum);
        Assert.False((await host.AuthenticateAsync(issuer.Token("x", TestOidcIssuer.NewKey("x")))).Succeeded);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a", key))).Succeeded);
        Assert.Contains(logs.Lines, line => line.StartsWith("Warning 3004", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clock_set_back_does_not_end_refreshing()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        host.Time.Advance(TimeSpan.FromMinutes(50));
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        host.Time.AdjustTime(JwtHost.Start);
        issuer.Keys["b"] = TestOidcIssuer.NewKey("b");
        Assert.True((await host.AuthenticateAsync(issuer.Token("b"))).Succeeded);
    }

    [Fact]
    public async Task Documents_come_over_https_unless_all_is_on_the_loopback_interface()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        var loopback = new DiscoveryClient(new Uri(issuer.Address));
        var document = await loopback.GetAsync(new Uri(issuer.Address + "/.well-known/openid-configuration"), cancel);
        Assert.Contains("issuer", System.Text.Encoding.UTF8.GetString(document.Span), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidDataException>(() => loopback.GetAsync(new Uri("http://login.example.com/keys"), cancel));
        await Assert.ThrowsAsync<InvalidDataException>(() => loopback.GetAsync(new Uri("file:///etc/hostname"), cancel));
        await Assert.ThrowsAsync<InvalidDataException>(() => new DiscoveryClient(new Uri("https://login.example.com")).GetAsync(new Uri(issuer.Address + "/keys"), cancel));
    }

    [Fact]
    public async Task Header_never_makes_it_fetch_from_elsewhere()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        await using var evil = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer);
        var token = TestKeys.Token(
            TestKeys.Payload($"\"iss\":\"{issuer.Address}\""), $$"""{"alg":"ES256","kid":"z","jku":"{{evil.Address}}/keys","x5u":"{{evil.Address}}/keys"}""", "ES256", evil.Keys["a"]);
        Assert.False((await host.AuthenticateAsync(token)).Succeeded);
        Assert.Equal(0, evil.Fetches);
    }
}
