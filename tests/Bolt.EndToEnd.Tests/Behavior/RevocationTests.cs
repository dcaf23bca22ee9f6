using System.Text.Json.Nodes;
using Bolt.Tests;
using static Bolt.EndToEnd.Tests.Behavior.Token;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Tokens that were signed out, in memory and through a real Redis, and stores that do not answer.</summary>
[Collection(BehaviorCollection.Name)]
public sealed class RevocationTests(BehaviorServers servers, RedisServer redis) : IClassFixture<RedisServer>
{
    [Theory, BothBuilds]
    public async Task ASignedOutTokenIsRefusedFromThenOn(Build build)
    {
        await using var server = await servers.Start(build, ("Revocation", "memory"));
        var (token, other) = (Bearer(For("7", "one")), Bearer(For("7", "two")));
        (await server.Get("/tokens/me", token)).IsOk("7 7 jwt True");
        Assert.Equal(204, (await server.Post("/tokens/logout", token)).Status);
        (await server.Get("/tokens/me", token)).IsUnauthorized("Bearer error=\"invalid_token\"");
        (await server.Post("/tokens/logout", token)).IsUnauthorized("Bearer error=\"invalid_token\"");
        // The same id in a token that this process has never seen.
        (await server.Get("/tokens/me", Bearer(For("8", "one")))).IsUnauthorized("Bearer error=\"invalid_token\"");
        (await server.Get("/tokens/me", other)).IsOk("7 7 jwt True");
        // What cannot be revoked is not accepted where tokens can be.
        (await server.Get("/tokens/me", Bearer(For("7")))).IsUnauthorized("Bearer error=\"invalid_token\"");
    }

    [Theory, BothBuilds]
    public async Task WhatOneProcessRevokesAnotherRefuses(Build build)
    {
        redis.Needed();
        await using var one = await servers.Start(build, ("Redis", redis.Configuration));
        await using var two = await servers.Start(build, ("Redis", redis.Configuration));
        var token = Bearer(For("7", $"{build}-signed-out"));
        (await one.Get("/tokens/me", token)).IsOk("7 7 jwt True");
        (await two.Get("/tokens/me", token)).IsOk("7 7 jwt True");
        Assert.Equal(204, (await one.Post("/tokens/logout", token)).Status);
        (await one.Get("/tokens/me", token)).IsUnauthorized("Bearer error=\"invalid_token\"");
        (await two.Get("/tokens/me", token)).IsUnauthorized("Bearer error=\"invalid_token\"");
        (await two.Get("/tokens/me", Bearer(For("7", $"{build}-other")))).IsOk("7 7 jwt True");
    }

    [Theory, BothBuilds]
    public async Task WhileRedisIsAwayTheAnswerIs503UnlessFailOpenWasAskedFor(Build build)
    {
        redis.Needed();
        await using var server = await servers.Start(build, ("Redis", redis.Configuration));
        await using var open = await servers.Start(build, ("Redis", redis.Configuration), ("FailOpen", "yes"));
        var token = Bearer(For("7", $"{build}-away"));
        (await server.Get("/tokens/me", token)).IsOk("7 7 jwt True");
        await redis.KillAsync();
        try
        {
            (await server.Get("/tokens/me", token)).IsUnavailable();
            // What is refused anyway does not depend on the store.
            (await server.Get("/tokens/me", Bearer(Bad))).IsUnauthorized("Bearer error=\"invalid_token\"");
            (await open.Get("/tokens/me", token)).IsOk("7 7 jwt True");
            await open.Logged("Bolt.DistributedCacheRevocationStore[5002]");
        }
        finally
        {
            await redis.RestartAsync();
        }

        await BehaviorServer.Until(async () => (await server.Get("/tokens/me", token)).Status == 200, () => server.Output);
    }

    [Theory, BothBuilds]
    public async Task AStoreThatThrowsIs503AndNotAccess(Build build)
    {
        foreach (var down in new[] { "down", "down-later" })
        {
            await using var server = await servers.Start(build, ("Revocation", down));
            var token = Bearer(For("7", "x"));
            (await server.Get("/tokens/me", token)).IsUnavailable();
            (await server.Get("/several/either", token)).IsUnavailable();
            (await server.Get("/several/either", token, ("X-API-Key", "robot-key"))).IsOk("robot api_key");
            (await server.Get("/several/open", token)).IsOk("anonymous");
            await server.Logged("Bolt.Behavior.Server.DownStore[5001]");

            await using var open = await servers.Start(build, ("Revocation", down), ("FailOpen", "yes"));
            (await open.Get("/tokens/me", token)).IsOk("7 7 jwt True");
            await open.Logged("Bolt.Behavior.Server.DownStore[5002]");
        }
    }

    [Theory, BothBuilds]
    public async Task AnExpiredTokenIsRefusedSeenBeforeOrNot(Build build)
    {
        await using var server = await servers.Start(build);
        var token = Bearer(For("7"));
        (await server.Get("/tokens/me", token)).IsOk("7 7 jwt True");
        await server.Post("/control/clock?seconds=3700");
        (await server.Get("/tokens/me", token)).IsUnauthorized("Bearer error=\"invalid_token\"");
        (await server.Get("/tokens/me", Bearer(Sign(new JsonObject { ["sub"] = "7", ["exp"] = 1 }, Secret)))).IsUnauthorized("Bearer error=\"invalid_token\"");
    }
}
