using System.Security.Cryptography;
using Bolt.Authentication;
using Bolt.Authentication.Jwt.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Runtime.Tests;

/// <summary>What a JWT backend says of itself to the rest of Bolt.</summary>
public sealed class BackendFactsTests
{
    [Fact]
    public void The_header_is_the_one_that_was_configured()
    {
        using var plain = Host(null);
        Assert.Equal((true, false, false), Facts(plain.Jwt));
        using var header = Host(static o => o.Header = "X-Token");
        Assert.Equal((false, false, false), Facts(header.Jwt));
        using var query = Host(static o => o.QueryTokenPaths = ["/hubs"]);
        Assert.Equal((true, false, true), Facts(query.Jwt));
        Assert.Equal((false, false, false), Facts(new JwtAuthentication()));
    }

    [Fact]
    public void Names_are_long_only_where_two_have_the_short_one()
    {
        using var host = Host(null, static b => b.AddJwt<First.PartnerJwt>("First", static o => o.Secret = TestKeys.Secret).AddJwt<Second.PartnerJwt>("Second", static o => o.Secret = TestKeys.Secret).AddJwt<LonelyJwt>(static o => o.Secret = TestKeys.Secret));
        Assert.Equal("jwt", host.Jwt.Name);
        Assert.Equal("LonelyJwt", host.Services.GetRequiredService<LonelyJwt>().Name);
        Assert.Equal("Bolt.Runtime.Tests.BackendFactsTests.First.PartnerJwt", host.Services.GetRequiredService<First.PartnerJwt>().Name);
        Assert.Equal("Bolt.Runtime.Tests.BackendFactsTests.Second.PartnerJwt", host.Services.GetRequiredService<Second.PartnerJwt>().Name);
        Assert.Equal("PartnerJwt", new First.PartnerJwt().Name);
    }

    [Fact]
    public void Registration_takes_no_nonsense()
    {
        var bolt = new ServiceCollection().AddBolt();
        Assert.Throws<ArgumentNullException>("builder", static () => ((BoltBuilder)null!).AddJwt());
        Assert.Throws<ArgumentNullException>("builder", static () => ((BoltBuilder)null!).AddJwt<LonelyJwt>());
        Assert.Throws<ArgumentException>("section", () => bolt.AddJwt<LonelyJwt>("", null));
        Assert.Throws<ArgumentException>("section", () => bolt.AddJwt<LonelyJwt>("a::b", null));
    }

    /// <summary>As on Windows, which gives no OID.</summary>
    [Theory]
    [InlineData("nistP256", "P-256")]
    [InlineData("nistP384", "P-384")]
    [InlineData("nistP521", "P-521")]
    [InlineData("brainpoolP256r1", null)]
    public void Curves_are_known_by_their_friendly_name(string name, string? expected)
    {
        var curve = ECCurve.CreateFromOid(new Oid(null, name));
        Assert.Null(curve.Oid.Value);
        Assert.Equal(expected, EcCurve.Find(curve)?.Name);
    }

    private static JwtHost Host(Action<JwtOptions>? configure, Action<BoltBuilder>? add = null) => JwtHost.Create(
        options =>
        {
            options.Secret = TestKeys.Secret;
            configure?.Invoke(options);
        },
        add);

    private static (bool IsAuthorization, bool MayChange, bool MayUseQuery) Facts(ICredentialHeader backend) => (backend.IsAuthorization, backend.MayChange, backend.MayUseQuery);

    private static class First
    {
        public sealed class PartnerJwt : JwtAuthentication;
    }

    private static class Second
    {
        public sealed class PartnerJwt : JwtAuthentication;
    }

    private sealed class LonelyJwt : JwtAuthentication;
}
