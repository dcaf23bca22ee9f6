namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Results are the same with endpoint filters, with <c>AddValidation()</c> and without, where JSON has no reflection.</summary>
[Collection(BehaviorCollection.Name)]
public sealed class FilteredTests(BehaviorServers servers)
{
    private const string Many = """[{"id":1,"text":"a"},{"id":2,"text":"b"}]""";

    [Theory, BothBuilds]
    public async Task WithoutFilters(Build build) => await Check(await servers.Shared(build));

    [Theory, BothBuilds]
    public async Task WithAFilter(Build build)
    {
        await using var server = await servers.Start(build, ("Filter", "yes"));
        await Check(server);
        await IsJson(server, "/filtered/text?replace=note", """{"id":7,"text":"replaced"}""");
        await IsJson(server, "/filtered/many?replace=note", """{"id":7,"text":"replaced"}""");
        await IsJson(server, "/filtered/base?replace=null", "null");
        (await server.Get("/filtered/shape?replace=text")).IsOk("replaced");
        (await server.Get("/filtered/stream?replace=text")).IsOk("replaced");
        Assert.Equal(202, (await server.Get("/filtered/many?replace=result")).Status);
    }

    [Theory, BothBuilds]
    public async Task WithValidation(Build build)
    {
        await using var server = await servers.Start(build, ("Validation", "yes"));
        await Check(server);

        // What is refused is written without reflection, too.
        (await server.Get("/filtered/limited?n=5")).IsOk("5");
        var refused = await server.Get("/filtered/limited?n=6");
        Assert.Equal(
            (400, """{"title":"One or more validation errors occurred.","errors":{"n":["The field n must be between 1 and 5."]}}"""),
            (refused.Status, refused.Body));
    }

    private static async Task Check(BehaviorServer server)
    {
        await IsJson(server, "/filtered/many", Many);
        await IsJson(server, "/filtered/async-many", Many);
        await IsJson(server, "/filtered/base", """{"name":"tom"}""");
        await IsJson(server, "/filtered/base-later", """{"name":"tom"}""");
        await IsJson(server, "/filtered/interface", """{"name":"tom"}""");
        await IsJson(server, "/filtered/shape", """{"$type":"circle","radius":3}""");
        await IsJson(server, "/filtered/bytes", "\"AQID\"");
        await IsJson(server, "/filtered/number", "5");
        (await server.Get("/filtered/text")).IsOk("text");
        (await server.Get("/filtered/nothing")).IsOk("");
        var stream = await server.Get("/filtered/stream");
        Assert.Equal((200, "stream", "application/octet-stream"), (stream.Status, stream.Body, stream.ContentType));
    }

    private static async Task IsJson(BehaviorServer server, string path, string body)
    {
        var answer = await server.Get(path);
        Assert.Equal((path, 200, body, "application/json; charset=utf-8"), (path, answer.Status, answer.Body, answer.ContentType));
    }
}
