using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.OpenApi.Tests;

/// <summary>The OpenAPI document of <c>AddOpenApi()</c>, with nothing of Bolt's to set it up.</summary>
public sealed class DocumentTests
{
    [Theory]
    [InlineData(typeof(Parameters))]
    [InlineData(typeof(Responses))]
    public async Task OperationsAreThoseOfMinimalApis(Type handlers)
    {
        await using var app = await Application.StartAsync(handlers);
        var paths = (await app.Document())["paths"]!.AsObject();
        var different = new List<string>();
        var compared = 0;
        foreach (var (path, plain) in paths.Where(static p => p.Key.StartsWith("/plain/", StringComparison.Ordinal)))
        {
            var bolt = paths[path["/plain".Length..]];
            if (!JsonNode.DeepEquals(plain, bolt))
            {
                different.Add($"{path}\n minimal {plain?.ToJsonString()}\n Bolt    {bolt?.ToJsonString()}");
            }

            compared++;
        }

        Assert.True(different.Count == 0, string.Join("\n\n", different));
        Assert.Equal(Application.Handlers(handlers).Count(), compared);
    }

    /// <summary>The document, like any endpoint, is anyone's unless it says otherwise.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheDocumentIsAnEndpointToBeDeclared(bool isDeclared)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddBolt();
        builder.Services.AddOpenApi();
        await using var app = builder.Build();
        var document = app.MapOpenApi();
        if (isDeclared)
        {
            document.AllowAnonymous();
        }

