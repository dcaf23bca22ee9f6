using System.Net;
using System.Text;
using System.Text.Json;
using Bolt.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Integration.Tests;

/// <summary>Refresh tokens over HTTP: what a client sees, what a browser's cookie does, and that nothing of a token is in any output.</summary>
[Collection(AloneCollection.Name)]
public sealed class RefreshTests
{
    private const string CookieName = "__Host-bolt-refresh";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(55));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_refreshes_and_logs_out()
    {
        await using var app = await Start();
        var first = await Login(app);
        Assert.Equal(200, await Me(app, first));
        _time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(401, await Me(app, first));
        var second = (await Refresh(app, first.RefreshToken))!;
        Assert.Equal(200, await Me(app, second));
        Assert.Equal(second.RefreshToken, (await Refresh(app, first.RefreshToken))!.RefreshToken);

        // Logged out: the access token too, at once, in every process that shares the store.
        Assert.Equal(200, (int)(await app.Send("POST", "/refresh/logout", null, new StringContent(second.RefreshToken))).StatusCode);
        Assert.Equal(401, await Me(app, second));
        Assert.Null(await Refresh(app, second.RefreshToken));
    }

    [Fact]
    public async Task A_copy_ends_the_session_and_a_client_is_told_no_more_than_401()
    {
        await using var app = await Start();
        var stolen = await Login(app);
        _time.Advance(TimeSpan.FromMinutes(10));
        var owner = (await Refresh(app, stolen.RefreshToken))!;
        _time.Advance(TimeSpan.FromSeconds(31));
        var answer = await app.Send("POST", "/refresh/refresh", null, new StringContent(stolen.RefreshToken));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var unknown = await app.Send("POST", "/refresh/refresh", null, new StringContent("bolt_r1.x"));
        Assert.Equal(await unknown.Content.ReadAsStringAsync(Cancellation), await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(401, await Me(app, owner));
        Assert.Null(await Refresh(app, owner.RefreshToken));
        Assert.Contains(app.Logs.Lines, static l => l.Id == 6202);
    }

    /// <summary>JSON makes null of a token that was left out: a client's mistake, and no exception.</summary>
    [Fact]
    public async Task A_token_that_was_left_out_is_one_that_does_not_hold()
    {
        await using var app = await Start();
        var (issuer, pair) = (app.Services.GetRequiredService<JwtIssuer>(), await Login(app));
        Assert.Null(await issuer.RefreshAsync(null, Cancellation));
        Assert.Null(await issuer.RefreshAsync(null, "client", Cancellation));
        await issuer.EndSessionAsync((string?)null, Cancellation);
        Assert.Equal(200, await Me(app, pair));
    }

    [Fact]
    public async Task Log_out_here_and_everywhere()
    {
        await using var app = await Start();
        var (one, two, three, other) = (await Login(app), await Login(app), await Login(app), await Login(app, "2"));
        Assert.Equal(200, (int)(await app.Send("POST", "/refresh/logout-here", one.AccessToken)).StatusCode);
        Assert.Equal((401, 200), (await Me(app, one), await Me(app, two)));
        Assert.Equal("2", await (await app.Send("POST", "/refresh/logout-everywhere", two.AccessToken)).Content.ReadAsStringAsync(Cancellation));
        Assert.Equal((401, 401, 200), (await Me(app, two), await Me(app, three), await Me(app, other)));
        Assert.Null(await Refresh(app, three.RefreshToken));

        // In the same second.
        Assert.Equal(200, await Me(app, await Login(app)));
    }

    [Fact]
    public async Task Fifty_at_once_are_fifty_times_200_and_one_token()
    {
        await using var app = await Start();
        var pair = await Login(app);
        _time.Advance(TimeSpan.FromMinutes(10));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Refresh(app, pair.RefreshToken)));
        Assert.Single(answers.Select(static a => a!.RefreshToken).Distinct());
        Assert.Equal(50, answers.Select(static a => a!.AccessToken).Distinct().Count());
    }

    [Fact]
    public async Task A_store_that_is_down_is_503_and_ends_nothing()
    {
        await using var app = await Start(static s => s.AddBolt().AddRefreshTokenStore<Fragile>());
        var pair = await Login(app);
        var store = app.Services.GetRequiredService<Fragile>();
        store.IsDown = true;
        foreach (var path in new[] { "/refresh/refresh", "/refresh/logout", "/refresh/login?user=1" })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Send("POST", path, null, new StringContent(pair.RefreshToken))).StatusCode);
        }

        store.IsDown = false;
        Assert.NotNull(await Refresh(app, pair.RefreshToken));
    }

    [Fact]
    public async Task A_browser_keeps_its_token_in_a_cookie()
    {
        await using var app = await Start();
        var login = await Browser(app, "POST", "/refresh/cookie/login?user=1", null);
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^" + CookieName + "=bolt_r1\\.[A-Za-z0-9_-]{64}; path=/; secure; samesite=strict; httponly; max-age=1209600$", cookie);
        Assert.Equal("no-store", login.Headers.CacheControl!.ToString());
        var token = cookie.Split(';')[0];
        _time.Advance(TimeSpan.FromMinutes(10));
        var refreshed = await Browser(app, "POST", "/refresh/cookie/refresh", token);
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
        Assert.DoesNotContain("bolt_r1", await refreshed.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var next = Assert.Single(refreshed.Headers.GetValues("Set-Cookie")).Split(';')[0];
        Assert.NotEqual(token, next);

        // Several of the name: nobody knows which one is the browser's own. Neither is used, and neither is ended.
        Assert.Equal(HttpStatusCode.Unauthorized, (await Browser(app, "POST", "/refresh/cookie/refresh", token + "; " + next)).StatusCode);
        var refused = await Browser(app, "POST", "/refresh/cookie/refresh", CookieName + "=bolt_r1.nothing");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("max-age=0", Assert.Single(refused.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Browser(app, "POST", "/refresh/cookie/refresh", "a=b; " + next)).StatusCode);
    }

    [Theory]
    [InlineData("POST", "cross-site")]
    [InlineData("POST", "same-site")]
    [InlineData("POST", null)]
    [InlineData("GET", "same-origin")]
    [InlineData("GET", "none")]
    public async Task The_cookie_is_behind_the_cross_site_check(string method, string? site)
    {
        await using var app = await Start();
        var login = await Browser(app, "POST", "/refresh/cookie/login?user=1", null);
        var token = Assert.Single(login.Headers.GetValues("Set-Cookie")).Split(';')[0];
        _time.Advance(TimeSpan.FromMinutes(10));
        foreach (var cookie in new[] { token, null })
        {
            var answer = await Browser(app, method, "/refresh/cookie/refresh", cookie, site);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }

        // Each by itself: reading it ends the session here, deleting it signs the browser out.
        foreach (var path in new[] { "/refresh/cookie/logout", "/refresh/cookie/forget" })
        {
            var answer = await Browser(app, method, path, token, site);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }

        if (method == "POST")
        {
            // Signed in as another user by a form of another site: login CSRF.
            var planted = await Browser(app, "POST", "/refresh/cookie/login?user=2", null, site);
            Assert.Equal(HttpStatusCode.Forbidden, planted.StatusCode);
            Assert.False(planted.Headers.Contains("Set-Cookie"));
        }

        Assert.Equal(HttpStatusCode.OK, (await Browser(app, "POST", "/refresh/cookie/refresh", token)).StatusCode);
        Assert.Contains("max-age=0", Assert.Single((await Browser(app, "POST", "/refresh/cookie/forget", token)).Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Browser(app, "POST", "/refresh/cookie/logout", token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Browser(app, "POST", "/refresh/cookie/refresh", token)).StatusCode);
    }

    [Fact]
    public async Task Nothing_of_a_token_is_in_any_output()
    {
        await using var app = await Start(static s => s.AddBolt().AddRefreshTokenStore<Fragile>());
        using var observer = new Observer(app.Services);
        var store = app.Services.GetRequiredService<Fragile>();
        var tokens = new List<TokenPair> { await Login(app) };
        var others = new StringBuilder();
        async Task Send(string path, string token, params (string, string)[] headers)
        {
            var answer = await app.Send("POST", path, null, new StringContent(token), headers);
            if (answer.StatusCode == HttpStatusCode.OK && path == "/refresh/refresh")
            {
                tokens.Add(JsonSerializer.Deserialize<TokenPair>(await answer.Content.ReadAsStringAsync(Cancellation), JsonSerializerOptions.Web)!);
            }
            else
            {
                others.Append(answer).AppendLine(await answer.Content.ReadAsStringAsync(Cancellation));
            }
        }

        await Send("/refresh/refresh", tokens[0].RefreshToken + "x");
        _time.Advance(TimeSpan.FromMinutes(5));
        await Send("/refresh/refresh", tokens[0].RefreshToken);
        await Send("/refresh/refresh", tokens[0].RefreshToken);
        store.IsDown = true;
        await Send("/refresh/refresh", tokens[1].RefreshToken);
        await Send("/refresh/logout", tokens[1].RefreshToken);
        store.IsDown = false;
        await Send("/refresh/cookie/refresh", "", ("Cookie", CookieName + "=" + tokens[1].RefreshToken), ("Sec-Fetch-Site", "cross-site"));
        _time.Advance(TimeSpan.FromMinutes(5));
        await Send("/refresh/refresh", tokens[0].RefreshToken);
        await Send("/refresh/refresh", tokens[1].RefreshToken);
        tokens.Add(await Login(app));
        await Send("/refresh/logout", tokens[^1].RefreshToken);
        _ = await Me(app, tokens[^1]);
        others.Append(tokens[0]).Append($"{tokens[1]}");
        foreach (var name in new[] { tokens[0].SessionId, tokens[^1].SessionId })
        {
            others.Append(await store.Dump(name));
        }

        await app.StopAsync();
        var output = string.Join('\n', app.Logs.Lines.Select(static l => l.Text).Concat(observer.Measurements.Select(static m => m.ToString())).Concat(observer.Activities).Append(others.ToString()));
        foreach (var id in new[] { 6202, 6203, 6204, 6205, 6206 })
        {
            Assert.Contains(app.Logs.Lines, l => l.Id == id);
        }

        foreach (var reason in new[] { "not a refresh token", "replaced before" })
        {
            Assert.Contains(observer.Measurements, m => m.Tags.Contains("bolt.reason=" + reason, StringComparison.Ordinal));
        }

        foreach (var secret in tokens.SelectMany(static t => t.AccessToken.Split('.').Skip(1).Append(t.RefreshToken[8..])))
        {
            for (var i = 0; i + 12 <= secret.Length; i += 12)
            {
                Assert.DoesNotContain(secret.Substring(i, 12), output, StringComparison.Ordinal);
            }
        }
    }

    private Task<Application> Start(Action<IServiceCollection>? services = null) => Application.StartAsync(s =>
    {
        s.AddSingleton<TimeProvider>(_time);
        s.AddBolt().AddRefreshTokens<AppUser>();
        services?.Invoke(s);
    });

    private static async Task<TokenPair> Login(Application app, string user = "1") =>
        JsonSerializer.Deserialize<TokenPair>(await (await app.Send("POST", "/refresh/login?user=" + user)).Content.ReadAsStringAsync(Cancellation), JsonSerializerOptions.Web)!;

    private static async Task<TokenPair?> Refresh(Application app, string token)
    {
        var answer = await app.Send("POST", "/refresh/refresh", null, new StringContent(token));
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            return null;
        }

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize<TokenPair>(await answer.Content.ReadAsStringAsync(Cancellation), JsonSerializerOptions.Web);
    }

    private static async Task<int> Me(Application app, TokenPair pair) => (int)(await app.Send("GET", "/jwt/me", pair.AccessToken)).StatusCode;

    private static Task<HttpResponseMessage> Browser(Application app, string method, string path, string? cookie, string? site = "same-origin")
    {
        var headers = new List<(string, string)>();
        if (cookie is not null)
        {
            headers.Add(("Cookie", cookie));
        }

        if (site is not null)
        {
            headers.Add(("Sec-Fetch-Site", site));
        }

        return app.Send(method, path, null, null, [.. headers]);
    }

    private sealed class Fragile(TimeProvider time) : IRefreshTokenStore, IDisposable
    {
        private readonly InMemoryRefreshTokenStore _inner = new(time);

        public bool IsDown { get; set; }

        private InMemoryRefreshTokenStore Inner => IsDown ? throw new TimeoutException("the store is down") : _inner;

        public ValueTask CreateAsync(RefreshFamily family, CancellationToken cancellationToken) => Inner.CreateAsync(family, cancellationToken);

        public ValueTask<RefreshFamily?> FindAsync(string id, CancellationToken cancellationToken) => Inner.FindAsync(id, cancellationToken);

        public ValueTask<bool> TryReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken) => Inner.TryReplaceAsync(next, expectedGeneration, cancellationToken);

        public ValueTask<bool> EndAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken) => Inner.EndAsync(id, endedAt, reason, cancellationToken);

        public IAsyncEnumerable<RefreshFamily> ListAsync(string userId, CancellationToken cancellationToken) => Inner.ListAsync(userId, cancellationToken);

        public ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken) => Inner.GenerationAsync(userId, cancellationToken);

        public ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken) => Inner.EndGenerationAsync(userId, cancellationToken);

        public async Task<string> Dump(string id) => await _inner.FindAsync(id, Cancellation) is { } row
            ? string.Join('|', row.Id, row.UserId, Convert.ToBase64String(row.Current), Convert.ToBase64String(row.Previous), Convert.ToBase64String(row.Nonce))
            : "";

        public void Dispose() => _inner.Dispose();
    }
}
