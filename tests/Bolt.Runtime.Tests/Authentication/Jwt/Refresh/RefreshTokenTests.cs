using System.Buffers.Text;
using System.Text.Json;
using Bolt.Authentication.Jwt.Refresh;
using Bolt.Authentication.Jwt.Validation;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Runtime.Tests;

/// <summary>Refresh tokens by the clock: what refreshes, what is repeated, what ends a session, and what an access token of one says.</summary>
public sealed class RefreshTokenTests
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pair_says_who_signed_in_and_how()
    {
        using var host = RefreshHost.Create(add: static b => b.Services.AddScoped<ITokenClaims<Account>, Permissions>());
        var pair = await host.SignIn(signIn: new SignIn { Methods = ["pwd", "otp"], Device = "Firefox", Client = "web" });
        var caller = host.Caller(pair);
        Assert.Equal(("alice", "jwt", pair.SessionId), (caller.UserId, caller.Backend, caller.SessionId));
        Assert.Equal((JwtHost.Start, JwtHost.Start, JwtHost.Start.AddMinutes(15)), (caller.AuthenticatedAt, caller.IssuedAt, caller.ExpiresAt));
        Assert.Equal("""["pwd","otp"]""", caller.Claims["amr"].GetRawText());
        Assert.True(caller.HasPermission("stamp.1"));
        Assert.Equal((900, "Bearer", JwtHost.Start.AddDays(14)), (pair.ExpiresIn, pair.TokenType, pair.RefreshTokenExpiresAt));
        Assert.Equal(72, pair.RefreshToken.Length);
        Assert.StartsWith("bolt_r1.", pair.RefreshToken, StringComparison.Ordinal);

        // Claims are those of now; what belongs to the sign-in stays.
        (host.Accounts.Get("alice").IsStaff, host.Accounts.Get("alice").SessionStamp) = (true, "1");
        host.Time.Advance(Later);
        var next = host.Caller((await host.Refresh(pair.RefreshToken))!);
        Assert.Equal((true, JwtHost.Start, pair.SessionId), (next.IsStaff, next.AuthenticatedAt, next.SessionId));
        Assert.Equal(JwtHost.Start + Later, next.IssuedAt);
        Assert.NotEqual(caller.TokenId, next.TokenId);
    }

    [Fact]
    public async Task A_refresh_replaces_the_token_once_per_grace()
    {
        using var host = RefreshHost.Create();
        var first = await host.SignIn();
        host.Time.Advance(Later);
        var second = (await host.Refresh(first.RefreshToken))!;
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.Equal((1, first.SessionId), (host.Store.Writes, second.SessionId));
        host.Time.Advance(TimeSpan.FromSeconds(30));

        // A lost answer, and a reload: no write, the same token, a fresh access token.
        var again = (await host.Refresh(first.RefreshToken))!;
        var reload = (await host.Refresh(second.RefreshToken))!;
        Assert.Equal((second.RefreshToken, second.RefreshToken, 1), (again.RefreshToken, reload.RefreshToken, host.Store.Writes));
        Assert.Equal(4, new HashSet<string> { first.AccessToken, second.AccessToken, again.AccessToken, reload.AccessToken }.Count);
        Assert.All([second, again, reload], p => Assert.True(host.Accepts(p)));
        host.Time.Advance(TimeSpan.FromTicks(1));
        var third = (await host.Refresh(second.RefreshToken))!;
        Assert.NotEqual(second.RefreshToken, third.RefreshToken);
        Assert.Equal(2, host.Store.Writes);
    }

    [Fact]
    public async Task A_copy_used_after_the_grace_ends_the_session_and_its_access_tokens()
    {
        var logs = new Logs();
        using var host = RefreshHost.Create(logs: logs);
        var (stolen, other) = (await host.SignIn(), await host.SignIn());
        host.Time.Advance(Later);
        var owner = (await host.Refresh(stolen.RefreshToken))!;
        host.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.True(host.Accepts(owner));
        Assert.Null(await host.Refresh(stolen.RefreshToken));
        Assert.False(host.Accepts(owner));
        Assert.Null(await host.Refresh(owner.RefreshToken));
        Assert.True(await host.IsAlive(other));
        Assert.Contains(logs.Lines, l => l.Contains("someone has a copy", StringComparison.Ordinal) && l.Contains(stolen.SessionId, StringComparison.Ordinal));
        foreach (var secret in new[] { stolen, owner }.SelectMany(static p => new[] { p.RefreshToken[8..], p.AccessToken.Split('.')[2] }))
        {
            Assert.DoesNotContain(logs.Lines, l => l.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Without_a_grace_the_second_use_ends_the_session()
    {
        using var host = RefreshHost.Create(static o => o.ReuseGrace = TimeSpan.Zero);
        var first = await host.SignIn();
        var second = (await host.Refresh(first.RefreshToken))!;
        var third = (await host.Refresh(second.RefreshToken))!;
        Assert.Equal(2, host.Store.Writes);
        Assert.Null(await host.Refresh(second.RefreshToken));
        Assert.Null(await host.Refresh(third.RefreshToken));
        Assert.False(host.Accepts(third));
    }

    /// <summary>Another server's clock was ahead when it rotated.</summary>
    [Theory]
    [InlineData(-30, true)]
    [InlineData(-31, false)]
    public async Task A_clock_behind_the_rotation_is_within_the_grace_for_half_a_minute(int seconds, bool isRepeated)
    {
        using var host = RefreshHost.Create();
        var first = await host.SignIn();
        host.Time.Advance(Later);
        var second = (await host.Refresh(first.RefreshToken))!;
        var family = (await host.Store.Inner.FindAsync(first.SessionId, Cancellation))!;
        family.RotatedAt = host.Time.GetUtcNow().AddSeconds(-seconds);
        Assert.True(await host.Store.Inner.TryReplaceAsync(family, family.Generation, Cancellation));
        Assert.Equal(isRepeated ? second.RefreshToken : null, (await host.Refresh(first.RefreshToken))?.RefreshToken);
    }

    [Fact]
    public async Task A_session_ends_when_idle_and_at_its_end()
    {
        using var host = RefreshHost.Create(static o => (o.IdleTimeout, o.AbsoluteTimeout) = (TimeSpan.FromHours(1), TimeSpan.FromHours(2)));
        var idle = await host.SignIn();
        var pair = await host.SignIn();
        host.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        pair = (await host.Refresh(pair.RefreshToken))!;
        host.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await host.Refresh(idle.RefreshToken));
        host.Time.Advance(TimeSpan.FromMinutes(50));
        pair = (await host.Refresh(pair.RefreshToken))!;
        Assert.Equal((600, JwtHost.Start.AddHours(2)), (pair.ExpiresIn, pair.RefreshTokenExpiresAt));
        Assert.Equal(JwtHost.Start.AddHours(2), host.Caller(pair).ExpiresAt);
        host.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        pair = (await host.Refresh(pair.RefreshToken))!;
        Assert.Equal(1, pair.ExpiresIn);
        host.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await host.Refresh(pair.RefreshToken));
    }

    /// <summary>The store in memory sweeps once a minute. What is over between two sweeps is still there, and refused for its own times.</summary>
    [Fact]
    public async Task What_is_over_is_refused_before_it_is_swept()
    {
        using var host = RefreshHost.Create(static o => (o.AccessTokenLifetime, o.IdleTimeout) = (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)));
        host.Time.Advance(TimeSpan.FromSeconds(30));
        var pair = await host.SignIn();
        host.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await host.Store.Inner.FindAsync(pair.SessionId, Cancellation));
        Assert.Empty(await host.List());
        Assert.Null(await host.Refresh(pair.RefreshToken));
    }

    [Fact]
    public async Task An_access_token_never_outlives_a_short_session()
    {
        using var host = RefreshHost.Create(static o => (o.AccessTokenLifetime, o.IdleTimeout, o.AbsoluteTimeout, o.ReuseGrace) = (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10)));
        var pair = await host.SignIn();
        Assert.Equal(300, pair.ExpiresIn);
        host.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(60, (await host.Refresh(pair.RefreshToken))!.ExpiresIn);
    }

    [Fact]
    public async Task Locked_user_is_refused_and_not_ended()
    {
        using var host = RefreshHost.Create();
        var pair = await host.SignIn();
        host.Time.Advance(Later);
        host.Accounts.Locked.Add("alice");
        Assert.Null(await host.Refresh(pair.RefreshToken));
        Assert.Equal(0, host.Store.Writes);
        host.Accounts.Locked.Clear();
        Assert.NotNull(await host.Refresh(pair.RefreshToken));
    }

    [Fact]
    public async Task Changed_password_ends_the_session_at_its_next_refresh()
    {
        using var host = RefreshHost.Create();
        var pair = await host.SignIn();
        host.Accounts.Get("alice").SessionStamp = "2";
        Assert.Null(await host.Refresh(pair.RefreshToken));
        Assert.False(host.Accepts(pair));
        host.Accounts.Get("alice").SessionStamp = "1";
        Assert.Null(await host.Refresh(pair.RefreshToken));
        Assert.True(await host.IsAlive(await host.SignIn()));
    }

    [Fact]
    public async Task What_cannot_be_asked_ends_nothing_and_is_503()
    {
        var logs = new Logs();
        using var host = RefreshHost.Create(logs: logs);
        var pair = await host.SignIn();
        host.Time.Advance(Later);
        host.Accounts.Failure = new TimeoutException("users");
        Assert.Equal(503, (await Assert.ThrowsAsync<BoltRefusedException>(() => host.Refresh(pair.RefreshToken))).StatusCode);
        host.Accounts.Failure = null;
        host.Store.Failure = new TimeoutException("store");
        Assert.Equal(503, (await Assert.ThrowsAsync<BoltRefusedException>(() => host.Refresh(pair.RefreshToken))).StatusCode);
        Assert.Equal(503, (await Assert.ThrowsAsync<BoltRefusedException>(() => host.SignIn())).StatusCode);
        Assert.Equal(503, (await Assert.ThrowsAsync<BoltRefusedException>(async () => await host.Issuer.EndSessionAsync(pair.RefreshToken, Cancellation))).StatusCode);
        host.Store.Failure = null;
        Assert.NotNull(await host.Refresh(pair.RefreshToken));
        Assert.Contains(logs.Lines, static l => l.Contains("the user source failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_belongs_to_its_client()
    {
        using var host = RefreshHost.Create();
        var (web, any) = (await host.SignIn(signIn: new SignIn { Client = "web" }), await host.SignIn());
        Assert.Null(await host.Issuer.RefreshAsync(web.RefreshToken, "app", Cancellation));
        Assert.Null(await host.Issuer.RefreshAsync(web.RefreshToken, "Web", Cancellation));
        Assert.Null(await host.Issuer.RefreshAsync(any.RefreshToken, "web", Cancellation));
        Assert.NotNull(await host.Issuer.RefreshAsync(web.RefreshToken, "web", Cancellation));
        Assert.NotNull(await host.Refresh(any.RefreshToken));
    }

    /// <summary>The selector of one and the secret of another: anyone who knows a selector has held a token of that session.</summary>
    [Fact]
    public async Task Anothers_secret_behind_a_selector_ends_that_session_only()
    {
        using var host = RefreshHost.Create();
        var (mine, other) = (await host.SignIn(), await host.SignIn());
        var bytes = Base64Url.DecodeFromChars(mine.RefreshToken.AsSpan(8));
        Base64Url.DecodeFromChars(other.RefreshToken.AsSpan(8)).AsSpan(16).CopyTo(bytes.AsSpan(16));
        Assert.Null(await host.Refresh("bolt_r1." + Base64Url.EncodeToString(bytes)));
        Assert.Null(await host.Refresh(mine.RefreshToken));
        Assert.False(host.Accepts(mine));
        Assert.True(await host.IsAlive(other));
    }

    [Fact]
    public async Task What_is_not_a_refresh_token_is_not_looked_up()
    {
        using var host = RefreshHost.Create();
        var pair = await host.SignIn();
        var (text, bytes) = (pair.RefreshToken[8..], Base64Url.DecodeFromChars(pair.RefreshToken.AsSpan(8)));
        string[] others =
        [
            "", " ", "bolt_r1.", text, pair.AccessToken, "Bolt_r1." + text, "bolt_r2." + text, " bolt_r1." + text, "bolt_r1." + text + " ", "bolt_r1. " + text, "bolt_r1." + text + "\n",
            "bolt_r1." + text + "=", "bolt_r1." + text[..^1], "bolt_r1." + text[..^1] + "=", "bolt_r1." + text[..^1] + "+", "bolt_r1." + text[..^1] + "/", "bolt_r1." + text + "A",
            "bolt_r1." + Base64Url.EncodeToString(bytes.AsSpan(..47)), "bolt_r1." + Base64Url.EncodeToString([.. bytes, 0]), "bolt_r1." + text[..^1] + "\0", "bolt_r1." + new string('é', 64),
        ];
        foreach (var other in others)
        {
            Assert.Null(await host.Refresh(other));
            await host.Issuer.EndSessionAsync(other, Cancellation);
        }

        Assert.Equal(0, host.Store.Reads);
        Assert.True(await host.IsAlive(pair));
    }

    /// <summary>The id that access tokens name leads to no refresh token, and to no end.</summary>
    [Fact]
    public async Task A_row_and_all_access_tokens_cannot_refresh()
    {
        using var host = RefreshHost.Create();
        var pair = await host.SignIn();
        host.Time.Advance(Later);
        pair = (await host.Refresh(pair.RefreshToken))!;
        var row = (await host.Store.Inner.FindAsync(pair.SessionId, Cancellation))!;
        var selectors = new[] { Convert.FromHexString(row.Id), row.Current[..16], row.Previous[..16], row.Nonce[..16] };
        foreach (var selector in selectors)
        {
            foreach (var secret in new[] { row.Current, row.Previous, row.Nonce })
            {
                var made = "bolt_r1." + Base64Url.EncodeToString([.. selector, .. secret]);
                Assert.Null(await host.Refresh(made));
                await host.Issuer.EndSessionAsync(made, Cancellation);
            }
        }

        Assert.Null(await host.Refresh(pair.AccessToken));
        await host.Issuer.EndSessionAsync(pair.SessionId, Cancellation);
        Assert.Equal(JwtFailure.Malformed, (await host.Services.GetRequiredService<JwtAuthentication>().AuthenticateAsync(JwtHost.Request("Bearer " + pair.RefreshToken))).FailureReason);
        Assert.True(await host.IsAlive(pair));

        // And nothing of the token is in the row, as text or as bytes.
        var secretBytes = Base64Url.DecodeFromChars(pair.RefreshToken.AsSpan(8));
        foreach (var column in new[] { row.Current, row.Previous, row.Nonce, Convert.FromHexString(row.Id) })
        {
            Assert.Equal(-1, column.AsSpan().IndexOf(secretBytes.AsSpan(0, 8)));
            Assert.Equal(-1, column.AsSpan().IndexOf(secretBytes.AsSpan(16, 8)));
        }

        Assert.DoesNotContain(pair.RefreshToken[8..], pair.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(pair.AccessToken, pair.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logout_ends_a_session_with_its_access_tokens()
    {
        using var host = RefreshHost.Create();
        var (one, two, three) = (await host.SignIn(), await host.SignIn(), await host.SignIn());
        await host.Issuer.EndSessionAsync(one.RefreshToken, Cancellation);
        await host.Issuer.EndSessionAsync(host.Caller(two), Cancellation);
        Assert.Equal((false, false, true), (host.Accepts(one), host.Accepts(two), host.Accepts(three)));
        Assert.Null(await host.Refresh(one.RefreshToken));
        Assert.Null(await host.Refresh(two.RefreshToken));
        Assert.True(await host.IsAlive(three));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.Issuer.EndSessionAsync(new AuthContext("alice", "api_key"), Cancellation));

        // Another user's session is not ended by its id.
        await host.Issuer.EndSessionAsync(new AuthContext("mallory", "jwt") { SessionId = three.SessionId }, Cancellation);
        Assert.True(await host.IsAlive(three));
    }

    [Fact]
    public async Task Devices_are_listed_and_ended_without_cookie_sessions()
    {
        using var host = RefreshHost.Create();
        var (phone, laptop) = (await host.SignIn(signIn: new SignIn { Device = "Phone" + new string('x', 300), Methods = ["pwd"] }), await host.SignIn(signIn: new SignIn { Device = "Laptop" }));
        var bobs = await host.SignIn("bob");
        var listed = (await host.List()).ToDictionary(static s => s.SessionKey);
        Assert.Equal(2, listed.Count);
        Assert.Equal(("jwt", JwtHost.Start, "pwd", 256), (listed[phone.SessionId].Backend, listed[phone.SessionId].AuthenticatedAt, listed[phone.SessionId].Method, listed[phone.SessionId].Device!.Length));
        Assert.False(await host.Sessions.EndAsync("bob", phone.SessionId, Cancellation));
        Assert.True(await host.Sessions.EndAsync("alice", phone.SessionId, Cancellation));
        Assert.False(await host.Sessions.EndAsync("alice", phone.SessionId, Cancellation));
        Assert.Equal((false, true), (host.Accepts(phone), host.Accepts(laptop)));
        var third = await host.SignIn();
        Assert.Equal(1, await host.Sessions.EndAllAsync("alice", laptop.SessionId, Cancellation));
        Assert.Equal((true, false, true), (host.Accepts(laptop), host.Accepts(third), host.Accepts(bobs)));
        Assert.Equal(1, await host.Sessions.EndAllAsync("alice", null, Cancellation));
        Assert.Empty(await host.List());
        Assert.True(await host.IsAlive(await host.SignIn()));
        Assert.True(await host.IsAlive(bobs));
    }

    [Fact]
    public async Task Cookie_sessions_and_refresh_tokens_are_one_list()
    {
        using var host = RefreshHost.Create(add: static b => b.AddSessions());
        var pair = await host.SignIn();
        Assert.Equal(pair.SessionId, Assert.Single(await host.List()).SessionKey);
        Assert.Equal(1, await host.Sessions.EndAllAsync("alice", null, Cancellation));
    }

    [Fact]
    public async Task The_one_that_was_not_refreshed_for_longest_ends()
    {
        using var host = RefreshHost.Create(static o => o.MaximumPerUser = 2);
        var one = await host.SignIn();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var two = await host.SignIn();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        one = (await host.Refresh(one.RefreshToken))!;
        var three = await host.SignIn();
        Assert.Equal((true, false, true), (host.Accepts(one), host.Accepts(two), host.Accepts(three)));
        Assert.Equal(2, (await host.List()).Count);
    }

    /// <summary>The stolen refresh token stays dead when the entry of its user has left; a sign-in right after the revocation lives.</summary>
    [Fact]
    public async Task Revoked_user_is_signed_out_for_good_and_can_sign_in_at_once()
    {
        using var host = RefreshHost.Create();
        var stolen = await host.SignIn();
        await host.Revocations.RevokeUserAsync("alice", host.Time.GetUtcNow(), null, Cancellation);
        var fresh = await host.SignIn();
        Assert.Equal((false, true), (host.Accepts(stolen), host.Accepts(fresh)));
        host.Time.Advance(TimeSpan.FromMinutes(20));
        Assert.Null(await host.Refresh(stolen.RefreshToken));
        Assert.Null(await host.Store.Inner.FindAsync(stolen.SessionId, Cancellation));
        Assert.True(await host.IsAlive(fresh));
    }

    /// <summary>Entries outlive every session: one that left earlier would bring the refresh token back.</summary>
    [Fact]
    public async Task Users_entry_outlives_the_longest_session()
    {
        using var host = RefreshHost.Create(static o => (o.IdleTimeout, o.AbsoluteTimeout) = (TimeSpan.FromDays(200), TimeSpan.FromDays(200)));
        var stolen = await host.SignIn();
        await host.Revocations.RevokeUserAsync("alice", host.Time.GetUtcNow(), null, Cancellation);
        host.Time.Advance(TimeSpan.FromDays(199.9));
        Assert.Null(await host.Refresh(stolen.RefreshToken));
    }

    /// <summary>A leaked signing key says nothing of refresh tokens.</summary>
    [Fact]
    public async Task Everyone_revoked_ends_access_tokens_only()
    {
        using var host = RefreshHost.Create();
        var pair = await host.SignIn();
        await host.Revocations.RevokeEveryoneAsync(host.Time.GetUtcNow(), null, Cancellation);
        Assert.False(host.Accepts(pair));
        var next = (await host.Refresh(pair.RefreshToken))!;
        Assert.True(host.Accepts(next));
    }

    /// <summary>A session that only the revocation store knows as ended, as after a crash between its two steps.</summary>
    [Fact]
    public async Task Revoked_session_does_not_refresh()
    {
        using var host = RefreshHost.Create();
        var (pair, other) = (await host.SignIn(), await host.SignIn());
        await host.Revocations.RevokeSessionAsync(host.Caller(pair), Cancellation);
        Assert.Null(await host.Refresh(pair.RefreshToken));
        Assert.Null(await host.Store.Inner.FindAsync(pair.SessionId, Cancellation));
        Assert.True(await host.IsAlive(other));
    }

    [Fact]
    public async Task Claims_of_a_sign_in_cannot_be_set()
    {
        using var host = RefreshHost.Create(add: static b => b.Services.AddScoped<ITokenClaims<Account>, SetsSession>());
        Assert.Contains("\"sid\"", (await Assert.ThrowsAsync<ArgumentException>(() => host.SignIn())).Message, StringComparison.Ordinal);
        Assert.Empty(await host.List());
        using var plain = RefreshHost.Create();
        await Assert.ThrowsAsync<ArgumentException>(async () => await plain.Issuer.CreatePairAsync(new TestUser(), null, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => plain.SignIn(signIn: new SignIn { Methods = ["a b"] }));
        using var none = JwtHost.Create(static o => o.Secret = TestKeys.Secret);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await none.Issuer.RefreshAsync("bolt_r1.", Cancellation));
    }

    /// <summary>Several issuers are accepted: the program's own tokens are then those of the first.</summary>
    [Fact]
    public async Task Sessions_of_one_of_several_issuers_end_too()
    {
        using var host = RefreshHost.Create(jwt: static o => o.Issuers = ["https://own.example", "https://partner.example"]);
        var (one, two) = (await host.SignIn(), await host.SignIn());
        await host.Issuer.EndSessionAsync(one.RefreshToken, Cancellation);
        await host.Issuer.EndSessionAsync(host.Caller(two), Cancellation);
        Assert.Equal((false, false), (host.Accepts(one), host.Accepts(two)));
        var three = await host.SignIn();
        await host.Revocations.RevokeUserAsync(host.Caller(three), host.Time.GetUtcNow(), Cancellation);
        Assert.False(host.Accepts(three));
        Assert.Null(await host.Refresh(three.RefreshToken));
        Assert.True(host.Accepts(await host.SignIn()));
    }

    [Fact]
    public async Task Fifty_at_once_get_one_token_by_one_write()
    {
        using var host = RefreshHost.Create();
        for (var round = 0; round < 20; round++)
        {
            var pair = await host.SignIn();
            host.Time.Advance(Later);
            var writes = host.Store.Writes;
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => host.Refresh(pair.RefreshToken), Cancellation)));
            Assert.Single(answers.Select(static a => a!.RefreshToken).Distinct());
            Assert.Equal(50, answers.Select(static a => a!.AccessToken).Distinct().Count());
            Assert.Equal(1, host.Store.Writes - writes);
            host.Time.Advance(Later);
            Assert.True(await host.IsAlive(answers[0]!));
        }
    }

    /// <summary>hqbase#41: 13 ms apart, both keep what they got.</summary>
    [Fact]
    public async Task Thirteen_milliseconds_apart()
    {
        using var host = RefreshHost.Create();
        var pair = await host.SignIn();
        host.Time.Advance(Later);
        var first = (await host.Refresh(pair.RefreshToken))!;
        host.Time.Advance(TimeSpan.FromMilliseconds(13));
        var second = (await host.Refresh(pair.RefreshToken))!;
        Assert.Equal(first.RefreshToken, second.RefreshToken);
        Assert.True(host.Accepts(first) && host.Accepts(second));
        host.Time.Advance(Later);
        Assert.True(await host.IsAlive(first));
    }

    [Fact]
    public async Task A_pair_as_json_is_what_clients_expect()
    {
        using var host = RefreshHost.Create();
        var pair = await host.SignIn();
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(pair, JsonSerializerOptions.Web));
        Assert.Equal(["accessToken", "expiresIn", "refreshToken", "sessionId", "tokenType"], json.RootElement.EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_token_has_one_successor_per_nonce_and_generation()
    {
        var token = RefreshToken.New();
        Assert.True(RefreshToken.TryParse(token.ToClient(), out var read));
        Assert.Equal((token.FamilyId(), true), (read.FamilyId(), read.Is(token.Hash())));
        var nonce = new byte[32];
        Assert.Equal(token.Next(nonce, 1).ToClient(), read.Next(nonce, 1).ToClient());
        Assert.Equal(4, new HashSet<string> { token.ToClient(), token.Next(nonce, 1).ToClient(), token.Next(nonce, 2).ToClient(), token.Next([1, .. nonce[1..]], 1).ToClient() }.Count);
        Assert.Equal(token.FamilyId(), token.Next(nonce, 1).FamilyId());
        Assert.Equal(token.FamilyId(), token.ToString());
    }

    private sealed class Permissions : ITokenClaims<Account>
    {
        public ValueTask AddAsync(Account user, IDictionary<string, object?> claims, CancellationToken cancellationToken)
        {
            claims["permissions"] = new[] { "stamp." + user.SessionStamp };
            return default;
        }
    }

    private sealed class SetsSession : ITokenClaims<Account>
    {
        public ValueTask AddAsync(Account user, IDictionary<string, object?> claims, CancellationToken cancellationToken)
        {
            claims["sid"] = "mine";
            return default;
        }
    }
}
