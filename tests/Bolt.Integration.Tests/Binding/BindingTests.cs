using System.Net;
using System.Text;

namespace Bolt.Integration.Tests;

/// <summary>Binding and results over HTTP.</summary>
public sealed class BindingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/bind/route/5/a%2Fb", "5 a%2Fb")]
    [InlineData("GET", "/bind/query?page=2&text=x&day=friday&id=8f14e45f-ceea-467f-a0e6-123456789abc&sort=old", "2 x Friday 8f14e45f-ceea-467f-a0e6-123456789abc old")]
    [InlineData("GET", "/bind/query?page=2", "2  Monday  new")]
    [InlineData("GET", "/bind/instance", "instance")]
    [InlineData("GET", "/bind/list", """[{"id":1,"text":"one"}]""")]
    [InlineData("GET", "/bind/null", "null")]
    [InlineData("GET", "/bind/number", "42")]
    [InlineData("GET", "/bind/object?kind=text", "text")]
    [InlineData("GET", "/bind/object?kind=null", "null")]
    [InlineData("GET", "/bind/object?kind=json", """{"id":7,"text":"object"}""")]
    [InlineData("DELETE", "/bind/void", "")]
    [InlineData("GET", "/bind/several", "GET")]
    [InlineData("POST", "/bind/several", "POST")]
    [InlineData("PATCH", "/bind/own", "own")]
    [InlineData("OPTIONS", "/bind/own", "own")]
    [InlineData("HEAD", "/bind/own", "")]
    public async Task Serves(string method, string path, string expected)
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send(method, path);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/bind/query", "page")]
    [InlineData("GET", "/bind/query?page=x", "page")]
    [InlineData("GET", "/bind/query?page=", "page")]
    [InlineData("GET", "/bind/query?page=1&day=someday", "day")]
    [InlineData("GET", "/bind/query?page=1&id=12", "id")]
    [InlineData("GET", "/bind/query?page=1&id=", "id")]
    [InlineData("GET", "/bind/query?page=1&day=", "day")]
    [InlineData("GET", "/bind/query?page=99999999999", "page")]
    [InlineData("GET", "/bind/header", "X-Number")]
    public async Task NamesTheParameterThatDoesNotFit(string method, string path, string parameter)
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send(method, path);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"\"{parameter}\":[", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":1,"text":"x"}""", "application/json", 200, """{"id":2,"text":"x"}""")]
    [InlineData("""{"id":1,"text":"x"}""", "application/vnd.shop+json", 200, """{"id":2,"text":"x"}""")]
    [InlineData("""{"id":"x"}""", "application/json", 400, "$.id")]
    [InlineData("{", "application/json", 400, "note")]
    [InlineData("", "application/json", 400, "note")]
    [InlineData("null", "application/json", 400, "note")]
    [InlineData("\u00ff", "application/json", 400, "note")]
    [InlineData("id=1", "application/x-www-form-urlencoded", 415, "note")]
    [InlineData("{}", "text/plain", 415, "note")]
    [InlineData("""{"id":1,"text":"x"}""", "application/json; charset=\"utf-8\"", 200, """{"id":2,"text":"x"}""")]
    [InlineData("{}", "application/json; charset=nonsense", 415, "note")]
    [InlineData("{}", "application/json; charset=utf-7", 415, "note")]
    [InlineData("{\"id\":1,\"text\":\"\u00e9\"}", "application/json; charset=latin1", 200, "\u00e9")]
    public async Task Bodies(string body, string type, int status, string expected)
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("POST", "/bind/body", null, new ByteArrayContent(Encoding.Latin1.GetBytes(body)) { Headers = { ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type) } });
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(expected, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMissingValueTypeIsNullAndNotZero()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal("none", await (await app.Send("PUT", "/bind/limit")).Content.ReadAsStringAsync(Cancellation));
        using var body = new StringContent("""{"max":3}""", Encoding.UTF8, "application/json");
        Assert.Equal("3", await (await app.Send("PUT", "/bind/limit", null, body)).Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("""{"$type":"circle","radius":2}""", 200)]
    [InlineData("""{"radius":2}""", 400)]
    [InlineData("""{"$type":"square"}""", 400)]
    public async Task PolymorphicBodies(string body, int status)
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(status, (int)(await app.Send("POST", "/bind/shape", null, Json(body))).StatusCode);
    }

    [Fact]
    public async Task AnOptionalBodyMayBeMissing()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal("none", await (await app.Send("POST", "/bind/optional-body")).Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("x", await (await app.Send("POST", "/bind/optional-body", null, Json("""{"id":1,"text":"x"}"""))).Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task ARegisteredServiceBesideABodyIsAService()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal("xFalse", await (await app.Send("POST", "/bind/two-sources", null, Json("""{"id":1,"text":"x"}"""))).Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task TheHandlerIsDisposedWithTheRequest()
    {
        await using var app = await Application.StartAsync();
        var calls = (Calls)app.Services.GetService(typeof(Calls))!;
        await app.Send("GET", "/bind/instance");
        Assert.Equal(1, calls["resource built"]);
        await WaitFor(() => calls["disposed"] == 1);
    }

    [Fact]
    public async Task TheBodyIsNotReadAndNothingIsBuiltBeforeTheLastGuardPassed()
    {
        await using var app = await Application.StartAsync();
        // A body that is no JSON and of the wrong type, to an endpoint that would answer 415: the guard's answer comes first.
        var response = await app.Send("POST", "/order/guarded", null, new StringContent("nothing"), ("X-Guard", "forbidden"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(0, ((Calls)app.Services.GetService(typeof(Calls))!)["resource built"]);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await app.Send("POST", "/order/guarded", null, new StringContent("nothing"), ("X-Guard", "allow"))).StatusCode);
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task WaitFor(Func<bool> condition)
    {
        for (var i = 0; i < 100 && !condition(); i++)
        {
            await Task.Delay(20, Cancellation);
        }

        Assert.True(condition());
    }
}
