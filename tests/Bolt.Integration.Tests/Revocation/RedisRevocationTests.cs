using System.Net;
using Bolt.Tests;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Bolt.Integration.Tests;

/// <summary>Revocation through <c>IDistributedCache</c> and a real Redis.</summary>
public sealed class RedisRevocationTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatOneProcessRevokesEveryOtherRefuses()
    {
        redis.Needed();
        await using var one = await Start();
        await using var two = await Start();
        var (token, other) = (one.Token("1"), one.Token("1"));
        Assert.Equal((200, 200), (await Status(one, token), await Status(two, token)));

        var (id, expiresAt) = TokenReader.Read(token);
        await one.Services.GetRequiredService<IRevocationStore>().RevokeAsync(id, expiresAt, Cancellation);
        Assert.Equal((401, 401, 200), (await Status(one, token), await Status(two, token), await Status(two, other)));

        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Configuration);
        var left = await connection.GetDatabase().KeyTimeToLiveAsync("shop:" + id);
        // Five minutes of life and thirty seconds of clock skew.
        Assert.InRange(left!.Value, TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(331));
    }

    [Fact]
    public async Task WhileRedisIsAwayTheAnswerIs503()
    {
        redis.Needed();
        await using var app = await Start();
        var token = app.Token();
        Assert.Equal(200, await Status(app, token));
        await redis.KillAsync();
        try
        {
            var response = await app.Send("GET", "/jwt/me", token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.True(response.Headers.Contains("Retry-After"));
            Assert.Equal(401, await Status(app, token[..^8]));
        }
        finally
        {
            await redis.RestartAsync();
        }

        for (var i = 0; i < 100 && await Status(app, token) != 200; i++)
        {
            await Task.Delay(100, Cancellation);
        }

        Assert.Equal(200, await Status(app, token));
    }

    private Task<Application> Start() => Application.StartAsync(s => s.AddStackExchangeRedisCache(o => o.Configuration = redis.Configuration)
        .AddBolt().AddRevocation<DistributedCacheRevocationStore>(static o => o.KeyPrefix = "shop:"));

    private static async Task<int> Status(Application app, string token) => (int)(await app.Send("GET", "/jwt/me", token)).StatusCode;
}
