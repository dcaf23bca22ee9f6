using System.Net;
using System.Text.Json;

namespace Bolt.EndToEnd.Tests;

/// <summary>samples/QuickStart, published natively and probed.</summary>
public sealed class QuickStartTests(Package package)
{
    [Fact]
    public async Task PublishesWithoutAWarningAndAnswersAsTold()
    {
        Cli.NeedsLinker();
        var folder = Path.Combine(package.Directory, "quickstart");
        var output = await package.Publish("samples/QuickStart", folder);
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        var binary = Path.Combine(folder, "QuickStart");

        var (code, message) = await ServerProcess.RunToEnd(binary, folder, ("ASPNETCORE_ENVIRONMENT", "Production"));
        Assert.NotEqual(0, code);
        Assert.Contains("section Bolt:Jwt", message, StringComparison.Ordinal);
        Assert.Contains("No key: set Secret", message, StringComparison.Ordinal);

        await using var server = await ServerProcess.StartAsync(binary, folder, ("ASPNETCORE_ENVIRONMENT", "Development"));
        TestContext.Current.TestOutputHelper!.WriteLine($"{new FileInfo(binary).Length / 1e6:0.0} MB, listening after {server.StartTime.TotalMilliseconds:0} ms");
        await IsRight(server, (await File.ReadAllTextAsync(Path.Combine(folder, ".development-secret"), TestContext.Current.CancellationToken)).Trim());
        var ada = await SignIn(server, "ada");
        var grace = await SignIn(server, "grace");

        // Who begins with this is not warned of it.
        Assert.DoesNotContain("warn: ", server.Output, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("POST", "/auth/token", json: """{"username":"ada","password":"wrong"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/me", ada)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/me", ada[..^4] + "AAAA")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/articles")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await server.Send("POST", "/articles", ada, """{"title":"t","body":"b"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Send("POST", "/articles", grace, """{"title":"t","body":"b"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Send("POST", "/articles", ada, """{"title":""")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Send("DELETE", "/articles/1", ada)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Send("DELETE", "/articles/1", grace)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Send("DELETE", "/articles/1", grace)).StatusCode);

        var (access, refresh) = await Pair(await server.Send("POST", "/auth/token", json: """{"username":"ada","password":"ada-password"}"""));
        var (next, again) = (await server.Send("POST", "/auth/refresh", json: $$"""{"refresh_token":"{{refresh}}"}"""), await server.Send("POST", "/auth/refresh", json: $$"""{"refresh_token":"{{refresh}}"}"""));
        var (second, replaced) = await Pair(next);
        Assert.NotEqual(refresh, replaced);
        Assert.Equal(replaced, (await Pair(again)).Refresh);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Send("POST", "/auth/logout", access)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/me", second)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("POST", "/auth/refresh", json: $$"""{"refresh_token":"{{replaced}}"}""")).StatusCode);
        var (one, two) = (await SignIn(server, "ada"), await SignIn(server, "ada"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("POST", "/auth/logout-everywhere")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Send("POST", "/auth/logout-everywhere", one)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/me", two)).StatusCode);
        ada = await SignIn(server, "ada");

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("POST", "/auth/logout")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Send("POST", "/auth/logout", ada)).StatusCode);
        var signedOut = await server.Send("GET", "/me", ada);
        Assert.Equal(HttpStatusCode.Unauthorized, signedOut.StatusCode);
        Assert.Equal("Bearer error=\"invalid_token\"", Assert.Single(signedOut.Headers.GetValues("WWW-Authenticate")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("POST", "/auth/logout", ada)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/me", await SignIn(server, "ada"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/me", grace)).StatusCode);
    }

    /// <summary>A native server of which only the recorded surface and the key are known refuses every caller it must; what could change something is asked, too.</summary>
    private static async Task IsRight(ServerProcess server, string secret)
    {
        var surface = BoltSurface.Read(Path.Combine(Repository.Root, "samples", "QuickStart", "BoltSurface.txt"));
        var report = await BoltSurfaceTests.VerifyAsync(server.Client, surface, BoltTestIssuer.From(secret, "quickstart", "quickstart"), static o => o.SendUnsafe = true, TestContext.Current.CancellationToken);
        Assert.Empty(report.NotVerifiable);
        Assert.Equal(8, report.Routes);
        Assert.InRange(report.Requests, 50, 200);
    }

    private static async Task<(string Access, string Refresh)> Pair(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (json.RootElement.GetProperty("access_token").GetString()!, json.RootElement.GetProperty("refresh_token").GetString()!);
    }

    private static async Task<string> SignIn(ServerProcess server, string user)
    {
        var response = await server.Send("POST", "/auth/token", json: $$"""{"username":"{{user}}","password":"{{user}}-password"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return json.RootElement.GetProperty("access_token").GetString()!;
    }
}
