using static Bolt.EndToEnd.Tests.Behavior.Token;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Users are loaded once, and only on demand.</summary>
[Collection(BehaviorCollection.Name)]
public sealed class UserTests(BehaviorServers servers)
{
    [Theory, BothBuilds]
    public async Task LoadedOnceAndOnlyWhenAsked(Build build)
    {
        var server = await servers.Shared(build);
        var token = Bearer(For("ada"));
        (await server.Get("/users/lazy", token)).IsOk("not asked");
        Assert.Equal(0, await server.Calls("load-ada"));
        (await server.Get("/users/lazy?times=3", token)).IsOk("user-ada");
        Assert.Equal(1, await server.Calls("load-ada"));
        (await server.Get("/users/both", token)).IsOk("True");
        Assert.Equal(2, await server.Calls("load-ada"));
        (await server.Get("/users/me", token)).IsOk("user-ada");
        Assert.Equal(3, await server.Calls("load-ada"));
    }

    [Theory, BothBuilds]
    public async Task AUserWhoIsGoneIs401OrNull(Build build)
    {
        var server = await servers.Shared(build);
        (await server.Get("/users/me", Bearer(For("gone")))).IsUnauthorized("Bearer");
        (await server.Get("/users/me-or-nobody", Bearer(For("gone")))).IsOk("nobody");
        (await server.Get("/users/lazy?times=2", Bearer(For("gone")))).IsOk("not asked");
    }

    [Theory, BothBuilds]
    public async Task NobodyIsLoadedForACallerWhoIsRefused(Build build)
    {
        var server = await servers.Shared(build);
        (await server.Get("/users/me", Bearer(For("eve")[..^4] + "AAAA"))).IsUnauthorized("Bearer error=\"invalid_token\"");
        Assert.Equal(0, await server.Calls("load-eve"));
    }
}
