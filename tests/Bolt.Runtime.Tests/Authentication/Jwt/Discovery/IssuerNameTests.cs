using Bolt.Authentication.Jwt.Discovery;
using Bolt.Authentication.Jwt.Validation;

namespace Bolt.Runtime.Tests;

/// <summary>A discovery document is believed only where it names the issuer that was configured (OpenID Connect Discovery 1.0 §4.3).</summary>
public sealed class IssuerNameTests
{
    private const string Tenants = "https://login.example.com/{tenantid}/v2.0";

    private static JwtHost Host(TestOidcIssuer issuer, string? authority, string[]? issuers = null, Logs? logs = null) => JwtHost.Create(
        options =>
        {
            options.Authority = authority;
            options.MetadataAddress = issuer.Address + "/.well-known/openid-configuration";
            options.Algorithms.Add("ES256");
            foreach (var name in issuers ?? [])
            {
                options.Issuers.Add(name);
            }
        },
        logs: logs);

    [Theory]
    [InlineData("https://login.example.com", "https://login.example.com", true)]
    [InlineData("https://login.example.com/", "https://login.example.com", true)]
    [InlineData("https://login.example.com", "https://login.example.com/", true)]
    [InlineData("https://login.example.com//", "https://login.example.com", false)]
    [InlineData("https://login.example.com/a", "https://login.example.com/a/", true)]
    [InlineData("https://somebody-else.example", "https://login.example.com", false)]
    [InlineData("http://login.example.com", "https://login.example.com", false)]
    [InlineData("https://LOGIN.example.com", "https://login.example.com", false)]
    [InlineData("https://login.example.com:443", "https://login.example.com", false)]
    [InlineData("https://login.example.com/a", "https://login.example.com", false)]
    [InlineData("https://login.example.com", "https://login.example.com/a", false)]
    [InlineData(Tenants, "https://login.example.com/common/v2.0", true)]
    [InlineData(Tenants, "https://login.example.com/common/v2.0/", true)]
    [InlineData(Tenants, "https://login.example.com//v2.0", false)]
    [InlineData(Tenants, "https://login.example.com/common/x/v2.0", false)]
    [InlineData(Tenants, "https://login.example.com/common", false)]
    [InlineData(Tenants, "https://login.example.com/common/v2.0/more", false)]
    [InlineData(Tenants, "https://evil.example.com/common/v2.0", false)]
    [InlineData("https://{host}/a", "https://login.example.com/a", false)]
    [InlineData("https://login.example.com/x{tenantid}", "https://login.example.com/xy", false)]
    public void Names_match_exactly_but_for_one_slash_and_placeholders(string issuer, string expected, bool matches) =>
        Assert.Equal(matches, IssuerName.Matches(issuer, expected));

    [Fact]
    public async Task Document_of_another_issuer_is_refused()
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        issuer.Name = "https://somebody-else.example";
        using var host = Host(issuer, issuer.Address, logs: logs);
        var outcome = await host.AuthenticateAsync(issuer.Token("a", issuer: "https://somebody-else.example"));
        Assert.True(outcome.IsUnavailable);
        Assert.Equal(0, issuer.Answers);
        Assert.Contains(logs.Lines, line => line.StartsWith("Warning 3003", StringComparison.Ordinal));

        // A name of its own in Issuers does not make the document one of Authority's.
        using var named = Host(issuer, issuer.Address, ["https://somebody-else.example"]);
        Assert.True((await named.AuthenticateAsync(issuer.Token("a", issuer: "https://somebody-else.example"))).IsUnavailable);
    }

    [Fact]
    public async Task Document_that_changes_its_name_is_refused()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var host = Host(issuer, issuer.Address);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        (issuer.Name, issuer.Keys["b"]) = ("https://somebody-else.example", TestOidcIssuer.NewKey("b"));
        host.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(JwtFailure.UnknownKey, (await host.AuthenticateAsync(issuer.Token("b", issuer: "https://somebody-else.example"))).FailureReason);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a"))).Succeeded);
    }

    [Fact]
    public async Task Document_at_an_address_of_its_own_must_be_of_one_of_the_issuers()
    {
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        using var any = Host(issuer, null);
        Assert.True((await any.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        using var named = Host(issuer, null, ["https://login.example.com", issuer.Address]);
        Assert.True((await named.AuthenticateAsync(issuer.Token("a"))).Succeeded);
        using var other = Host(issuer, null, ["https://login.example.com"]);
        Assert.True((await other.AuthenticateAsync(issuer.Token("a", issuer: "https://login.example.com"))).IsUnavailable);
    }

    [Theory]
    [InlineData("https://login.example.com/common/v2.0")]
    [InlineData(null)]
    public async Task Issuer_of_many_tenants_is_said_at_once(string? authority)
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        issuer.Name = Tenants;
        using var host = Host(issuer, authority, logs: logs);
        Assert.Equal(JwtFailure.Issuer, (await host.AuthenticateAsync(issuer.Token("a", issuer: "https://login.example.com/t1/v2.0"))).FailureReason);
        host.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.False((await host.AuthenticateAsync(issuer.Token("x", TestOidcIssuer.NewKey("x")))).Succeeded);
        Assert.Equal(2, issuer.Fetches);
        var line = Assert.Single(logs.Lines, line => line.StartsWith("Warning 3010", StringComparison.Ordinal));
        Assert.Contains(Tenants, line, StringComparison.Ordinal);
        Assert.Contains("Issuers", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://login.example.com/common/v2.0")]
    [InlineData(null)]
    public async Task Tenants_named_in_Issuers_are_accepted(string? authority)
    {
        using var logs = new Logs();
        await using var issuer = await TestOidcIssuer.StartAsync("a");
        issuer.Name = Tenants;
        using var host = Host(issuer, authority, ["https://login.example.com/t1/v2.0"], logs);
        Assert.True((await host.AuthenticateAsync(issuer.Token("a", issuer: "https://login.example.com/t1/v2.0"))).Succeeded);
        Assert.Equal(JwtFailure.Issuer, (await host.AuthenticateAsync(issuer.Token("a", issuer: "https://login.example.com/t2/v2.0"))).FailureReason);
        Assert.Equal(JwtFailure.Issuer, (await host.AuthenticateAsync(issuer.Token("a", issuer: Tenants))).FailureReason);
        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("Warning 3010", StringComparison.Ordinal));
    }
}
