using System.Text.Json.Nodes;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>The 17 guard requests of django-bolt's own tests (tests/vectors/django-bolt-behaviour.json).</summary>
[Collection(BehaviorCollection.Name)]
public sealed class GuardVectorTests(BehaviorServers servers)
{
    [Theory, BothBuilds]
    public async Task AnswersAsTheVectorsSay(Build build)
    {
        var server = await servers.Shared(build);
        var file = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "vectors", "django-bolt-behaviour.json"), TestContext.Current.CancellationToken);
        var vectors = JsonNode.Parse(file)!["guards_http"]!.AsArray();
        Assert.Equal(17, vectors.Count);
        foreach (var vector in vectors)
        {
            var id = (string)vector!["id"]!;
            var answer = await server.Send((string)vector["route"]!["method"]!, (string)vector["route"]!["path"]!, null, Headers(vector["request"]!.AsObject()));
            Assert.Equal((id, (int)vector["expect"]!["status"]!), (id, answer.Status));
            foreach (var (name, value) in vector["expect"]!["json_subset"]?.AsObject() ?? [])
            {
                Assert.True(JsonNode.DeepEquals(value, JsonNode.Parse(answer.Body)![name]), $"{id}: {name} is not {value} in {answer.Body}");
            }
        }
    }

    [Theory, BothBuilds]
    public async Task TheContextHoldsWhatTheTokenSays(Build build)
    {
        // What the vectors' notes say beside their assertions; the key's name, not the key, is the caller's id.
        var server = await servers.Shared(build);
        (await server.Get("/context", Token.Bearer(Token.For("context-user", null, "test.permission"))))
            .IsOk("""{"user_id":"context-user","is_staff":false,"is_superuser":false,"auth_backend":"jwt","has_claims":true,"has_permission":true}""");
        (await server.Get("/api-endpoint", ("X-API-Key", "valid-key-456"))).IsOk("""{"message":"API key valid","user_id":"second","is_superuser":false,"auth":null}""");
    }

    private static (string, string)[] Headers(JsonObject request)
    {
        if (request["bearer"] is { } bearer)
        {
            Assert.Equal("HS256", (string)bearer["alg"]!);
            var claims = bearer["claims"]!.DeepClone().AsObject();
            foreach (var name in new[] { "exp", "iat" })
            {
                if (claims[name] is { } time)
                {
                    claims[name] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + (time.ToString()["now".Length..] is { Length: > 0 } offset ? long.Parse(offset, null) : 0);
                }
            }

            return [Token.Bearer(Token.Sign(claims, Token.Stretch((string)bearer["secret"]!)))];
        }

        return [.. (request["headers"]?.AsObject() ?? []).Select(static h => (h.Key, (string)h.Value!))];
    }
}
