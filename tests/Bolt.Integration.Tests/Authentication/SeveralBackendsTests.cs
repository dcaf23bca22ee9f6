using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Tokens and keys on one route; anonymous callers; HEAD and OPTIONS.</summary>
public sealed class SeveralBackendsTests
{
    private const string Bad = "bad.token.here";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABadTokenFollowedByAGoodKeyIsAccepted()
    {
        await using var app = await Start();
        Assert.Equal("api_key", await Text(await app.Send("GET", "/keys/either", Bad, null, ("X-API-Key", "robot-key"))));
        Assert.Equal("jwt", await Text(await app.Send("GET", "/keys/either", app.Token(), null, ("X-API-Key", "wrong"))));
        Assert.Equal("jwt", await Text(await app.Send("GET", "/keys/either", app.Token(), null, ("X-API-Key", "robot-key"))));
    }

    [Theory]
    [InlineData(null, null, "Bearer", "ApiKey header=\"X-API-Key\"")]
    [InlineData(Bad, null, "Bearer error=\"invalid_token\"", "ApiKey header=\"X-API-Key\"")]
    [InlineData(null, "wrong", "Bearer", "ApiKey header=\"X-API-Key\"")]
    [InlineData(Bad, "wrong", "Bearer error=\"invalid_token\"", "ApiKey header=\"X-API-Key\"")]
    public async Task A401HasOneChallengePerBackendAndTheSameBody(string? token, string? key, params string[] challenges)
    {
        await using var app = await Start();
        var response = await app.Send("GET", "/keys/either", token, null, key is null ? [] : [("X-API-Key", key)]);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(challenges, response.Headers.GetValues("WWW-Authenticate"));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"Unauthorized","status":401}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A403SpeaksForTheBackendThatAccepted()
    {
        await using var app = await Start();
        var token = await app.Send("GET", "/keys/either/read", app.Token());
        var key = await app.Send("GET", "/keys/either/read", null, null, ("X-API-Key", "robot-key"));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (token.StatusCode, key.StatusCode));
        Assert.Equal("Bearer error=\"insufficient_scope\"", Assert.Single(token.Headers.GetValues("WWW-Authenticate")));
        Assert.False(key.Headers.Contains("WWW-Authenticate"));
    }

    [Theory]
    [InlineData(null, null, "anonymous")]
    [InlineData(Bad, null, "anonymous")]
    [InlineData(Bad, "wrong", "anonymous")]
    [InlineData(Bad, "robot-key", "robot")]
    public async Task WhereAnyoneMayCallABadCredentialIsAnonymous(string? token, string? key, string caller)
    {
        await using var app = await Start();
        Assert.Equal(caller, await Text(await app.Send("GET", "/keys/open", token, null, key is null ? [] : [("X-API-Key", key)])));
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task HeadAndOptionsAreGuardedLikeGet(string method)
    {
        await using var app = await Start();
        var ok = await app.Send(method, "/keys/me", null, null, ("X-API-Key", "robot-key"));
        Assert.Equal(HttpStatusCode.OK, ok.StatusCode);
        var refused = await app.Send(method, "/keys/me");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("ApiKey header=\"X-API-Key\"", Assert.Single(refused.Headers.GetValues("WWW-Authenticate")));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.ToString());
        Assert.Equal(method == "HEAD" ? 0 : 97, (await refused.Content.ReadAsByteArrayAsync(Cancellation)).Length);
        Assert.Equal(97, refused.Content.Headers.ContentLength);
        // Not mapped for this method: routing answers, and no handler runs.
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await app.Send(method, "/keys/read", null, null, ("X-API-Key", "robot-key"))).StatusCode);
    }

    [Fact]
    public async Task NoBodyIsWrittenForHeadWhateverTheServerDoesWithIt()
    {
        await using var app = await Start();
        var endpoint = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Single(static e => e.RoutePattern.RawText == "/keys/me" && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("HEAD"));
        var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = app.Services, Request = { Method = "HEAD" }, Response = { Body = body } };
        await endpoint.RequestDelegate!(http);
        Assert.Equal((401, 97L, 0L), (http.Response.StatusCode, http.Response.ContentLength, body.Length));
    }

    private static Task<Application> Start() =>
        Application.StartAsync(static s => s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash("robot-key")))));

    private static async Task<string> Text(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
