using Bolt.Authentication.Jwt.Validation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Runtime.Tests;

/// <summary>What a token is revoked by: its id, its session, its user, everyone. Any of them is enough, whatever the others say, remembered or not.</summary>
public sealed class RevocationLevelTests
{
    private static readonly DateTimeOffset Revocation = JwtHost.Start.AddMilliseconds(400);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, bool, int> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string, bool, int>();
            foreach (var kind in new[] { "id", "session", "user", "everyone" })
            {
                foreach (var when in new[] { "before", "same second", "after" })
                {
                    foreach (var iat in new[] { "present", "fractional", "absent" })
                    {
                        foreach (var isOlderEveryone in new[] { true, false })
                        {
                            rows.Add(kind, when, iat, isOlderEveryone, 0);
                            rows.Add(kind, when, iat, isOlderEveryone, 4096);
                        }
                    }
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row(string kind, string when, string iat, bool isOlderEveryone, int cacheSize)
    {
        using var host = Host(cacheSize, TimeSpan.MaxValue);
        var store = Store(host);
        var seconds = JwtHost.Start.ToUnixTimeSeconds() + when switch { "before" => -10, "same second" => 0, _ => 3 };
        var claim = iat switch { "present" => $",\"iat\":{seconds}", "fractional" => $",\"iat\":{seconds}.7", _ => "" };
        var token = TestKeys.Token(TestKeys.Payload($"\"jti\":\"id\",\"sid\":\"session\"{claim}"));
        host.Time.Advance(Revocation - JwtHost.Start);
        Assert.True(host.Authenticate(token).Succeeded);
        Assert.True(host.Authenticate(token).Succeeded);

        // The other level of the two that have a time is an hour older, or newer: the later one counts.
        var older = Revocation.AddHours(-1);
        switch (kind)
        {
            case "id":
                await store.RevokeAsync("id", Revocation.AddDays(1), Cancellation);
                break;
            case "session":
                await store.RevokeSessionAsync("session", Revocation, null, Cancellation);
                break;
            default:
                var isUserNewer = isOlderEveryone;
                await store.RevokeUserAsync("user-1", isUserNewer ? Revocation : older, null, Cancellation);
                await store.RevokeEveryoneAsync(isUserNewer ? older : Revocation, null, Cancellation);
                break;
        }

        var refused = kind is "id" or "session" || iat == "absent" || when != "after";
        for (var i = 0; i < 2; i++)
        {
            var outcome = host.Authenticate(token);
            Assert.Equal(!refused, outcome.Succeeded);
            Assert.Equal(refused ? JwtFailure.Revoked : null, outcome.FailureReason);
        }

        // Another caller is not meant by id, session or user.
        if (kind is "id" or "session")
        {
            Assert.True(host.Authenticate(TestKeys.Token(TestKeys.Payload($"\"jti\":\"other\",\"sid\":\"other\"{claim}"))).Succeeded);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task Each_level_is_asked_and_undone_by_none_of_the_others(int cacheSize)
    {
        using var host = Host(cacheSize);
        var store = Store(host);
        var seconds = JwtHost.Start.ToUnixTimeSeconds();
        await store.RevokeUserAsync("another", JwtHost.Start, null, Cancellation);
        await store.RevokeSessionAsync("another", JwtHost.Start, null, Cancellation);
        Assert.True(host.Authenticate(Token("good", "session", seconds)).Succeeded);
        await store.RevokeSessionAsync("session", JwtHost.Start, null, Cancellation);
        Assert.Equal(JwtFailure.Revoked, host.Authenticate(Token("good", "session", seconds)).FailureReason);
        Assert.Equal(JwtFailure.Revoked, host.Authenticate(Token("later", "session", seconds + 60)).FailureReason);
        Assert.True(host.Authenticate(Token("good", "other", seconds)).Succeeded);
        await store.RevokeUserAsync("user-1", JwtHost.Start, null, Cancellation);
        Assert.Equal(JwtFailure.Revoked, host.Authenticate(Token("good", "other", seconds)).FailureReason);
    }

    /// <summary>The sign-in right after "log out everywhere", and what was issued right before it.</summary>
    [Fact]
    public async Task Issuer_begins_where_a_revocation_ends()
    {
        using var host = Host(0);
        var store = Store(host);
        var before = host.Issuer.CreateToken(new TestUser());
        await store.RevokeUserAsync("user-1", host.Time.GetUtcNow(), null, Cancellation);
        var after = host.Issuer.CreateToken(new TestUser());
        Assert.Equal(JwtFailure.Revoked, host.Authenticate(before).FailureReason);
        var caller = host.Authenticate(after).Auth!;
        Assert.Equal(JwtHost.Start.AddSeconds(3), caller.IssuedAt);
        Assert.Equal(JwtHost.Start.AddHours(1), caller.ExpiresAt);
        Assert.True(host.Authenticate(host.Issuer.CreateToken(new TestUser { Id = "another" })).Succeeded);

        // Twice within a second: what was issued between the two is gone as well.
        await store.RevokeUserAsync("user-1", host.Time.GetUtcNow(), null, Cancellation);
        Assert.Equal(JwtFailure.Revoked, host.Authenticate(after).FailureReason);
        Assert.True(host.Authenticate(host.Issuer.CreateToken(new TestUser())).Succeeded);
        await store.RevokeEveryoneAsync(host.Time.GetUtcNow().AddSeconds(10), null, Cancellation);
        Assert.True(host.Authenticate(host.Issuer.CreateToken(new TestUser())).Succeeded);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public void Token_that_would_outlive_what_a_store_knows_is_refused(int cacheSize)
    {
        using var host = Host(cacheSize, TimeSpan.FromHours(2));
        var now = JwtHost.Start.ToUnixTimeSeconds();
        string Of(string claims) => TestKeys.Token($$"""{"sub":"user-1","jti":"1",{{claims}}}""");
        Assert.True(host.Authenticate(Of($"\"iat\":{now},\"exp\":{now + 7200}")).Succeeded);
        Assert.Equal(JwtFailure.LivesTooLong, host.Authenticate(Of($"\"iat\":{now},\"exp\":{now + 7201}")).FailureReason);
        Assert.Equal(JwtFailure.LivesTooLong, host.Authenticate(Of($"\"iat\":{now - 7000},\"exp\":{now + 201}")).FailureReason);
        Assert.Equal(JwtFailure.LivesTooLong, host.Authenticate(Of($"\"iat\":-1,\"exp\":{now + 201}")).FailureReason);
        Assert.Equal(JwtFailure.LivesTooLong, host.Authenticate(Of($"\"iat\":0,\"exp\":1e18")).FailureReason);
        Assert.Equal(JwtFailure.NoIssuedAt, host.Authenticate(Of($"\"exp\":{now + 60}")).FailureReason);
        Assert.Equal(JwtFailure.IssuedLater, host.Authenticate(Of($"\"iat\":{now + 65},\"exp\":{now + 100}")).FailureReason);
        Assert.True(host.Authenticate(Of($"\"iat\":{now + 64},\"exp\":{now + 100}")).Succeeded);
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Issuer.CreateToken(new TestUser(), TimeSpan.FromHours(2.1)));
        Assert.True(host.Authenticate(host.Issuer.CreateToken(new TestUser(), TimeSpan.FromHours(2))).Succeeded);
    }

    /// <summary>A store of ids only says nothing of lifetimes: each entry lives as long as its token.</summary>
    [Fact]
    public void Store_of_ids_takes_any_lifetime()
    {
        using var host = JwtHost.Create(static o => o.Secret = TestKeys.Secret, static b => b.Services.AddSingleton<IRevocationStore, IdsOnly>());
        Assert.True(host.Authenticate(TestKeys.Token("""{"sub":"user-1","jti":"1","exp":4102444800}""")).Succeeded);
        host.Issuer.CreateToken(new TestUser(), TimeSpan.FromDays(365));
    }

    [Fact]
    public void Only_a_store_that_knows_sessions_says_so()
    {
        using var ids = JwtHost.Create(static o => o.Secret = TestKeys.Secret, static b => b.AddRevocation<IdsOnly>());
        Assert.False(ids.Services.GetRequiredService<IRevocationStore>() is ISessionRevocationStore);
        using var sessions = JwtHost.Create(static o => o.Secret = TestKeys.Secret, static b => b.AddRevocation<InMemoryRevocationStore>());
        Assert.True(sessions.Services.GetRequiredService<IRevocationStore>() is ISessionRevocationStore);
        Assert.False(typeof(ISessionRevocationStore).IsAssignableFrom(typeof(DistributedCacheRevocationStore)));
    }

    [Fact]
    public void Entries_are_kept_as_long_as_the_longest_session()
    {
        using var host = JwtHost.Create(
            static o => (o.Secret, o.ClockSkew) = (TestKeys.Secret, TimeSpan.FromMinutes(2)),
            static b => b.AddSessions(static o => o.AbsoluteTimeout = TimeSpan.FromDays(100)).AddRevocation<InMemoryRevocationStore>(static o => o.MaximumTokenLifetime = TimeSpan.FromDays(3)));
        var options = host.Services.GetRequiredService<IOptions<RevocationOptions>>().Value;
        Assert.Equal((TimeSpan.FromDays(100), TimeSpan.FromMinutes(2)), (options.Retention, options.ClockSkew));
        using var wrong = JwtHost.Create(static o => o.Secret = TestKeys.Secret, static b => b.AddRevocation<InMemoryRevocationStore>(static o => o.MaximumTokenLifetime = TimeSpan.Zero));
        Assert.Contains("MaximumTokenLifetime", Assert.Throws<OptionsValidationException>(() => wrong.Authenticate("a.b.c")).Message, StringComparison.Ordinal);
    }

    /// <summary>A second backend's tokens are another issuer's, whatever ids they have; the caller knows whose.</summary>
    [Fact]
    public async Task Levels_belong_to_their_issuer()
    {
        using var host = JwtHost.Create(
            static o =>
            {
                o.Secret = TestKeys.Secret;
                o.Issuers = ["https://own.example", "https://partner.example"];
                o.VerifiedTokenCacheSize = 0;
            },
            static b => b.AddRevocation<InMemoryRevocationStore>());
        var (store, seconds) = (Store(host), JwtHost.Start.ToUnixTimeSeconds());
        string Of(string issuer) => TestKeys.Token(TestKeys.Payload($"\"jti\":\"1\",\"sid\":\"s\",\"iat\":{seconds},\"iss\":\"https://{issuer}.example\""));
        var partner = host.Authenticate(Of("partner")).Auth!;
        await store.RevokeSessionAsync(partner, Cancellation);
        await store.RevokeUserAsync(partner, JwtHost.Start, Cancellation);
        Assert.True(host.Authenticate(Of("own")).Succeeded);
        Assert.Equal(JwtFailure.Revoked, host.Authenticate(Of("partner")).FailureReason);
    }

    private static string Token(string id, string session, long issuedAt) => TestKeys.Token(TestKeys.Payload($"\"jti\":\"{id}\",\"sid\":\"{session}\",\"iat\":{issuedAt}"));

    private static ISessionRevocationStore Store(JwtHost host) => (ISessionRevocationStore)host.Services.GetRequiredService<IRevocationStore>();

    private static JwtHost Host(int cacheSize, TimeSpan? longest = null) => JwtHost.Create(
        options =>
        {
            options.Secret = TestKeys.Secret;
            options.VerifiedTokenCacheSize = cacheSize;
        },
        bolt => bolt.AddRevocation<InMemoryRevocationStore>(o => o.MaximumTokenLifetime = longest ?? o.MaximumTokenLifetime));

    private sealed class IdsOnly : IRevocationStore
    {
        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => default;

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => default;
    }
}
