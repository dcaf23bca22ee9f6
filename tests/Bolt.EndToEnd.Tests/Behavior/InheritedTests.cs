namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Overrides, overloads and handlers of base classes serve natively too, and dates do not depend on where the server stands.</summary>
[Collection(BehaviorCollection.Name)]
public sealed class InheritedTests(BehaviorServers servers)
{
    [Theory, BothBuilds]
    public async Task OverridesOverloadsAndBaseHandlersServe(Build build)
    {
        var server = await servers.Shared(build);
        (await server.Get("/inherited/override")).IsOk("override");
        (await server.Get("/inherited/in/5")).IsOk("int 5");
        (await server.Get("/inherited/in/00000000-0000-0000-0000-000000000001")).IsOk("guid 00000000-0000-0000-0000-000000000001");
        (await server.Get("/inherited/name")).IsOk("named Int32");
        (await server.Get("/inherited/echo/7")).IsOk("7");
    }

    [Theory, BothBuilds]
    public async Task DatesAreTheSameInNewYork(Build build)
    {
        await using var server = await servers.Start(build, ("TZ", "America/New_York"));
        (await server.Get("/inherited/time?v=2024-01-02T03:04:05Z")).IsOk("2024-01-02T03:04:05.0000000Z Utc");
        (await server.Get("/inherited/time?v=2024-01-02T03:04:05")).IsOk("2024-01-02T03:04:05.0000000 Unspecified");
        (await server.Get("/inherited/offset?v=2024-01-02T03:04:05")).IsOk("2024-01-02T03:04:05.0000000+00:00");
    }
}
