using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Redis.Tests;

/// <summary>Two servers, a client and Redis, as an application has them.</summary>
public sealed class RevocationHttpTests
{
    private static readonly TimeSpan MaximumStaleness = new RedisRevocationOptions().MaximumStaleness;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatOneServerRevokesTheOtherRefuses()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Server.StartAsync(redis.Port);
        await using var two = await Server.StartAsync(redis.Port);
        var (token, other) = (one.Issuer.CreateToken(new Ada("ada")), one.Issuer.CreateToken(new Ada("bob")));
        Assert.Equal((200, 200), (await one.StatusAsync(token), await two.StatusAsync(token)));
        await one.Revocation.RevokeUserAsync("ada", DateTimeOffset.UtcNow, null, Cancellation);
        Assert.Equal(401, await one.StatusAsync(token));
        await two.BecomesAsync(token, 401);
        Assert.Equal(200, await two.StatusAsync(other));

        // A sign-in right after is none of what was revoked, on either server.
        Assert.Equal((200, 200), (await one.StatusAsync(one.Issuer.CreateToken(new Ada("ada"))), await one.StatusAsync(two.Issuer.CreateToken(new Ada("ada")))));

        // A pair: its access token ends with its session, everywhere.
        var pair = await one.Issuer.CreatePairAsync(new Ada("carl"), null, Cancellation);
        Assert.Equal(200, await two.StatusAsync(pair.AccessToken));
        await two.Issuer.EndSessionAsync(pair.RefreshToken, Cancellation);
        await one.BecomesAsync(pair.AccessToken, 401);
        Assert.Null(await one.Issuer.RefreshAsync(pair.RefreshToken, Cancellation));

