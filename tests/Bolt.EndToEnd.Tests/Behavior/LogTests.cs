using static Bolt.EndToEnd.Tests.Behavior.BehaviorServer;
using static Bolt.EndToEnd.Tests.Behavior.Token;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>What a process writes: stable event ids, measurements under ASP.NET Core's names, and no credential anywhere.</summary>
[Collection(BehaviorCollection.Name)]
public sealed class LogTests(BehaviorServers servers)
{
    [Theory, BothBuilds]
    public async Task EveryRefusalHasItsEventIdAndNoCredentialIsWritten(Build build)
    {
        await using var server = await servers.Start(build, ("Measurements", "yes"));
        var good = For("7");
        var forged = good[..^8] + "AAAAAAAA";
        await server.Get("/tokens/me", Bearer(forged));
        await server.Get("/several/read", Bearer(good));
        await server.Get("/keys/me", ("X-API-Key", "secret-that-is-wrong"));
        await server.Get("/keys/stored", ("X-API-Key", "down-key"));
        await server.Post("/answers/guard", ("X-A", "ok"), ("X-Guard", "redirect"));
        await server.Post("/answers/guard", ("X-A", "ok"), ("X-Guard", "throw"));
        await server.Get("/answers/page?page=x", ("X-API-Key", "robot-key"));
        foreach (var line in new[] { "info: Bolt[1]", "fail: Bolt[2]", "info: Bolt[3]", "info: Bolt[4]", "info: Bolt[5]", "dbug: Bolt[6]", "warn: Bolt.JwtAuthentication[3001]", "fail: Bolt.ApiKeyAuthentication[4003]" })
        {
            await server.Logged(line);
        }

        var all = server.Output + (await server.Get("/control/measurements")).Body;
        foreach (var secret in good.Split('.').Concat([forged[^20..], "secret-that-is-wrong", "robot-key", "down-key", Secret, "reader-key"]))
        {
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        }
    }

    [Theory, BothBuilds]
    public async Task MeasurementsHaveAspNetCoresNamesAndTags(Build build)
    {
        await using var server = await servers.Start(build, ("Measurements", "yes"));
        await server.Get("/several/either");
        await server.Get("/several/read", Bearer(For("7")));
        await server.Get("/several/read", Bearer(For("7", null, "a.read")));
        await server.Get("/several/either", Bearer(Bad), ("X-API-Key", "robot-key"));
        foreach (var line in new[]
        {
            "Microsoft.AspNetCore.Authentication aspnetcore.authentication.authenticate.duration aspnetcore.authentication.result=none aspnetcore.authentication.scheme=jwt",
            "Microsoft.AspNetCore.Authentication aspnetcore.authentication.authenticate.duration aspnetcore.authentication.result=success aspnetcore.authentication.scheme=api_key",
            "Microsoft.AspNetCore.Authentication aspnetcore.authentication.challenges aspnetcore.authentication.scheme=api_key",
            "Microsoft.AspNetCore.Authentication aspnetcore.authentication.forbids aspnetcore.authentication.scheme=jwt",
            "Microsoft.AspNetCore.Authorization aspnetcore.authorization.attempts aspnetcore.authorization.result=failure aspnetcore.user.is_authenticated=False",
            "Microsoft.AspNetCore.Authorization aspnetcore.authorization.attempts aspnetcore.authorization.result=success aspnetcore.user.is_authenticated=True",
            "Bolt bolt.authentication.failures bolt.backend=jwt bolt.reason=not a compact JWS",
            "Bolt bolt.refusals bolt.guard=IsAuthenticated http.response.status_code=401 http.route=/several/either",
            "bolt.authenticate bolt.backend=jwt bolt.reason=not a compact JWS bolt.result=failure",
            "bolt.authenticate bolt.backend=api_key bolt.result=success",
        })
        {
            var seen = "";
            await Until(async () => (seen = (await server.Get("/control/measurements")).Body).Split('\n').Contains(line), () => $"'{line}' is not in\n{seen}");
        }
    }
}
