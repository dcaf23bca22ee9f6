using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

/// <summary>A handler's stream is sent as it is and disposed, with endpoint filters and without. Minimal APIs take it for JSON (dotnet/aspnetcore#39711).</summary>
public sealed class StreamTests
{
    [Theory]
    [InlineData("/now", "010203")]
    [InlineData("/derived", "010203")]
    [InlineData("/task", "010203")]
    [InlineData("/value-task", "010203")]
    [InlineData("/object", "010203")]
    [InlineData("/rest", "0203")]
    [InlineData("/typed", "010203", "image/png")]
    public async Task ItIsSentAndDisposed(string path, string expected, string contentType = "application/octet-stream")
    {
        foreach (var filtered in new[] { false, true })
        {
            await using var app = await StartAsync(filtered);
            using var response = await app.Send("GET", "/streams" + path);
            var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, contentType, expected), (response.StatusCode, response.Content.Headers.ContentType?.ToString(), Convert.ToHexString(body)));
            Assert.Equal(body.Length, response.Content.Headers.ContentLength);
            await app.StopAsync();
            Assert.Equal(0, TrackedStream.Open);
        }
    }

    [Fact]
    public async Task NoneIsAnEmptyResponse()
    {
        await using var app = await StartAsync(filtered: false);
        using var response = await app.Send("GET", "/streams/none");
        Assert.Equal((HttpStatusCode.OK, 0), (response.StatusCode, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length));
    }

    [Fact]
    public async Task HeadStatesItsLength()
    {
        await using var app = await StartAsync(filtered: false);
        using var response = await app.Send("HEAD", "/streams/head");
        Assert.Equal((HttpStatusCode.OK, 3L), (response.StatusCode, response.Content.Headers.ContentLength));
        await app.StopAsync();
        Assert.Equal(0, TrackedStream.Open);
    }

    [Theory]
    [InlineData("/streams/broken")]
    [InlineData("/streams/now?replace=yes")]
    [InlineData("/streams/task?replace=yes")]
    [InlineData("/streams/value-task?replace=yes")]
    public async Task ItIsDisposedWhateverBecomesOfIt(string path)
    {
        await using var app = await StartAsync(filtered: true);
        using var response = await app.Send("GET", path);
        Assert.Equal(path.EndsWith("yes", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.InternalServerError, response.StatusCode);
        await app.StopAsync();
        Assert.Equal(0, TrackedStream.Open);
    }

    private static Task<Application> StartAsync(bool filtered) => Application.StartAsync(map: app =>
    {
        var bolt = app.MapBolt();
        if (filtered)
        {
            bolt.AddEndpointFilter(static async (context, next) => await next(context) is var result && context.HttpContext.Request.Query.ContainsKey("replace") ? "replaced" : result);
        }
    });
}
