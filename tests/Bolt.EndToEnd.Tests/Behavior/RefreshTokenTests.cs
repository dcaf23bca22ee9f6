using System.Text.Json;
using static Bolt.EndToEnd.Tests.Behavior.Token;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Sign-ins with refresh tokens as a client sees them, on both builds of tests/apps/Bolt.Sessions.Server.</summary>
[Collection(SessionsCollection.Name)]
public sealed class RefreshTokenTests(SessionsServers servers)
{
    private const string CookieName = "__Host-bolt-refresh";

    [Theory, BothBuilds]
    public async Task AClientRefreshesAndLogsOut(Build build)
    {
        var server = await servers.Shared(build);
        var first = await Login(server);
        Assert.Equal(200, await Me(server, first));
        await Wait(server, minutes: 16);
        Assert.Equal(401, await Me(server, first));
        var second = await Refreshed(server, first.RefreshToken);
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.Equal(first.SessionId, second.SessionId);
        Assert.Equal(200, await Me(server, second));

        // The answer may have been lost: within the grace the token before gets the same one again.
        Assert.Equal(second.RefreshToken, (await Refreshed(server, first.RefreshToken)).RefreshToken);

        // Logged out: the access token too, at once.
        Assert.Equal(200, (await server.Send("POST", "/refresh/logout", new StringContent(second.RefreshToken))).Status);
        Assert.Equal(401, await Me(server, second));
        Assert.Equal(401, (await Refresh(server, second.RefreshToken)).Status);
    }

