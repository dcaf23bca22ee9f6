using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shop;

namespace Bolt.Backends.Tests;

/// <summary>A program whose backends cannot be told apart does not start, and is told why: mapped or not, in a host or not, with keys in code or in configuration.</summary>
public sealed class StartTests
{
    private static readonly Action<JwtOptions> Secret = static o => o.Secret = Application.Secret("x");

    public static TheoryData<string, Action<BoltBuilder>, string[]> Refused { get; } = new()
    {
        {
            "namespaces", static b => b.AddJwt<Admin.Tokens>(Secret).AddJwt<Partner.Tokens>(Secret),
            ["Admin.Tokens and Partner.Tokens would both read the configuration section Bolt:Tokens", "AddJwt<Partner.Tokens>(\"Bolt:PartnerTokens\")"]
        },
        { "keys", static b => b.AddApiKeys<Admin.Keys>().AddApiKeys<Partner.Keys>(), ["Admin.Keys and Partner.Keys would both read", "AddApiKeys<Partner.Keys>(\"Bolt:PartnerKeys\")"] },
        { "nested", static b => b.AddApiKeys<Admin.Area.Auth>().AddApiKeys<Partner.Area.Auth>(), ["Admin.Area.Auth and Partner.Area.Auth would both read the configuration section Bolt:Auth"] },
        { "generic", static b => b.AddJwt<TenantJwt<A>>(Secret).AddJwt<TenantJwt<B>>(Secret), ["Shop.TenantJwt<Shop.A> and Shop.TenantJwt<Shop.B> would both read the configuration section Bolt:TenantJwt,"] },
        { "around", static b => b.AddApiKeys<Outer<A>.Inner<int>>().AddApiKeys<Outer<B>.Inner<int>>(), ["Shop.Outer<Shop.A>.Inner<int> and Shop.Outer<Shop.B>.Inner<int> would both read the configuration section Bolt:Inner,"] },
        { "three", static b => b.AddJwt<Admin.Tokens>(Secret).AddJwt<Partner.Tokens>(Secret).AddJwt<Jwt>(Secret), ["Bolt:Tokens", "Shop.Jwt would read"] },
        { "Jwt", static b => b.AddJwt(Secret).AddJwt<Jwt>(Secret), ["Shop.Jwt would read the configuration section Bolt:Jwt, but Bolt:Jwt is reserved for Bolt", "AddJwt<Shop.Jwt>(\"Bolt:ShopJwt\")"] },
        { "Jwt alone", static b => b.AddJwt<Jwt>(Secret), ["Bolt:Jwt is reserved for Bolt"] },
        { "ApiKeys", static b => b.AddApiKeys<ApiKeys>(), ["Bolt:ApiKeys is reserved for Bolt"] },
        { "Sessions", static b => b.AddJwt<Sessions>(Secret), ["Bolt:Sessions is reserved for Bolt"] },
        { "RefreshTokens", static b => b.AddJwt<RefreshTokens>(Secret), ["Bolt:RefreshTokens is reserved for Bolt"] },
        { "InMemorySessions", static b => b.AddJwt<InMemorySessions>(Secret), ["Bolt:InMemorySessions is reserved for Bolt"] },
        { "ExplainRefusals", static b => b.AddApiKeys<ExplainRefusals>(), ["Bolt:ExplainRefusals is reserved for Bolt"] },
        { "UndeclaredEndpoints", static b => b.AddJwt<UndeclaredEndpoints>(Secret), ["Bolt:UndeclaredEndpoints is reserved for Bolt"] },
        { "case", static b => b.AddApiKeys<TRUSTEDORIGINS>(), ["Bolt:TRUSTEDORIGINS, but Bolt:TrustedOrigins is reserved for Bolt"] },
        { "one named section", static b => b.AddJwt<Admin.Tokens>("Shared:Jwt", Secret).AddJwt<Partner.Tokens>("shared:jwt", Secret), ["would both read the configuration section shared:jwt"] },
        { "kinds", static b => b.AddJwt<Admin.Tokens>("Shared", Secret).AddApiKeys<Partner.Keys>("Shared"), ["Admin.Tokens and Partner.Keys would both read the configuration section Shared"] },
        { "another's default", static b => b.AddApiKeys<Only>().AddApiKeys<Admin.Keys>("bolt:only"), ["Shop.Only and Admin.Keys would both read the configuration section bolt:only"] },
        { "the default's", static b => b.AddJwt(Secret).AddJwt<Admin.Tokens>("Bolt:Jwt", Secret), ["Admin.Tokens would read the configuration section Bolt:Jwt, but Bolt:Jwt is reserved for Bolt"] },
        { "inside the default's", static b => b.AddJwt(Secret).AddJwt<Admin.Tokens>("Bolt:Jwt:Keys", Secret), ["Bolt:Jwt is reserved for Bolt"] },
        { "around all", static b => b.AddApiKeys<Admin.Keys>("Bolt"), ["Admin.Keys would read the configuration section Bolt,"] },
        { "inside", static b => b.AddJwt<Admin.Tokens>("Shared", Secret).AddApiKeys<Partner.Keys>("Shared:Partner"), ["reads the configuration section Shared and Partner.Keys reads Shared:Partner, one inside the other"] },
        { "user-jwts", static b => b.AddJwt<Admin.Tokens>("Authentication:Schemes:Bearer", Secret), ["Authentication:Schemes:Bearer is where 'dotnet user-jwts' writes for JwtAuthentication"] },
        { "two sections", static b => b.AddJwt<Admin.Tokens>("A", Secret).AddJwt<Admin.Tokens>("B"), ["Admin.Tokens was given more than one configuration section (A and B); name one."] },
        { "default moved", static b => b.AddJwt<JwtAuthentication>("Bolt:Sessions", Secret), ["Bolt.JwtAuthentication would read the configuration section Bolt:Sessions"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task TheProgramDoesNotStart(string what, Action<BoltBuilder> add, string[] parts)
    {
        var errors = new List<OptionsValidationException>
        {
            await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(add)),
            await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(add, map: false)),
            await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(add, map: false, schemes: true)),
        };
        foreach (var error in errors)
        {
            Assert.StartsWith("The backends of AddBolt() cannot be told apart:\n  - ", error.Message, StringComparison.Ordinal);
            Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        }

        Assert.NotEmpty(what);
    }