        await app.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(isDeclared ? [] : ["GET /openapi/{documentName}.json"], await BoltEndpoints.FindUndeclaredAsync(app.Services));
    }

    [Theory]
    [InlineData("/guarded/json", "application/json")]
    [InlineData("/guarded/file", "multipart/form-data")]
    [InlineData("/guarded/form", "multipart/form-data,application/x-www-form-urlencoded")]
    public async Task BodiesAreDescribedAndYetRoutingLeaves415ToTheEndpoint(string path, string contentTypes)
    {
        await using var app = await Application.StartAsync();
        var content = (await app.Document())["paths"]![path]!["post"]!["requestBody"]!["content"]!.AsObject();
        Assert.Equal(contentTypes, string.Join(',', content.Select(static c => c.Key)));

        Assert.Equal(HttpStatusCode.Unauthorized, await Post(null));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await Post(app.Token));

        async Task<HttpStatusCode> Post(string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("x") };
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            return (await app.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }
    }

    /// <summary>Nobody sends it: it is neither a body nor a value of the query.</summary>
    [Theory]
    [InlineData("/guarded/session/{id}", "id,page")]
    [InlineData("/guarded/session-as-parameters", "Page")]
    public async Task TheSessionIsNoParameter(string path, string parameters)
    {
        await using var app = await Application.StartAsync();
        var operation = (await app.Document())["paths"]![path]!["post"]!;
        Assert.Equal(parameters, string.Join(',', operation["parameters"]!.AsArray().Select(static p => (string?)p!["name"])));
        Assert.Null(operation["requestBody"]);
    }

    [Fact]
    public async Task WithoutSessionsAHandlerThatTakesOneStopsTheProgram()
    {
        var none = await Assert.ThrowsAsync<InvalidOperationException>(() => Application.StartAsync(static _ => { }, []));
        Assert.Contains("There are no sessions and POST /guarded/session/{id} takes one (Bolt.OpenApi.Tests.Guarded.Session): call services.AddBolt().AddSessions().", none.Message, StringComparison.Ordinal);
        Assert.Contains("/guarded/session-as-parameters", none.Message, StringComparison.Ordinal);
        var several = await Assert.ThrowsAsync<InvalidOperationException>(() => Application.StartAsync(static b => b.AddSessions<OneSession>().AddSessions<OtherSession>(), []));
        Assert.Contains("There are several session backends, none of them is SessionAuthentication, and POST /guarded/session/{id}", several.Message, StringComparison.Ordinal);
        await using var one = await Application.StartAsync(static b => b.AddSessions<OneSession>(), []);
        await using var also = await Application.StartAsync(static b => b.AddSessions<OneSession>().AddSessions(), []);
    }

    /// <summary>The tag is the class that serves the route, as with controllers; the declaring one may be generic, and serves for several.</summary>
    [Theory]
    [InlineData("/lookup/colors", "Colors")]
    [InlineData("/lookup/colors/first", "Colors")]
    [InlineData("/lookup/colors/tagged", "names")]
    [InlineData("/lookup/colors/shades", "Shades")]
    [InlineData("/lookup/sizes", "Sizes")]
    [InlineData("/lookup/sizes/first", "Sizes")]
    [InlineData("/guarded/stream", "Guarded")]
    public async Task TheTagIsTheClassThatServesTheRoute(string path, string tag)
    {
        await using var app = await Application.StartAsync();
        var document = await app.Document();
        Assert.Equal(tag, (string?)Assert.Single(document["paths"]![path]!["get"]!["tags"]!.AsArray()));
        Assert.DoesNotContain("`", document.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("u0060", document.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>In a native program an enum has a contract where a context of the application names it, and the document was a 500 without.</summary>
    [Theory]
    [InlineData(true, "integer,integer,array of integer,integer,integer")]
    [InlineData(false, "string,string,string,string,string")]
    public async Task AnEnumWithoutAContractIsAString(bool hasContract, string types)
    {
        await using var app = await Application.StartAsync(static o => o.AddBolt(), hasContract ? new DefaultJsonTypeInfoResolver() : new WithoutWeather());
        var document = await app.Document();
        var operation = document["paths"]!["/guarded/enums"]!["get"]!;
        Assert.Equal(types, string.Join(',', operation["parameters"]!.AsArray().Select(p => Type(p!["schema"]!))));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/guarded/enums?a=Rain&c=Sun&c=Rain") { Headers = { { "d", "Rain" }, { "Authorization", "Bearer " + app.Token } } };
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("Rain2RainRain", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        string Type(JsonNode schema)
        {
            var own = schema["$ref"] is { } reference ? document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]! : schema;
            return own["type"] is JsonArray several ? (string)several[^1]! : (string)own["type"]! == "array" ? "array of " + Type(own["items"]!) : (string)own["type"]!;
        }
    }

    [Fact]
    public async Task AStreamIsBinary()
    {
        await using var app = await Application.StartAsync();
        var content = (await app.Document())["paths"]!["/guarded/stream"]!["get"]!["responses"]!["200"]!["content"]!.AsObject();
        Assert.Equal(["application/octet-stream"], content.Select(static c => c.Key));
    }

    [Fact]
    public async Task AttributesOfAConstructorsParametersAreTheMembers()
    {
        await using var app = await Application.StartAsync();
        var parameter = (await app.Document())["paths"]!["/guarded/described"]!["get"]!["parameters"]![0]!;
        Assert.Equal(("Page", "Which one.", 1, 9), ((string?)parameter["name"], (string?)parameter["description"], (int?)parameter["schema"]!["minimum"], (int?)parameter["schema"]!["maximum"]));
    }

    [Fact]
    public async Task ScalarsPageIsServedAndItsDocumentLoads()
    {
        await using var app = await Application.StartAsync(typeof(Parameters), typeof(Responses));
        var response = await app.Client.GetAsync(new Uri("/scalar/v1", UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, page);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("openapi/v1.json", page, StringComparison.Ordinal);
        Assert.NotNull((await app.Document())["paths"]!["/parameters/as-parameters"]);
    }

    /// <summary>Reflection for all but one enum, alone, as a null and in an array.</summary>
    private sealed class WithoutWeather : DefaultJsonTypeInfoResolver
    {
        public override JsonTypeInfo GetTypeInfo(Type type, JsonSerializerOptions options) =>
            type == typeof(Weather) || type == typeof(Weather?) || type == typeof(Weather[]) ? null! : base.GetTypeInfo(type, options);
    }
}

public sealed class OneSession : SessionAuthentication;

public sealed class OtherSession : SessionAuthentication;
