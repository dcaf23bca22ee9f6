using System.Text;
using static Bolt.EndToEnd.Tests.Behavior.Token;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>The published binary itself: it is made without a warning, and its answers are those of the JIT's build to the byte, headers included.</summary>
[Collection(BehaviorCollection.Name)]
public sealed class BuildsAgreeTests(BehaviorServers servers)
{
    [Fact]
    public async Task PublishesWithoutAWarning() => Assert.DoesNotContain("warning", await servers.Publish(), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public async Task EveryAnswerIsTheSame()
    {
        var (jit, native) = (await servers.Shared(Build.Jit), await servers.Shared(Build.Native));
        var token = For("7", null, "users.delete");
        (string, string)[][] callers =
        [
            [], [Bearer(token)], [Bearer(Bad)], [Bearer(token[..^6] + "AAAAAA")], [("X-API-Key", "robot-key")], [("X-API-Key", "reader-key")], [("X-API-Key", "wrong")],
            [Bearer(Bad), ("X-API-Key", "robot-key")], [("Authorization", "ApiKey authorization-key")], [("X-Partner", "partner-key")], [("X-API-Key", "down-key")],
            [("X-A", "ok"), ("X-Guard", "allow"), ("X-AsyncGuard", "allow")], [("X-A", "ok"), ("X-Guard", "forbidden")], [("X-A", "later-ok"), ("X-Guard", "redirect")],
            [("X-A", "throw")], [("X-B", "later-unavailable")], [("X-A", "ok"), ("X-Guard", "throw"), ("X-AsyncGuard", "throw")],
        ];
        string[] gets =
        [
            "/keys/me", "/keys/read", "/keys/authorization", "/keys/partner", "/keys/stored", "/several/either", "/several/keys-first", "/several/read", "/several/open", "/several/own",
            "/tokens/me", "/users/me", "/users/me-or-nobody", "/users/lazy", "/users/both", "/answers/page", "/answers/page?page=x", "/answers/page?page=1", "/public", "/protected", "/admin",
            "/staff", "/delete-users", "/moderate", "/api-endpoint", "/context", "/nowhere", "/answers/note", "/answers/untrimmed",
        ];
        var compared = 0;
        foreach (var caller in callers)
        {
            foreach (var path in gets)
            {
                foreach (var method in new[] { "GET", "HEAD", "OPTIONS" })
                {
                    await Compare(method, path, null, caller);
                }
            }

            foreach (var path in new[] { "/answers/note", "/answers/guard", "/answers/guards", "/answers/unguarded", "/answers/handler-throws" })
            {
                foreach (var (body, type) in new[] { ("""{"id":1,"text":"é<"}""", "application/json"), ("""{"id":"x"}""", "application/json"), ("{", "application/json"), ("null", "application/json"), ("a=b", "text/plain") })
                {
                    await Compare("POST", path, (body, type), caller);
                }
            }
        }

        Assert.Equal(callers.Length * ((gets.Length * 3) + 25), compared);

        async Task Compare(string method, string path, (string Text, string Type)? body, (string, string)[] caller)
        {
            var answers = new List<string>();
            foreach (var server in new[] { jit, native })
            {
                var answer = await server.Send(method, path, body is { } b ? new StringContent(b.Text, Encoding.UTF8, b.Type) : null, caller);
                answers.Add($"{method} {path} {string.Join(' ', caller)}\n{answer.Status}\n{answer.Headers}\n\n{answer.Body}");
            }

            Assert.Equal(answers[0], answers[1]);
            compared++;
        }
    }
}
