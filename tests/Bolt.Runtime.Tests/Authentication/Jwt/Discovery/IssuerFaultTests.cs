using System.Diagnostics;
using Bolt.Authentication.Jwt.Discovery;
using Bolt.Authentication.Jwt.Validation;

namespace Bolt.Runtime.Tests;

/// <summary>
/// An issuer that does not answer as it should, over a real socket and in real time: tokens of known keys do not wait, the others wait for a bounded time and in a bounded number.
/// </summary>
public sealed class IssuerFaultTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AtMost = TimeSpan.FromMilliseconds(2500);

    private static JwtHost Host(RawIssuer issuer, Action<JwtOptions>? more = null, Logs? logs = null) => JwtHost.Create(
        options =>
        {
            options.Authority = issuer.Address;
            options.Algorithms.Add("ES256");
            more?.Invoke(options);
        },
        logs: logs);

    private static async Task<(AuthenticationOutcome Outcome, TimeSpan Took)> TimeAsync(JwtHost host, string token)
    {
        var start = Stopwatch.GetTimestamp();
        var outcome = await host.AuthenticateAsync(token);
        return (outcome, Stopwatch.GetElapsedTime(start));
    }

    [Theory]
    [InlineData(IssuerFault.Hangs)]
    [InlineData(IssuerFault.StopsBehindHeaders)]
    [InlineData(IssuerFault.Drips)]
    [InlineData(IssuerFault.NeverEnds)]
    [InlineData(IssuerFault.SendsGarbage)]
    [InlineData(IssuerFault.Redirects)]
    [InlineData(IssuerFault.RedirectsOffTheMachine)]
    [InlineData(IssuerFault.Fails)]
    [InlineData(IssuerFault.Closes)]
    public async Task Only_tokens_of_unknown_keys_wait_and_not_for_long(IssuerFault fault)
    {
        await using var issuer = new RawIssuer();
        var (stranger, own) = (TestOidcIssuer.NewKey("x"), TestOidcIssuer.NewKey("own"));
        using var loaded = Host(issuer);
        Assert.True((await loaded.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        using var configured = Host(issuer, options => options.Keys.Add(own));
        _ = configured.Jwt;
        issuer.Fault = fault;
        loaded.Time.Advance(TimeSpan.FromSeconds(10));

        // Warm, so that what is measured is waiting.
        var first = await TimeAsync(configured, issuer.Token("own", own));
        Assert.True(first.Outcome.Succeeded, "a configured key is good from the start");
        Assert.InRange(first.Took, TimeSpan.Zero, AtOnce);

        var unknown = TimeAsync(loaded, issuer.Token("x", stranger));
        var undecided = TimeAsync(configured, issuer.Token("a"));
        var garbage = await TimeAsync(configured, "a.b.c");
        Assert.False(garbage.Outcome.IsUnavailable, "no key makes this a token");
        Assert.InRange(garbage.Took, TimeSpan.Zero, AtOnce);
        for (var i = 0; i < 20; i++)
        {
            var known = await TimeAsync(loaded, issuer.Token("a"));
            Assert.True(known.Outcome.Succeeded);
            Assert.InRange(known.Took, TimeSpan.Zero, AtOnce);
            var ownToken = await TimeAsync(configured, issuer.Token("own", own));
            Assert.True(ownToken.Outcome.Succeeded);
            Assert.InRange(ownToken.Took, TimeSpan.Zero, AtOnce);
            var forged = await TimeAsync(configured, issuer.Token("own", stranger));
            Assert.Equal(JwtFailure.Signature, forged.Outcome.FailureReason);
            Assert.InRange(forged.Took, TimeSpan.Zero, AtOnce);
        }

        Assert.Equal(JwtFailure.UnknownKey, (await unknown).Outcome.FailureReason);
        Assert.False((await unknown).Outcome.IsUnavailable, "what is known says no");
        Assert.True((await undecided).Outcome.IsUnavailable, "nothing is known");
        Assert.InRange((await unknown).Took, TimeSpan.Zero, AtMost);
        Assert.InRange((await undecided).Took, TimeSpan.Zero, AtMost);
        TestContext.Current.TestOutputHelper?.WriteLine($"{fault}: unknown key {(await unknown).Took.TotalMilliseconds:0} ms, no keys yet {(await undecided).Took.TotalMilliseconds:0} ms");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requests_held_by_an_issuer_that_hangs_are_bounded(bool isLoaded)
    {
        await using var issuer = new RawIssuer();
        using var host = Host(issuer);
        if (isLoaded)
        {
            Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
            host.Time.Advance(TimeSpan.FromSeconds(10));
        }

        issuer.Fault = IssuerFault.Hangs;
        var (before, template) = (issuer.Connections, issuer.Token("x", TestOidcIssuer.NewKey("x")).Split('.'));
        string Forged(int i) => $"{Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode($$"""{"alg":"ES256","kid":"x-{{i}}"}""")}.{template[1]}.{template[2]}";
        for (var round = 0; round < (isLoaded ? 2 : 1); round++)
        {
            var start = Stopwatch.GetTimestamp();
            var requests = Enumerable.Range(0, 3000).Select(i => host.AuthenticateAsync(Forged((round * 3000) + i)).AsTask()).ToArray();
            var held = requests.Count(request => !request.IsCompleted);
            var asked = Stopwatch.GetElapsedTime(start);
            Assert.Equal(FetchLimits.MaximumWaiting, held);
            if (isLoaded)
            {
                var known = await TimeAsync(host, issuer.Token("a"));
                Assert.True(known.Outcome.Succeeded);
                Assert.InRange(known.Took, TimeSpan.Zero, AtOnce);
            }

            Assert.All(await Task.WhenAll(requests), outcome => Assert.Equal((!isLoaded, isLoaded ? JwtFailure.UnknownKey : JwtFailure.KeysUnavailable), (outcome.IsUnavailable, outcome.FailureReason)));
            var took = Stopwatch.GetElapsedTime(start);
            Assert.InRange(took, TimeSpan.Zero, AtMost);
            TestContext.Current.TestOutputHelper?.WriteLine($"3000 forged tokens: {held} held, all asked after {asked.TotalMilliseconds:0} ms, all answered after {took.TotalMilliseconds:0} ms");
        }

        Assert.Equal(before + 1, issuer.Connections);
    }

    [Fact]
    public async Task Client_that_hangs_up_leaves_its_place_to_others()
    {
        await using var issuer = new RawIssuer { Fault = IssuerFault.Hangs };
        using var host = Host(issuer);
        using var leaving = new CancellationTokenSource();
        var requests = Enumerable.Range(0, FetchLimits.MaximumWaiting).Select(_ =>
        {
            var http = JwtHost.Request("Bearer " + issuer.Token("a"));
            http.RequestAborted = leaving.Token;
            return host.Jwt.AuthenticateAsync(http).AsTask();
        }).ToArray();
        Assert.True(host.AuthenticateAsync(issuer.Token("a")).IsCompleted, "there is no place left");
        var start = Stopwatch.GetTimestamp();
        await leaving.CancelAsync();
        foreach (var request in requests)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
        Assert.False(host.AuthenticateAsync(issuer.Token("a")).IsCompleted, "there is place again");
    }

    [Fact]
    public async Task Redirect_on_the_same_terms_is_followed()
    {
        await using var issuer = new RawIssuer { Fault = IssuerFault.RedirectsOnce };
        using var host = Host(issuer);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        Assert.Equal(3, issuer.Connections);
    }

    [Fact]
    public async Task Redirects_that_do_not_end_are_not_followed_for_long()
    {
        await using var issuer = new RawIssuer { Fault = IssuerFault.Redirects };
        var client = new DiscoveryClient(new Uri(issuer.Address));
        await Assert.ThrowsAsync<InvalidDataException>(() => client.GetAsync(new Uri(issuer.Address), TestContext.Current.CancellationToken));
        Assert.Equal(1 + FetchLimits.MaximumRedirects, issuer.Connections);
    }

    [Fact]
    public async Task Redirect_off_the_loopback_interface_is_refused_and_not_tried()
    {
        await using var issuer = new RawIssuer { Fault = IssuerFault.RedirectsOffTheMachine };
        var client = new DiscoveryClient(new Uri(issuer.Address));
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => client.GetAsync(new Uri(issuer.Address), TestContext.Current.CancellationToken));
        Assert.Contains("HTTPS only", refused.Message, StringComparison.Ordinal);
    }
}