    [Theory, BothBuilds]
    public async Task FiftyAtOnceAreFiftyTimes200OneTokenAndOneWrite(Build build)
    {
        var server = await servers.Shared(build);
        var pair = await Login(server);
        await Wait(server, minutes: 10);
        var before = await Writes(server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Refresh(server, pair.RefreshToken)));
        Assert.All(answers, static a => Assert.Equal(200, a.Status));
        var pairs = answers.Select(Read).ToArray();
        Assert.Single(pairs.Select(static p => p.RefreshToken).Distinct());
        Assert.Equal(50, pairs.Select(static p => p.AccessToken).Distinct().Count());
        Assert.Equal(before + 1, await Writes(server));
        Assert.Equal(200, await Me(server, pairs[0]));
    }

    [Theory, BothBuilds]
    public async Task ACopyUsedBeyondTheGraceEndsTheSession(Build build)
    {
        var server = await servers.Shared(build);
        var stolen = await Login(server);
        var other = await Login(server);
        await Wait(server, minutes: 10);
        var owner = await Refreshed(server, stolen.RefreshToken);
        await Wait(server, seconds: 31);
        var answer = await Refresh(server, stolen.RefreshToken);
        Assert.Equal(401, answer.Status);

        // It is told no more than anyone with no token at all.
        Assert.Equal((await Refresh(server, "bolt_r1.x")).Body, answer.Body);
        Assert.Equal(401, await Me(server, owner));
        Assert.Equal(401, (await Refresh(server, owner.RefreshToken)).Status);
        await server.Logged("Bolt.JwtIssuer[6202]");
        Assert.Equal(200, await Me(server, other));
    }

    [Theory, BothBuilds]
    public async Task LogOutHereAndEverywhere(Build build)
    {
        var server = await servers.Shared(build);
        var (one, two, three, other) = (await Login(server, "e1"), await Login(server, "e1"), await Login(server, "e1"), await Login(server, "e2"));
        Assert.Equal(200, (await server.Post("/refresh/logout-here", Bearer(one.AccessToken))).Status);
        Assert.Equal((401, 200), (await Me(server, one), await Me(server, two)));
        (await server.Post("/refresh/logout-everywhere", Bearer(two.AccessToken))).IsOk("2");
        Assert.Equal((401, 401, 200), (await Me(server, two), await Me(server, three), await Me(server, other)));
        Assert.Equal(401, (await Refresh(server, three.RefreshToken)).Status);
        Assert.Equal(200, (await Refresh(server, other.RefreshToken)).Status);

        // In the same second, if the machine is quick.
        Assert.Equal(200, await Me(server, await Login(server, "e1")));
    }

    [Theory, BothBuilds]
    public async Task AStoreThatIsDownIs503AndEndsNothing(Build build)
    {
        await using var server = await servers.Start(build);
        var pair = await Login(server);
        await server.Post("/control/families/down");
        foreach (var path in new[] { "/refresh/refresh", "/refresh/logout", "/refresh/login?user=1" })
        {
            Assert.Equal(503, (await server.Send("POST", path, new StringContent(pair.RefreshToken))).Status);
        }

        await server.Post("/control/families/up");
        Assert.Equal(200, (await Refresh(server, pair.RefreshToken)).Status);
    }

    [Theory, BothBuilds]
    public async Task AUserWhoIsGoneIsRefused(Build build)
    {
        var server = await servers.Shared(build);
        Assert.Equal(401, (await Refresh(server, (await Login(server, "gone")).RefreshToken)).Status);
    }

    [Theory, BothBuilds]
    public async Task ABrowserKeepsItsTokenInACookie(Build build)
    {
        var server = await servers.Shared(build);
        var token = Cookie(await Browser(server, "/refresh/cookie/login?user=1", null));
        await Wait(server, minutes: 10);
        foreach (var site in new[] { "cross-site", "same-site", null })
        {
            var forged = await Browser(server, "/refresh/cookie/refresh", token, site);
            Assert.Equal(403, forged.Status);
            Assert.DoesNotContain("Set-Cookie", forged.Headers, StringComparison.Ordinal);
            Assert.Equal(403, (await Browser(server, "/refresh/cookie/login?user=2", null, site)).Status);
        }

        var answer = await Browser(server, "/refresh/cookie/refresh", token);
        var next = Cookie(answer);
        Assert.NotEqual(token, next);
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("bolt_r1", answer.Body, StringComparison.Ordinal);

        // Several of the name: nobody knows which one is the browser's own.
        Assert.Equal(401, (await Browser(server, "/refresh/cookie/refresh", $"{token}; {next}")).Status);
        Assert.Equal(200, (await Browser(server, "/refresh/cookie/refresh", "a=b; " + next)).Status);
        var unknown = await Browser(server, "/refresh/cookie/refresh", CookieName + "=bolt_r1.nothing");
        Assert.Equal(401, unknown.Status);
        Assert.Contains($"Set-Cookie: {CookieName}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; ", unknown.Headers, StringComparison.Ordinal);
    }

    private static async Task<Pair> Login(BehaviorServer server, string user = "1") => Read(await server.Post("/refresh/login?user=" + user));

    private static Task<Answer> Refresh(BehaviorServer server, string token) => server.Send("POST", "/refresh/refresh", new StringContent(token));

    private static async Task<Pair> Refreshed(BehaviorServer server, string token) => Read(await Refresh(server, token));

    private static async Task<int> Me(BehaviorServer server, Pair pair) => (await server.Get("/control/me", Bearer(pair.AccessToken))).Status;

    private static async Task<int> Writes(BehaviorServer server) => int.Parse((await server.Get("/control/writes")).Body, null);

    private static Task Wait(BehaviorServer server, int minutes = 0, int seconds = 0) => server.Post($"/control/clock?seconds={(minutes * 60) + seconds}");

    private static Pair Read(Answer answer)
    {
        Assert.Equal(200, answer.Status);
        return JsonSerializer.Deserialize<Pair>(answer.Body, JsonSerializerOptions.Web)!;
    }

    private static Task<Answer> Browser(BehaviorServer server, string path, string? cookie, string? site = "same-origin")
    {
        (string, string)[] headers = [.. cookie is null ? [] : new[] { ("Cookie", cookie) }, .. site is null ? [] : new[] { ("Sec-Fetch-Site", site) }];
        return server.Post(path, headers);
    }

    /// <summary>The cookie as a browser sends it back.</summary>
    private static string Cookie(Answer answer)
    {
        var set = Assert.Single(answer.Headers.Split('\n'), static h => h.StartsWith("Set-Cookie: ", StringComparison.Ordinal))["Set-Cookie: ".Length..];
        Assert.Matches("^" + CookieName + "=bolt_r1\\.[A-Za-z0-9_-]{64}; path=/; secure; samesite=strict; httponly; max-age=(1209600|12095[5-9]\\d)$", set);
        Assert.Contains("Cache-Control: no-store", answer.Headers, StringComparison.Ordinal);
        return set.Split(';')[0];
    }

    private sealed record Pair(string AccessToken, string RefreshToken, string SessionId, int ExpiresIn);
}
