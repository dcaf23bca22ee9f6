using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bolt.Testing.Tests;

/// <summary>A real server of which the surface and a key are known, over a socket.</summary>
public sealed class ServerTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef-hand";

    private static readonly BoltTestIssuer Issuer = BoltTestIssuer.From(Secret, "https://hand.example", "hand");

    private static readonly BoltSurface Surface = BoltSurface.Parse("# Bolt surface 1\n" + string.Join('\n', BrokenApplication.Sound.Routes.Select(static r => r.Info.ToString())) + "\n");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OnlyWhatMustBeRefusedAndChangesNothingIsSent()
    {
        var sent = new List<string>();
        await using var server = Start(BrokenApplication.Sound with { Before = Note(sent) }, out var client);
        var report = await BoltSurfaceTests.VerifyAsync(client, Surface, Issuer, cancellationToken: Cancel);
        Assert.Empty(report.Failures);
        Assert.Equal(
            ["DELETE /orders/{id:guid} could change something: write o.SendUnsafe = true to send the requests that it must refuse.", "POST /account could change something: write o.SendUnsafe = true to send the requests that it must refuse.", "PUT /orders/{name:alpha} could change something: write o.SendUnsafe = true to send the requests that it must refuse."],
            report.NotVerifiable.Order(StringComparer.Ordinal));
        Assert.All(sent, static s => Assert.Matches("^GET .* (401|403)$", s));
        // Values name nothing that is there.
        Assert.Contains("GET /orders/" + int.MaxValue.ToString(CultureInfo.InvariantCulture) + " 401", sent);
        Assert.InRange(sent.Count, 40, 200);
    }

    [Fact]
    public async Task MoreIsSentWhereTheTestSaysSo()
    {
        var sent = new List<string>();
        await using var server = Start(BrokenApplication.Sound with { Before = Note(sent) }, out var client);
        var report = await BoltSurfaceTests.VerifyAsync(client, Surface, Issuer, static o => { o.SendUnsafe = true; o.SendPermitted = true; }, Cancel);
        Assert.Empty(report.Failures);
        Assert.Empty(report.NotVerifiable);
        Assert.Contains(sent, static s => s.StartsWith("DELETE /orders/", StringComparison.Ordinal) && s.EndsWith(" 403", StringComparison.Ordinal));
        Assert.All(sent.Where(static s => !s.StartsWith("GET", StringComparison.Ordinal)), static s => Assert.Matches(" (401|403)$", s));
        Assert.Contains("GET /me 200", sent);
    }

    [Theory]
    [InlineData("the only guard is dropped", "GET /me lets an anonymous caller in: IsAuthenticated should have refused.")]
    [InlineData("the second guard is dropped", "GET /orders/{id:int} lets a caller of jwt without the permission orders.read in: HasPermission(\"orders.read\") should have refused.")]
    [InlineData("alg none is accepted", "GET /me lets a caller with a token with alg none (jwt) in: IsAuthenticated should have refused.")]
    [InlineData("expired tokens are accepted", "GET /me lets a caller with an expired token (jwt) in: IsAuthenticated should have refused.")]
    [InlineData("a refusal is an error of the server", "GET /me fails where it should refuse an anonymous caller.")]
    [InlineData("a refusal is 404", "GET /me was not reached: GET /me is answered with 404. Say where it is with o.Prefix = \"…\", or write o.Values[\"/me\"] = \"…\".")]
    public async Task ABrokenServerIsCaught(string name, string line)
    {
        await using var server = Start(BrokenApplications.All.Single(a => a.Name == name), out var client);
        var failure = await Assert.ThrowsAsync<BoltSurfaceException>(() => BoltSurfaceTests.VerifyAsync(client, Surface, Issuer, cancellationToken: Cancel));
        Assert.Equal(line, failure.Message.Split('\n')[0]);
    }

    [Fact]
    public async Task AServerBehindAPrefixIsReached()
    {
        await using var server = Start(BrokenApplication.Sound with { Before = static app => app.UsePathBase("/shop"), Group = null }, out var client);
        Assert.Empty((await BoltSurfaceTests.VerifyAsync(client, Surface, Issuer, static o => o.Prefix = "/shop", Cancel)).Failures);
    }

    [Fact]
    public async Task AClientThatFollowsRedirectsIsRefused()
    {
        await using var server = Start(BrokenApplication.Sound with { Before = static app => app.Use(static next => http => { if (http.Request.Path == "/me") { http.Response.Redirect("/open"); return Task.CompletedTask; } return next(http); }) }, out var client);
        using var following = new HttpClient { BaseAddress = client.BaseAddress };
        var message = (await Assert.ThrowsAsync<InvalidOperationException>(() => BoltSurfaceTests.VerifyAsync(following, Surface, Issuer, cancellationToken: Cancel))).Message;
        Assert.StartsWith("The client followed a redirect from /me to ", message, StringComparison.Ordinal);
        Assert.EndsWith("create it with new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }).", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASurfaceThatCannotBeReadSaysWhere()
    {
        Assert.Equal("BoltSurface.txt, line 2: this line cannot be read: it does not begin with a method, a pattern and \"auth:\".", Assert.Throws<InvalidDataException>(static () => BoltSurface.Parse("# Bolt surface 1\nnonsense\n")).Message);
        Assert.Contains("name BoltSurface.txt of the application", Assert.Throws<FileNotFoundException>(static () => BoltSurface.Read("no/such/file.txt")).Message, StringComparison.Ordinal);
    }

    private static Action<IApplicationBuilder> Note(List<string> sent) => app => app.Use(next => async http =>
    {
        await next(http);
        lock (sent)
        {
            sent.Add($"{http.Request.Method} {http.Request.Path} {http.Response.StatusCode}");
        }
    });

    /// <summary>Nothing is prepared: the server knows nothing of tests.</summary>
    private static HandApplication Start(BrokenApplication application, out HttpClient client)
    {
        var server = new HandApplication(application);
        server.UseKestrel(0);
        server.StartServer();
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.ClientOptions.BaseAddress };
        return server;
    }
}
