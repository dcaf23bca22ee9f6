using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bolt.OpenApi.Tests;

/// <summary>What <c>AddBolt()</c> says in the document, and that it is what the endpoints do.</summary>
public sealed class SecurityTests
{
    private static readonly string[] Permissions = ["a", "b", "c", "edit"];

    /// <summary>The operations that take credentials and ask for none.</summary>
    private static readonly HashSet<string> Optional = new(StringComparer.Ordinal)
    {
        "get /secured/optional", "get /secured/indoors", "get /golden/jwt/open", "get /golden/both/open", "get /golden/both/own", "get /golden/session/open", "get /golden/session/own", "get /golden/badge/open", "get /notes",
        "post /guarded/session/{id}", "post /guarded/session-as-parameters",
    };

    [Theory]
    [InlineData("get /secured/public", "[]", "200")]
    [InlineData("get /secured/optional", """[{},{"jwt":[]},{"api_key":[]}]""", "200")]
    [InlineData("get /secured/identity", """[{"jwt":[]}]""", "200,401")]
    [InlineData("get /secured/either", """[{"jwt":[]},{"api_key":[]}]""", "200,401")]
    [InlineData("get /secured/one", """[{"jwt":["a"]}]""", "200,401,403", """{"all":["a"]}""")]
    [InlineData("get /secured/all", """[{"jwt":["a","b","c"]},{"api_key":["a","b","c"]}]""", "200,401,403", """{"all":["a","b","c"]}""")]
    [InlineData("get /secured/any", """[{"jwt":["c","a"]},{"jwt":["c","b"]}]""", "200,401,403", """{"all":["c"],"any":[["a","b"]]}""")]
    [InlineData("get /secured/two", """[{"jwt":[]}]""", "200,401,403", """{"any":[["a","b"],["b","c"]]}""")]
    [InlineData("get /secured/staff", """[{"jwt":[]}]""", "200,401,403")]
    [InlineData("get /secured/own", """[{"jwt":["edit"]}]""", "200,401,403", """{"all":["edit"]}""")]
    [InlineData("get /secured/indoors", """[{},{"jwt":[]}]""", "200,403")]
    [InlineData("get /secured/caller", """[{"jwt":[]}]""", "200,401,403")]
    [InlineData("get /secured/page", """[{"Bolt.OpenApi.Tests.OneSession":[]}]""", "200,302,401,503")]
    [InlineData("post /secured/page", """[{"Bolt.OpenApi.Tests.OneSession":[]}]""", "200,302,401,403,503")]
    [InlineData("post /secured/partner/{id}", """[{"Bolt.OpenApi.Tests.PartnerJwt":[]},{"Bolt.OpenApi.Tests.HeaderKeys":[]},{"Bolt.OpenApi.Tests.Handshake":[]}]""", "200,400,401,413,415")]
    [InlineData("get /secured/closed", null, "403")]
    public async Task OperationSaysWhatItAsks(string operation, string? security, string statuses, string? permissions = null)
    {
        await using var app = await Application.StartAsync(static o => o.AddBolt());
        var parts = operation.Split(' ');
        var found = (await app.Document())["paths"]![parts[1]]![parts[0]]!;
        Assert.Equal(security, found["security"]?.ToJsonString());
        Assert.Equal(permissions, found["x-permissions"]?.ToJsonString());
        Assert.Equal(statuses, string.Join(',', found["responses"]!.AsObject().Select(static r => r.Key).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task SchemesAreThoseThatOperationsName()
    {
        await using var app = await Application.StartAsync(static o =>
        {
            o.ShouldInclude = static d => d.RelativePath?.StartsWith("secured/", StringComparison.Ordinal) == true;
            o.AddBolt(static b => b.Schemes["Bolt.OpenApi.Tests.Handshake"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "shake" });
        });
        var document = await app.Document();
        Assert.Equal(
            """{"api_key":{"type":"apiKey","name":"X-API-Key","in":"header"},"Bolt.OpenApi.Tests.Handshake":{"type":"http","scheme":"shake"},"Bolt.OpenApi.Tests.HeaderKeys":{"type":"apiKey","name":"X-Partner","in":"header"},"Bolt.OpenApi.Tests.OneSession":{"type":"apiKey","name":"__Host-one","in":"cookie"},"Bolt.OpenApi.Tests.PartnerJwt":{"type":"http","scheme":"bearer","bearerFormat":"JWT"},"jwt":{"type":"http","scheme":"bearer","bearerFormat":"JWT"}}""",
            Sorted(document["components"]!["securitySchemes"]!));
        Assert.Null(document["security"]);
        await using var plain = await Application.StartAsync(static o => o.AddBolt());
        Assert.Equal("""{"type":"http","scheme":"Shake"}""", (await plain.Document())["components"]!["securitySchemes"]!["Bolt.OpenApi.Tests.Handshake"]!.ToJsonString());
    }

    [Fact]
    public async Task BeforeVersion31PermissionsStandBesideTheRequirement()
    {
        await using var app = await Application.StartAsync(static o => { o.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0; o.AddBolt(); });
        var all = (await app.Document())["paths"]!["/secured/all"]!["get"]!;
        Assert.Equal("""[{"jwt":[]},{"api_key":[]}]""", all["security"]!.ToJsonString());
        Assert.Equal("""{"all":["a","b","c"]}""", all["x-permissions"]!.ToJsonString());
    }

    /// <summary>One of the routes is public; the operation that stands for both is not.</summary>
    [Fact]
    public async Task RoutesThatShareAnOperationAreUnited()
    {
        await using var app = await Application.StartAsync(static o => o.AddBolt());
        var shared = (await app.Document())["paths"]!.AsObject().Where(static p => p.Key.StartsWith("/secured/shared/", StringComparison.Ordinal)).Select(static p => p.Value!["get"]!).ToList();
        Assert.NotEmpty(shared);
        Assert.All(shared, static operation =>
        {
            Assert.Equal("""[{"jwt":[]}]""", operation["security"]?.ToJsonString());
            Assert.Contains("GET /secured/shared/{x:int}", (string?)operation["description"], StringComparison.Ordinal);
            Assert.Contains("GET /secured/shared/{x:alpha}", (string?)operation["description"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task GuardsStandInTheDescriptionUnlessTheyShallNot()
    {
        await using var app = await Application.StartAsync(static o => o.AddBolt());
        Assert.Equal("Guards: `HasPermission(\"a\")`.", (string?)(await app.Document())["paths"]!["/secured/one"]!["get"]!["description"]);
        Assert.Equal("Refuses every request.", (string?)(await app.Document())["paths"]!["/secured/closed"]!["get"]!["description"]);
        Assert.Null((await app.Document())["paths"]!["/secured/public"]!["get"]!["description"]);
        await using var silent = await Application.StartAsync(static o => o.AddBolt(static b => b.Explain = false));
        Assert.Null((await silent.Document())["paths"]!["/secured/one"]!["get"]!["description"]);
    }

    [Theory]
    [InlineData(OpenApiSpecVersion.OpenApi3_0)]
    [InlineData(OpenApiSpecVersion.OpenApi3_1)]
    public async Task TheDocumentIsSound(OpenApiSpecVersion version)
    {
        await using var app = await Application.StartAsync(o => { o.OpenApiVersion = version; o.AddBolt(); });
        var document = await app.Document();
        var read = OpenApiDocument.Parse(document.ToJsonString(), "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(DocumentChecker.Problems(document, Optional.Contains));
    }

    /// <summary>What other generators have written.</summary>
    [Theory]
    [InlineData("the document has a requirement")]
    [InlineData("get /secured/one: there is no scheme jwt")]
    [InlineData("get /secured/one: there is no response")]
    [InlineData("get /secured/one: a requirement twice")]
    [InlineData("get /secured/one: without credentials")]
    [InlineData("no operation names the scheme spare")]
    public async Task AnUnsoundDocumentIsFound(string problem)
    {
        await using var app = await Application.StartAsync(static o => { o.ShouldInclude = static d => d.RelativePath == "secured/one"; o.AddBolt(); });
        var document = await app.Document();
        Assert.Empty(DocumentChecker.Problems(document, Optional.Contains));
        var (operation, components) = (document["paths"]!["/secured/one"]!["get"]!, document["components"]!);
        switch (problem[^5..])
        {
            case "ement": document["security"] = new JsonArray(); break;
            case "e jwt": components["securitySchemes"]!.AsObject().Remove("jwt"); break;
            case "ponse": components["responses"]!.AsObject().Remove("BoltForbidden"); break;
            case "twice": operation["security"]!.AsArray().Add(operation["security"]![0]!.DeepClone()); break;
            case "tials": operation["security"]!.AsArray().Add(new JsonObject()); break;
            default: components["securitySchemes"]!["spare"] = new JsonObject(); break;
        }

        Assert.StartsWith(problem, Assert.Single(DocumentChecker.Problems(document, Optional.Contains)), StringComparison.Ordinal);
    }

    /// <summary>A cookie that says where it is, and one that does not; what changes something is checked for coming from another site.</summary>
    [Fact]
    public async Task CookiesOfOnesOwnAreDescribed()
    {
        await using var app = await Application.StartAsync(static o => { o.ShouldInclude = static d => d.RelativePath?.StartsWith("cookies/", StringComparison.Ordinal) == true; o.AddBolt(); });
        var document = await app.Document();
        Assert.Equal(
            """{"Bolt.OpenApi.Tests.Stamp":{"type":"apiKey","name":"stamp","in":"cookie"},"Bolt.OpenApi.Tests.Ticket":{"type":"apiKey","name":"__Host-ticket","in":"cookie"}}""",
            Sorted(document["components"]!["securitySchemes"]!));
        Assert.Equal("200,401,503", Statuses("/cookies/ticket", "get"));
        Assert.Equal("200,401,403,503", Statuses("/cookies/ticket", "post"));
        Assert.Equal("200,401,403", Statuses("/cookies/stamp", "post"));
        using var response = await app.Client.PostAsync(new Uri("/cookies/ticket", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);

        string Statuses(string path, string method) => string.Join(',', document["paths"]![path]![method]!["responses"]!.AsObject().Select(static r => r.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("post /guarded/json", "application/json", true, "400,401,413,415")]
    [InlineData("post /guarded/json-or-nothing", "application/json", false, "400,401,413,415")]
    [InlineData("post /guarded/file", "multipart/form-data", true, "400,401,413,415")]
    // As ASP.NET Core has it: a form cannot be nothing, only the file in it.
    [InlineData("post /guarded/file-or-nothing", "multipart/form-data", true, "400,401,413,415")]
    [InlineData("post /guarded/form", "multipart/form-data,application/x-www-form-urlencoded", true, "400,401,413,415")]
    [InlineData("post /guarded/file-and-note", "multipart/form-data", true, "400,401,413,415")]
    [InlineData("post /guarded/raw", "application/octet-stream", true, "401,413")]
    [InlineData("post /guarded/pipe", "application/octet-stream", true, "401,413")]
    public async Task BodiesAndWhatCanBeWrongWithThem(string operation, string contentTypes, bool isRequired, string refusals)
    {
        await using var app = await Application.StartAsync(static o => o.AddBolt());
        var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1]);
        var found = (await app.Document())["paths"]![path]![method]!;
        var body = found["requestBody"]!;
        Assert.Equal(contentTypes, string.Join(',', body["content"]!.AsObject().Select(static c => c.Key)));
        Assert.Equal(isRequired, (bool?)body["required"] ?? false);
        Assert.Equal(refusals, string.Join(',', found["responses"]!.AsObject().Select(static r => r.Key).Where(static r => r != "200").Order(StringComparer.Ordinal)));
    }

    /// <summary>"Without credentials" is an empty object: only where anonymous callers do get in.</summary>
    [Fact]
    public async Task TheDocumentSaysYesExactlyWhereTheEndpointDoes()
    {
        await using var app = await Application.StartAsync(static o => o.AddBolt());
        var compared = 0;
        foreach (var (path, item) in (await app.Document())["paths"]!.AsObject().Where(static p => (p.Key.StartsWith("/secured/", StringComparison.Ordinal) || p.Key.StartsWith("/golden/", StringComparison.Ordinal)) && !p.Key.Contains('{', StringComparison.Ordinal)))
        {
            if (item!["get"] is not { } operation)
            {
                continue;
            }

            foreach (var (backend, permissions) in Callers())
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Indoors", "1" } } };
                await app.Authenticate(request, backend, permissions);
                var status = (await app.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
                Assert.True(Allows(operation, backend, permissions) == (status == HttpStatusCode.OK), $"{path} {backend} [{string.Join(',', permissions)}]: {status}, {operation["security"]?.ToJsonString()}");
                compared++;
            }
        }

        Assert.True(compared > 750, $"{compared} compared");
    }

    private static IEnumerable<(string? Backend, string[] Permissions)> Callers()
    {
        yield return (null, []);
        for (var set = 0; set < 1 << Permissions.Length; set++)
        {
            yield return ("jwt", [.. Permissions.Where((_, i) => (set & (1 << i)) != 0)]);
        }

        yield return ("api_key", []);
        yield return ("api_key", ["a", "b", "c"]);
        yield return (Application.Session, []);
        yield return (Application.Badge, ["a", "b", "c"]);
    }

    /// <summary>What a client reads: one requirement has to hold (3.1 §4.8.30), and what <c>x-permissions</c> adds.</summary>
    private static bool Allows(JsonNode operation, string? backend, string[] permissions)
    {
        if (operation["security"] is not { } security)
        {
            return operation["responses"]!["200"] is not null;
        }

        var isIn = security.AsArray().Count == 0 || security.AsArray().Any(r =>
            r!.AsObject().Count == 0 || (backend is not null && r[backend] is { } roles && roles.AsArray().All(p => permissions.Contains((string?)p))));
        var any = operation["x-permissions"]?["any"]?.AsArray() ?? [];
        return isIn && any.All(one => one!.AsArray().Any(p => permissions.Contains((string?)p)));
    }

    private static string Sorted(JsonNode node) =>
        new JsonObject(node.AsObject().OrderBy(static p => p.Key, StringComparer.OrdinalIgnoreCase).Select(static p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))).ToJsonString();
}
