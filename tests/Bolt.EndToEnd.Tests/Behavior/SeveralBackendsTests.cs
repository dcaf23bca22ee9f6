using static Bolt.EndToEnd.Tests.Behavior.Token;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Several backends on a route, backends of the application's own, anonymous callers.</summary>
[Collection(BehaviorCollection.Name)]
public sealed class SeveralBackendsTests(BehaviorServers servers)
{
    [Theory, BothBuilds]
    public async Task TheFirstThatAcceptsDecides(Build build)
    {
        var server = await servers.Shared(build);
        var good = Bearer(For("7"));
        (await server.Get("/several/either", good)).IsOk("7 jwt");
        (await server.Get("/several/either", good, ("X-API-Key", "robot-key"))).IsOk("7 jwt");
        (await server.Get("/several/keys-first", good, ("X-API-Key", "robot-key"))).IsOk("robot api_key");
        (await server.Get("/several/either", good, ("X-API-Key", "wrong"))).IsOk("7 jwt");
        (await server.Get("/several/either", Bearer(Bad), ("X-API-Key", "robot-key"))).IsOk("robot api_key");
    }

    [Theory, BothBuilds]
    public async Task A401HasOneChallengePerBackend(Build build)
    {
        var server = await servers.Shared(build);
        (await server.Get("/several/either")).IsUnauthorized("Bearer", "ApiKey header=\"X-API-Key\"");
        (await server.Get("/several/keys-first")).IsUnauthorized("ApiKey header=\"X-API-Key\"", "Bearer");
        (await server.Get("/several/either", Bearer(Bad))).IsUnauthorized("Bearer error=\"invalid_token\"", "ApiKey header=\"X-API-Key\"");
        (await server.Get("/several/either", ("X-API-Key", "wrong"))).IsUnauthorized("Bearer", "ApiKey header=\"X-API-Key\"");
        (await server.Get("/several/either", Bearer(Bad), ("X-API-Key", "wrong"))).IsUnauthorized("Bearer error=\"invalid_token\"", "ApiKey header=\"X-API-Key\"");
    }

    [Theory, BothBuilds]
    public async Task A403SpeaksForTheBackendThatAccepted(Build build)
    {
        var server = await servers.Shared(build);
        (await server.Get("/several/read", Bearer(For("7")))).IsForbidden("Bearer error=\"insufficient_scope\"");
        (await server.Get("/several/read", ("X-API-Key", "robot-key"))).IsForbidden();
        (await server.Get("/several/read", Bearer(For("7", null, "a.read")))).IsOk("7 jwt");
        (await server.Get("/several/read", Bearer(Bad), ("X-API-Key", "reader-key"))).IsOk("reader api_key");
    }

    [Theory, BothBuilds]
    public async Task WhereAnyoneMayCallABadCredentialIsAnonymous(Build build)
    {
        var server = await servers.Shared(build);
        (await server.Get("/several/open")).IsOk("anonymous");
        (await server.Get("/several/open", Bearer(Bad))).IsOk("anonymous");
        (await server.Get("/several/open", Bearer(Bad), ("X-API-Key", "wrong"))).IsOk("anonymous");
        (await server.Get("/several/open", Bearer(Bad), ("X-API-Key", "robot-key"))).IsOk("robot api_key");
        (await server.Get("/several/open", Bearer(For("7")))).IsOk("7 jwt");
    }

    [Theory, BothBuilds]
    public async Task BackendsOfOnesOwn(Build build)
    {
        var server = await servers.Shared(build);
        foreach (var later in new[] { "", "later-" })
        {
            (await server.Get("/several/own", ("X-A", later + "ok"))).IsOk("id-A A");
            (await server.Get("/several/own", ("X-B", later + "ok"))).IsOk("id-B B");
            (await server.Get("/several/own", ("X-A", later + "ok"), ("X-B", later + "throw"))).IsOk("id-A A");
            (await server.Get("/several/own", ("X-A", later + "fail"), ("X-B", later + "ok"))).IsOk("id-B B");
            (await server.Get("/several/own", ("X-A", later + "unavailable"), ("X-B", later + "ok"))).IsOk("id-B B");
            (await server.Get("/several/own", ("X-A", later + "fail"), ("X-B", later + "default"))).IsUnauthorized("A", "B");
            (await server.Get("/several/own", ("X-A", later + "default"))).IsUnauthorized("A", "B");
            (await server.Get("/several/own", ("X-A", later + "unavailable"), ("X-B", later + "fail"))).IsUnavailable();
            Assert.Equal(500, (await server.Get("/several/own", ("X-A", later + "throw"), ("X-B", later + "ok"))).Status);
        }

        (await server.Get("/several/own")).IsUnauthorized("A", "B");
    }
}
