using System.Text;
using static Bolt.EndToEnd.Tests.Behavior.BehaviorServer;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>What a caller gets who may not, or whose request does not fit, and that the handler has not run.</summary>
[Collection(BehaviorCollection.Name)]
public sealed class AnswerTests(BehaviorServers servers)
{
    private static readonly (string, string) Robot = ("X-API-Key", "robot-key");

    [Theory, BothBuilds]
    public async Task AValueThatDoesNotFitIs400NamingTheParameter(Build build)
    {
        var server = await servers.Shared(build);
        foreach (var query in new[] { "", "?page=", "?page=x", "?page=99999999999" })
        {
            (await server.Get("/answers/page" + query, Robot)).Is(400, Problem.BadRequest("page", @"The query value \u0027page\u0027 is missing or not valid."));
        }

        (await server.Get("/answers/page?page=2", Robot)).IsOk("ran2");
        // A refused caller learns nothing about what the handler takes.
        (await server.Get("/answers/page?page=x")).IsUnauthorized("ApiKey header=\"X-API-Key\"");
    }

    [Theory, BothBuilds]
    public async Task ABodyThatDoesNotFitIs400Or415NamingTheParameter(Build build)
    {
        var server = await servers.Shared(build);
        (await Note(server, """{"id":"x"}""")).Is(400, Problem.BadRequest("note", "The request body is not valid JSON for this endpoint at $.id."));
        (await Note(server, "{")).Is(400, Problem.BadRequest("note", "The request body is not valid JSON for this endpoint."));
        (await Note(server, "null")).Is(400, Problem.BadRequest("note", "A request body is required."));
        (await Note(server, "")).Is(400, Problem.BadRequest("note", "A request body is required."));
        (await Note(server, "id=1", "application/x-www-form-urlencoded")).Is(415, Problem.UnsupportedMediaType("note"));
        (await Note(server, "{}", "text/plain")).Is(415, Problem.UnsupportedMediaType("note"));
        var ok = await Note(server, """{"id":1,"text":"x"}""");
        Assert.Equal((200, """{"id":1,"text":"ranx"}""", "application/json; charset=utf-8"), (ok.Status, ok.Body, ok.ContentType));
        (await server.Send("POST", "/answers/note", new StringContent("nothing"))).IsUnauthorized("ApiKey header=\"X-API-Key\"");
    }

    [Theory, BothBuilds]
    public async Task HeadAndOptionsAreGuardedLikeGet(Build build)
    {
        var server = await servers.Shared(build);
        var head = await server.Send("HEAD", "/keys/me", null);
        Assert.Equal((401, "", "application/problem+json"), (head.Status, head.Body, head.ContentType));
        Assert.Equal(["ApiKey header=\"X-API-Key\""], head.Challenges);
        Assert.Contains("Content-Length: 97", head.Headers, StringComparison.Ordinal);
        (await server.Send("HEAD", "/keys/me", null, Robot)).IsOk("");
        (await server.Send("OPTIONS", "/keys/me", null)).IsUnauthorized("ApiKey header=\"X-API-Key\"");
        (await server.Send("OPTIONS", "/keys/me", null, Robot)).IsOk("robot api_key no id");
        foreach (var method in new[] { "HEAD", "OPTIONS", "POST" })
        {
            Assert.Equal(405, (await server.Send(method, "/keys/read", null, ("X-API-Key", "reader-key"))).Status);
        }
    }

    [Theory, BothBuilds]
    public async Task TheHandlerRunsOnlyWhenEverybodySaidYes(Build build)
    {
        await using var server = await servers.Start(build);
        foreach (var later in new[] { "", "later-" })
        {
            await Check("/answers/guard", 200, ("X-A", later + "ok"), ("X-Guard", "allow"));
            await Check("/answers/guard", 200, ("X-A", later + "fail"), ("X-Guard", "allow"));
            await Check("/answers/guard", 401, ("X-A", later + "ok"), ("X-Guard", "unauthorized"));
            await Check("/answers/guard", 403, ("X-A", later + "ok"), ("X-Guard", "forbidden"));
            await Check("/answers/guard", 302, ("X-A", later + "ok"), ("X-Guard", "redirect"));
            await Check("/answers/guard", 403, ("X-A", later + "ok"), ("X-Guard", "default"));
            await Check("/answers/guard", 500, ("X-A", later + "ok"), ("X-Guard", "throw"));
            await Check("/answers/guard", 500, ("X-A", later + "throw"), ("X-Guard", "allow"));
            await Check("/answers/guard", 503, ("X-A", later + "unavailable"), ("X-Guard", "unauthorized"));
            await Check("/answers/guards", 401, ("X-A", later + "fail"), ("X-AsyncGuard", "allow"), ("X-Guard", "allow"));
            await Check("/answers/guards", 500, ("X-A", later + "ok"), ("X-AsyncGuard", "throw"), ("X-Guard", "allow"));
            await Check("/answers/guards", 403, ("X-B", later + "ok"), ("X-AsyncGuard", "default"), ("X-Guard", "allow"));
            await Check("/answers/guards", 500, ("X-B", later + "ok"), ("X-AsyncGuard", "allow"), ("X-Guard", "throw"));
            await Check("/answers/guards", 403, ("X-B", later + "ok"), ("X-AsyncGuard", "allow"), ("X-Guard", "forbidden"));
            await Check("/answers/guards", 200, ("X-B", later + "ok"), ("X-AsyncGuard", "allow"), ("X-Guard", "allow"));
            await Check("/answers/unguarded", 403, ("X-A", later + "ok"));
        }

        async Task Check(string path, int status, params (string, string)[] headers)
        {
            var before = await server.Calls("ran");
            var answer = await server.Send("POST", path, path == "/answers/guards" ? Json("""{"id":1,"text":""}""") : null, headers);
            Assert.Equal((status, status == 200 ? 1 : 0), (answer.Status, await server.Calls("ran") - before));
            Assert.Equal(status == 302 ? "/login?next=%2Fx" : null, answer.Location);
            if (status == 500)
            {
                Assert.DoesNotContain("scripted", answer.Body, StringComparison.Ordinal);
            }
        }
    }

    [Theory, BothBuilds]
    public async Task TheApplicationsProblemDetailsServiceIsAsked(Build build)
    {
        await using var server = await servers.Start(build, ("ProblemDetails", "yes"));
        foreach (var (answer, status) in new[]
        {
            (await server.Get("/keys/me"), 401), (await server.Get("/keys/read", Robot), 403), (await server.Get("/keys/stored", ("X-API-Key", "down-key")), 503),
            (await server.Get("/answers/page?page=x", Robot), 400), (await Note(server, "{}", "text/plain"), 415), (await Note(server, "{"), 400),
        })
        {
            Assert.Equal((status, "application/problem+json"), (answer.Status, answer.ContentType));
            Assert.Contains("\"mine\":\"yes\"", answer.Body, StringComparison.Ordinal);
            Assert.Contains($"\"status\":{status}", answer.Body, StringComparison.Ordinal);
        }

        Assert.Contains("\"page\":[", (await server.Get("/answers/page?page=x", Robot)).Body, StringComparison.Ordinal);
        Assert.Equal(["ApiKey header=\"X-API-Key\""], (await server.Get("/keys/me")).Challenges);
    }

    private static Task<Answer> Note(BehaviorServer server, string body, string type = "application/json") =>
        server.Send("POST", "/answers/note", new StringContent(body, Encoding.UTF8, type), Robot);
}
