using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using static Bolt.EndToEnd.Tests.Behavior.Token;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Bolt's backends as ASP.NET Core schemes, policies, a fallback policy and a hub. Controllers are not here: MVC does not exist under NativeAOT.</summary>
[Collection(BehaviorCollection.Name)]
public sealed class AspNetCoreTests(BehaviorServers servers)
{
    [Theory, BothBuilds]
    public async Task HttpContextUserIsTheCallersPrincipal(Build build) =>
        (await (await servers.Shared(build)).Get("/tokens/me", Bearer(For("42")))).IsOk("42 42 jwt True");

    [Theory, BothBuilds]
    public async Task SchemesServePoliciesAndTheFallbackPolicy(Build build)
    {
        await using var server = await servers.Start(build, ("Schemes", "yes"));
        var (token, key) = (Bearer(For("7")), ("X-API-Key", "robot-key"));
        (await server.Get("/plain/jwt", token)).IsOk("7 jwt");
        (await server.Get("/plain/default", token)).IsOk("7 jwt");
        (await server.Get("/plain/default", key)).IsOk("robot api_key");
        (await server.Get("/plain/default", Bearer(Bad), key)).IsOk("robot api_key");
        (await server.Get("/plain/silent", key)).IsOk("silent");
        (await server.Get("/plain/jwt", key)).IsUnauthorized("Bearer");
        (await server.Get("/plain/jwt", Bearer(Bad))).IsUnauthorized("Bearer error=\"invalid_token\"");
        (await server.Get("/plain/silent")).IsUnauthorized("A", "B", "Bearer", "ApiKey header=\"X-API-Key\"", "ApiKey", "ApiKey header=\"X-Partner\"");
        (await server.Get("/plain/reader", Bearer(For("7", null, "a.read")))).IsOk("7 jwt");
        (await server.Get("/plain/reader", token)).IsForbidden("Bearer error=\"insufficient_scope\"");

        // Bolt's own routes: their guards decide, not the fallback policy.
        (await server.Get("/tokens/me", token)).IsOk("7 7 jwt True");
        (await server.Get("/keys/me")).IsUnauthorized("ApiKey header=\"X-API-Key\"");
        (await server.Get("/several/open")).IsOk("anonymous");
        (await server.Get("/public")).IsOk("""{"message":"public","user_id":null,"is_superuser":false,"auth":"not required"}""");
        (await server.Send("POST", "/answers/unguarded", null, ("X-A", "ok"))).IsForbidden();
    }

    [Theory, BothBuilds]
    public async Task AHubKnowsTheCaller(Build build)
    {
        await using var server = await servers.Start(build, ("Schemes", "yes"));
        var token = For("7");
        await using (var connection = Connect(token))
        {
            await connection.StartAsync(TestContext.Current.CancellationToken);
            Assert.Equal("7", await connection.InvokeAsync<string>("Who", TestContext.Current.CancellationToken));
        }

        foreach (var refused in new[] { null, token[..^6] + "AAAAAA" })
        {
            await using var connection = Connect(refused);
            var error = await Assert.ThrowsAsync<HttpRequestException>(() => connection.StartAsync(TestContext.Current.CancellationToken));
            Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
        }

        HubConnection Connect(string? bearer) => new HubConnectionBuilder().WithUrl(new Uri(server.Address, "/who"), o => o.AccessTokenProvider = () => Task.FromResult(bearer)).Build();
    }
}
