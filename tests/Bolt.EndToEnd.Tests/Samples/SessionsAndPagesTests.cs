using System.Net;

namespace Bolt.EndToEnd.Tests;

/// <summary>samples/SessionsAndPages, published natively and visited.</summary>
public sealed class SessionsAndPagesTests(Package package) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("bolt-pages").FullName;
    private string? _cookie;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task PublishesWithoutAWarningAndServesItsPages()
    {
        Cli.NeedsLinker();
        var output = await package.Publish("samples/SessionsAndPages", _directory);
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        var binary = Path.Combine(_directory, "SessionsAndPages");
        await using var server = await ServerProcess.StartAsync(binary, _directory, ("ASPNETCORE_ENVIRONMENT", "Development"));
        TestContext.Current.TestOutputHelper!.WriteLine($"{new FileInfo(binary).Length / 1e6:0.0} MB, listening after {server.StartTime.TotalMilliseconds:0} ms");

        Assert.Equal((302, "/login?next=/devices%3Fa%3Db"), await Send(server, "GET", "/devices?a=b"));
        Assert.Equal((200, null), await Send(server, "GET", "/login?next=/devices%3Fa%3Db"));
        Assert.Equal((302, "/preferences"), await Send(server, "POST", "/preferences", "theme=dark"));
        Assert.Equal((422, null), await Send(server, "POST", "/login", "username=ada&password=wrong"));
        Assert.Equal((403, null), await Send(server, "POST", "/login", "username=ada&password=ada-password", "cross-site"));
        Assert.Equal((302, "/devices?a=b"), await Send(server, "POST", "/login", "username=ada&password=ada-password&next=/devices%3Fa%3Db"));
        Assert.Contains("this device", await Body(server, "/devices"), StringComparison.Ordinal);
        Assert.Contains("<body class=\"dark\">", await Body(server, "/"), StringComparison.Ordinal);
        Assert.Equal((302, "/login?next=/admin"), await Send(server, "GET", "/admin"));
        Assert.Equal((302, "/"), await Send(server, "POST", "/password", "current=ada-password&password=correct+horse+battery"));
        Assert.Contains("The password was changed", await Body(server, "/"), StringComparison.Ordinal);
        Assert.Equal((302, "/login"), await Send(server, "POST", "/logout", "a=b"));
        Assert.Null(_cookie);
        Assert.Equal((302, "/"), await Send(server, "POST", "/login", "username=grace&password=grace-password"));
        Assert.Equal((200, null), await Send(server, "GET", "/admin"));
        Assert.Equal((302, "/login"), await Send(server, "POST", "/logout/everywhere", "a=b"));
        Assert.Equal((302, "/login?next=/"), await Send(server, "GET", "/"));
    }

    private async Task<string> Body(ServerProcess server, string path)
    {
        using var response = await Respond(server, "GET", path, null, "same-origin");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<(int Status, string? Location)> Send(ServerProcess server, string method, string path, string? form = null, string site = "same-origin")
    {
        using var response = await Respond(server, method, path, form, site);
        return ((int)response.StatusCode, response.Headers.TryGetValues("Location", out var values) ? values.Single() : null);
    }

    private async Task<HttpResponseMessage> Respond(ServerProcess server, string method, string path, string? form, string site)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Sec-Fetch-Site", site);
        if (form is not null)
        {
            request.Content = new StringContent(form, System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
        }

        if (_cookie is not null)
        {
            request.Headers.Add("Cookie", "__Host-bolt=" + _cookie);
        }

        var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var values))
        {
            var set = values.Single();
            var value = set["__Host-bolt=".Length..set.IndexOf(';', StringComparison.Ordinal)];
            _cookie = value.Length == 0 ? null : value;
        }

        return response;
    }
}