        await two.Revocation.RevokeEveryoneAsync(DateTimeOffset.UtcNow, null, Cancellation);
        await one.BecomesAsync(other, 401);
    }

    [Fact]
    public async Task WithoutRedisRequestsGoOnWithinTheBoundThenAre503AndComeBack()
    {
        await using var redis = await RedisServer.StartAsync();
        var time = new LeapingTime();
        await using var server = await Server.StartAsync(redis.Port, Lossy, time: time);
        var (token, revoked) = (server.Issuer.CreateToken(new Ada("ada")), server.Issuer.CreateToken(new Ada("bob")));
        await server.Revocation.RevokeUserAsync("bob", DateTimeOffset.UtcNow, null, Cancellation);
        Assert.Equal((200, 401, "Healthy"), (await server.StatusAsync(token), await server.StatusAsync(revoked), await HealthAsync(server)));
        await redis.KillAsync();
        Assert.Equal((200, 401), (await server.StatusAsync(token), await server.StatusAsync(revoked)));
        time.Leap(MaximumStaleness / 2);
        Assert.Equal((200, "Degraded"), (await server.StatusAsync(token), await HealthAsync(server)));
        time.Leap(MaximumStaleness / 2);
        Assert.Equal(503, await server.StatusAsync(token));
        using (var response = await server.GetAsync("/me", token))
        {
            Assert.NotNull(response.Headers.RetryAfter);
        }

        Assert.Equal((401, "Unhealthy"), (await server.StatusAsync(revoked), await HealthAsync(server)));

        // Once while it lasts, however many ask; and no message for each of them.
        Assert.Equal((1, 0), (server.Logs.Count(6103), server.Logs.Count(5001)));
        await redis.RestartAsync();
        await server.BecomesAsync(token, 200);
        Assert.Equal((401, "Healthy"), (await server.StatusAsync(revoked), await HealthAsync(server)));

        // Redis came back empty, and a server that starts now knows all the same.
        await using var late = await Server.StartAsync(redis.Port, Lossy);
        Assert.Equal((200, 401), (await late.StatusAsync(token), await late.StatusAsync(revoked)));
        Assert.Equal((1, 1), (server.Logs.Count(6102), server.Logs.Count(6105)));
    }

    [Fact]
    public async Task AServerStartsWithoutRedisAndRefusesUntilItIsThere()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.KillAsync();
        var watch = Stopwatch.StartNew();
        await using var server = await Server.StartAsync(redis.Port, static o => o.StartTimeout = TimeSpan.FromMilliseconds(300));
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(50));
        var token = server.Issuer.CreateToken(new Ada());
        Assert.Equal((503, "Unhealthy"), (await server.StatusAsync(token), await HealthAsync(server)));
        await redis.RestartAsync();
        await server.BecomesAsync(token, 200);
    }

    [Fact]
    public async Task FailOpenAcceptsWhatIsNotKnown()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.KillAsync();
        await using var server = await Server.StartAsync(redis.Port, static o => o.StartTimeout = TimeSpan.Zero, static s => s.Configure<RevocationOptions>(static o => o.FailOpen = true));
        Assert.Equal(200, await server.StatusAsync(server.Issuer.CreateToken(new Ada())));
        Assert.Equal(1, server.Logs.Count(5002));
    }

    [Fact]
    public async Task SessionsAreTheSameOnBothServers()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Server.StartAsync(redis.Port);
        await using var two = await Server.StartAsync(redis.Port);
        using var anonymous = new HttpRequestMessage(HttpMethod.Post, "/visits") { Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        using var first = await one.Client.SendAsync(anonymous, Cancellation);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        foreach (var server in new[] { two, one })
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, "/visits") { Headers = { { "Cookie", cookie }, { "Sec-Fetch-Site", "same-origin" } } };
            using var response = await server.Client.SendAsync(post, Cancellation);
        }

        using var get = new HttpRequestMessage(HttpMethod.Get, "/visits") { Headers = { { "Cookie", cookie } } };
        using var visits = await two.Client.SendAsync(get, Cancellation);
        Assert.Equal("3", await visits.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task StalenessEntriesDelayAndRepairsAreMeasured()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Server.StartAsync(redis.Port);
        await using var two = await Server.StartAsync(redis.Port);

        // Other tests measure in the same process.
        object[] meters = [one.Services.GetRequiredService<IMeterFactory>(), two.Services.GetRequiredService<IMeterFactory>()];
        var measured = new System.Collections.Concurrent.ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (i, l) =>
            {
                if (i.Name.StartsWith("bolt.revocation.", StringComparison.Ordinal) && meters.Contains(i.Meter.Scope))
                {
                    l.EnableMeasurementEvents(i);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((i, value, _, _) => measured[i.Name] = value);
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => measured[i.Name + string.Concat(tags.ToArray().Select(static t => $" {t.Key}={t.Value}"))] = value);
        listener.Start();
        var token = one.Issuer.CreateToken(new Ada());
        await one.Revocation.RevokeUserAsync("ada", DateTimeOffset.UtcNow, null, Cancellation);
        await two.BecomesAsync(token, 401);
        listener.RecordObservableInstruments();
        Assert.InRange(measured["bolt.revocation.staleness"], 0, 60);
        Assert.InRange(measured["bolt.revocation.delay"], 0, 60);
        Assert.Equal(1, measured["bolt.revocation.entries"]);
        await using (var admin = await redis.AdministerAsync())
        {
            await admin.GetDatabase().ExecuteAsync("FLUSHALL");
        }

        await Eventually.HoldsAsync(() => measured.Keys.Any(static k => k.StartsWith("bolt.revocation.resyncs bolt.reason=", StringComparison.Ordinal)), "a resync");
        await Eventually.HoldsAsync(() => measured.ContainsKey("bolt.revocation.healed"), "a repair");
    }

    private static void Lossy(RedisRevocationOptions options) => options.HoldTime = ReplicaNode.Lossy.HoldTime;

    private static async Task<string> HealthAsync(Server server)
    {
        using var response = await server.GetAsync("/health");
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