    /// <summary>Without a host too, nothing is made of options that may be another's.</summary>
    [Fact]
    public void NoBackendIsMade()
    {
        var services = new ServiceCollection();
        services.AddBolt().AddJwt<Admin.Tokens>(Secret).AddJwt<Partner.Tokens>(Secret).AddApiKeys<Only>();
        using var provider = services.BuildServiceProvider();
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<Admin.Tokens>());
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<Only>());
    }

    [Fact]
    public async Task OneOfTwoOfAShortNameMayKeepTheDefaultSection()
    {
        await using var app = await Application.StartAsync(
            static b => b.AddApiKeys<Admin.Keys>().AddApiKeys<Partner.Keys>("Bolt:PartnerKeys").AddJwt<TenantJwt<A>>(Secret), map: false);
        Assert.Equal("TenantJwt", app.Services.GetRequiredService<TenantJwt<A>>().Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(":Jwt")]
    [InlineData("Partner:")]
    [InlineData("Partner::Jwt")]
    [InlineData("Partner: Jwt")]
    public void ASectionIsAPath(string section)
    {
        var bolt = new ServiceCollection().AddBolt();
        Assert.Throws<ArgumentException>(nameof(section), () => bolt.AddJwt<Admin.Tokens>(section));
        Assert.Throws<ArgumentException>(nameof(section), () => bolt.AddApiKeys<Admin.Keys>(section));
    }

    /// <summary>A backend of the program's own names itself. Two of one name would answer for each other.</summary>
    [Theory]
    [InlineData("other", "other", false, "Shop.Other and Shop.Own are both named 'other'")]
    [InlineData("jwt", "other", false, "Bolt.JwtAuthentication and Shop.Own are both named 'jwt'")]
    [InlineData("own", "Only", true, "are both named 'Only'")]
    public async Task BackendsOfOneNameStopTheProgram(string own, string other, bool schemes, string message)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Application.StartAsync(
            static b => Application.AddAll(b, inCode: true), schemes: schemes, services: s => s.AddSingleton(new Own(own)).AddSingleton(new Other(other))));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackendsOfOneNameStopAProgramThatHasOnlySchemes()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Application.StartAsync(
            static b => b.AddApiKeys(), map: false, schemes: true, services: static s => s.AddSingleton(new Own("same")).AddSingleton(new Other("same"))));
        Assert.Contains("Shop.Own and Shop.Other are both named 'same'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneBackendMayBeRegisteredUnderTwoTypes()
    {
        await using var app = await Application.StartAsync(
            static b => b.AddApiKeys(), map: false, schemes: true, services: static s => s.AddSingleton(new Other("other")).AddSingleton<Own>(static p => p.GetRequiredService<Other>()));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await app.Ask("/nothing", "Only")).Status);
    }

    /// <summary>What is wrong with several backends is one message.</summary>
    [Fact]
    public async Task EveryBackendsOptionsAreCheckedAtStart()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(static () => Application.StartAsync(
            static b => b.AddJwt<TenantJwt<A>>("Tenants:A").AddJwt<Admin.Tokens>().AddApiKeys<Only>(static o => o.Header = "Cookie"), map: false));
        Assert.Contains("AddJwt<Shop.TenantJwt<Shop.A>>() is misconfigured (configuration section Tenants:A)", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddJwt<Tokens>() is misconfigured (configuration section Bolt:Tokens)", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddApiKeys<Only>() is misconfigured (configuration section Bolt:Only)", error.Message, StringComparison.Ordinal);
    }
}
