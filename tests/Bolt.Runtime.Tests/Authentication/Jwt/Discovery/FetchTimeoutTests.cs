using System.Diagnostics;
using Bolt.Authentication.Jwt.Discovery;

namespace Bolt.Runtime.Tests;

/// <summary>A class of its own, so that its ten real seconds pass beside the other tests.</summary>
public sealed class FetchTimeoutTests
{
    [Fact]
    public async Task Fetch_that_drips_is_given_up_and_the_next_one_finds_the_keys()
    {
        await using var issuer = new RawIssuer { Fault = IssuerFault.Drips };
        using var host = JwtHost.Create(options =>
        {
            options.Authority = issuer.Address;
            options.Algorithms.Add("ES256");
        });
        var start = Stopwatch.GetTimestamp();
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).IsUnavailable);
        issuer.Fault = IssuerFault.None;
        host.Time.Advance(TimeSpan.FromSeconds(10));
        while (!(await host.AuthenticateAsync(issuer.Token("a"))).Succeeded)
        {
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, FetchLimits.FetchTimeout + TimeSpan.FromSeconds(5));
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start), FetchLimits.FetchTimeout - TimeSpan.FromSeconds(1), FetchLimits.FetchTimeout + TimeSpan.FromSeconds(5));
    }
}
