using System.Security.Cryptography;
using System.Text;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Validation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>Under which id a token is asked for and revoked: a <c>jti</c> is one issuer's.</summary>
public sealed class RevocationIdTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private const string Iss = "https://partner.example";

    private static readonly string Qualified = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Iss)))[..32] + ":1";

    private static string Asked(Action<JwtOptions> configure, string? iss, bool ofSecondBackend = false)
    {
        var store = new Store();
        using var host = JwtHost.Create(options =>
        {
            options.Secret = TestKeys.Secret;
            if (!ofSecondBackend)
            {
                configure(options);
            }
        }, bolt =>
        {
            bolt.Services.AddSingleton<IRevocationStore>(store);
            bolt.AddJwt<Partner>(options =>
            {
                options.Secret = TestKeys.Secret;
                configure(options);
            });
        });
        var token = TestKeys.Token(TestKeys.Payload("\"jti\":\"1\"" + (iss is null ? "" : $",\"iss\":\"{iss}\"")));
        JwtAuthentication backend = ofSecondBackend ? host.Services.GetRequiredService<Partner>() : host.Jwt;
        var outcome = backend.AuthenticateAsync(JwtHost.Request("Bearer " + token)).Result;
        Assert.True(outcome.Succeeded, outcome.FailureReason);
        Assert.Equal(("1", iss), (outcome.Auth!.TokenId, outcome.Auth.Issuer));

        // What is revoked is what is asked for.
        Assert.True(store.RevokeAsync(outcome.Auth).IsCompletedSuccessfully);
        Assert.Equal((store.Asked.Single(), outcome.Auth.ExpiresAt), store.Revoked.Single());
        Assert.Equal(JwtFailure.Revoked, backend.AuthenticateAsync(JwtHost.Request("Bearer " + token)).Result.FailureReason);
        return store.Asked[0];
    }

    [Fact]
    public void Own_tokens_go_by_their_jti()
    {
        Assert.Equal("1", Asked(_ => { }, null));
        Assert.Equal("1", Asked(_ => { }, Iss));
        Assert.Equal("1", Asked(options => options.Issuers.Add(Iss), Iss));
        Assert.Equal("1", Asked(_ => { }, null, ofSecondBackend: true));
    }

    [Fact]
    public void Others_go_by_their_issuer_too()
    {
        void Several(JwtOptions options)
        {
            options.Issuers.Add("https://own.example");
            options.Issuers.Add(Iss);
        }

        Assert.Equal(Qualified, Asked(Several, Iss));
        Assert.Equal(Qualified, Asked(_ => { }, Iss, ofSecondBackend: true));
        Assert.Equal(Qualified, Asked(options => options.Issuers.Add(Iss), Iss, ofSecondBackend: true));
        Assert.Equal(Qualified, Asked(Several, Iss, ofSecondBackend: true));
    }

    public static TheoryData<string, bool, bool> Rules => new()
    {
        // Which keys a backend has, and whether the plain jti is used for its own keys and for those of issuers.
        { "secret", true, true },
        { "secret, one issuer", true, true },
        { "secret, two issuers", false, false },
        { "authority", true, true },
        { "authority, one issuer", true, true },
        { "authority, two issuers", false, false },
        { "secret, authority", true, false },
        { "secret, authority, one issuer", true, true },
        { "bearer", true, true },
        { "secret, bearer", true, false },
        { "secret, one issuer, bearer", true, false },
        { "authority, bearer", true, false },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_rule(string setUp, bool ownIsPlain, bool othersArePlain)
    {
        var options = new JwtOptions();
        foreach (var part in setUp.Split(", "))
        {
            switch (part)
            {
                case "secret": options.Secret = TestKeys.Secret; break;
                case "authority": options.Authority = "https://login.example"; break;
                case "one issuer": options.Issuers.Add("https://login.example"); break;
                case "two issuers": options.Issuers.Add("https://login.example"); options.Issuers.Add("https://other.example"); break;
                default: options.IssuerKeys.Add(new IssuerBoundKey(new SymmetricSecurityKey(new byte[32]), "dotnet-user-jwts", [], "x")); break;
            }
        }

        var rule = RevocationId.For(options, isDefaultBackend: true);
        Assert.Equal((ownIsPlain, othersArePlain), (rule.IsPlain(KeyTrust.ForOwnKeys([], [])), rule.IsPlain(KeyTrust.For([], []))));
        var ofAnother = RevocationId.For(options, isDefaultBackend: false);
        Assert.Equal((false, false), (ofAnother.IsPlain(KeyTrust.ForOwnKeys([], [])), ofAnother.IsPlain(KeyTrust.For([], []))));
    }

    [Fact]
    public void A_token_without_expiry_is_revoked_for_ever_and_one_without_id_not_at_all()
    {
        var store = new Store();
        Assert.True(store.RevokeAsync(new AuthContext("u", "own") { TokenId = "x" }, Cancellation).IsCompletedSuccessfully);
        Assert.Equal(("x", DateTimeOffset.MaxValue), store.Revoked.Single());
        Assert.True(store.RevokeAsync(new AuthContext("u", "own") { TokenId = "1", Issuer = Iss }, Cancellation).IsCompletedSuccessfully);
        Assert.Equal(Qualified, store.Revoked[^1].Id);
        Assert.Throws<InvalidOperationException>(() => { _ = store.RevokeAsync(new AuthContext("u", "own"), Cancellation); });
        Assert.Throws<InvalidOperationException>(() => { _ = store.RevokeAsync(new AuthContext("u", "own") { TokenId = "" }, Cancellation); });
    }

    private sealed class Partner : JwtAuthentication;

    private sealed class Store : IRevocationStore
    {
        public List<string> Asked { get; } = [];

        public List<(string Id, DateTimeOffset? ExpiresAt)> Revoked { get; } = [];

        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken)
        {
            Asked.Add(tokenId);
            return new(Revoked.Exists(entry => entry.Id == tokenId));
        }

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
        {
            Revoked.Add((tokenId, expiresAt));
            return default;
        }
    }
}
