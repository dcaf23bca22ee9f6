using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Bolt.EndToEnd.Tests.Templates;

/// <summary>What the packed templates make: it builds without a warning, and runs and publishes as it says.</summary>
public sealed partial class TemplateTests(Package package, TemplateProjects projects) : IClassFixture<TemplateProjects>
{
    [Fact]
    public async Task EveryCombinationBuildsWithoutAWarning()
    {
        Assert.Contains("0 Warning(s)", projects.Output, StringComparison.Ordinal);
        Assert.Equal("Plain.csproj", Path.GetFileName(Assert.Single(Directory.GetFiles(projects.Plain, "*.csproj"))));
        Assert.True(File.Exists(Path.Combine(projects.Tested, "Acme.Store", "Acme.Store.csproj")));
        Assert.True(File.Exists(Path.Combine(projects.Tested, "Acme.Store.Tests", "Acme.Store.Tests.csproj")));
        Assert.Contains("Acme.Store.Tests/Acme.Store.Tests.csproj", await Text(Path.Combine(projects.Tested, "Acme.Store.slnx")), StringComparison.Ordinal);
        Assert.Contains("namespace my_shop;", await Text(Path.Combine(projects.Jit, "Notes.cs")), StringComparison.Ordinal);
        Assert.Contains("namespace Plain.Guards;", await Text(Path.Combine(projects.Plain, "OfficeHours.cs")), StringComparison.Ordinal);
        Assert.Contains($"Include=\"Bolt.Runtime\" Version=\"{package.Version}\"", await Text(Path.Combine(projects.Jit, "my-shop.csproj")), StringComparison.Ordinal);
        Assert.NotEqual(SecretsId(projects.Jit), SecretsId(projects.Plain));
        foreach (var folder in new[] { projects.Plain, projects.Jit, Path.Combine(projects.Tested, "Acme.Store") })
        {
            Assert.EndsWith("\nBoltSurface*.txt text eol=lf merge=union\n", await Text(Path.Combine(folder, ".gitattributes")), StringComparison.Ordinal);
        }

        foreach (var file in new[] { projects.Plain, projects.Jit, projects.Tested }.SelectMany(Sources))
        {
            // A placeholder that nothing replaced.
            Assert.DoesNotMatch("BoltApi|BOLT_VERSION|Company\\.App|Routes1|Guard1|Tokens1|route-prefix|#if|#endif", await Text(file));
            Assert.DoesNotMatch("BoltApi|Routes1|Guard1|Tokens1", file);
        }
    }

    [Fact]
    public void ThePackageHoldsFilesAndNothingElse()
    {
        using var archive = ZipFile.OpenRead(package.FileOf("Bolt.Templates"));
        using var reader = new StreamReader(archive.GetEntry("Bolt.Templates.nuspec")!.Open());
        var specification = XDocument.Parse(reader.ReadToEnd()).Descendants().ToList();
        Assert.Equal("Template", Assert.Single(specification, static e => e.Name.LocalName == "packageType").Attribute("name")?.Value);
        Assert.DoesNotContain(specification, static e => e.Name.LocalName == "dependency");
        Assert.DoesNotContain(archive.Entries, static e => e.FullName.EndsWith(".dll", StringComparison.Ordinal));
        foreach (var name in new[] { "bolt-api", "bolt-routes", "bolt-guard", "bolt-tokens" })
        {
            Assert.Contains(archive.Entries, e => e.FullName == $"content/{name}/.template.config/template.json");
        }
    }

    [Fact]
    public async Task RunsWithUserJwts()
    {
        // Where the SDK keeps user secrets; the developer's own stay as they are.
        (string Name, string Folder) secrets = ("APPDATA", Path.Combine(package.Directory, "secrets"));
        var (token, reader) = (await Token("ada", "permissions=notes.add"), await Token("grace", "scope=notes"));
        var binary = Path.Combine(projects.Jit, "bin", "Debug", "net10.0", "my-shop");
        await using (var server = await ServerProcess.StartAsync(binary, projects.Jit, ("ASPNETCORE_ENVIRONMENT", "Development"), secrets))
        {
            Assert.Equal((HttpStatusCode.OK, "ok"), await Body(server.Send("GET", "/health")));
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/notes")).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/notes", token[..^4] + "AAAA")).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await server.Send("POST", "/notes", reader, """{"text":"t"}""")).StatusCode);
            Assert.Equal(HttpStatusCode.Created, (await server.Send("POST", "/notes", token, """{"text":"t"}""")).StatusCode);
            Assert.Equal((HttpStatusCode.OK, """[{"id":1,"text":"t"}]"""), await Body(server.Send("GET", "/notes", token)));
            Assert.Equal((HttpStatusCode.OK, "[]"), await Body(server.Send("GET", "/notes", reader)));
            Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/scalar/")).StatusCode);
            Assert.Equal("""[{"jwt":["notes.add"]}]""", (await Document(server))["paths"]!["/notes"]!["post"]!["security"]!.ToJsonString());
            Assert.DoesNotContain("do not say who may call them", server.Output, StringComparison.Ordinal);
        }

        await using (var server = await ServerProcess.StartAsync(binary, projects.Jit, ("ASPNETCORE_ENVIRONMENT", "Production"), ("Bolt__Jwt__Secret", new string('s', 40))))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await server.Send("GET", "/openapi/v1.json")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await server.Send("GET", "/scalar/")).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/notes", token)).StatusCode);
        }

        // What a developer's tool signs counts on the developer's machine only, even where its settings have come along.
        File.Copy(Path.Combine(secrets.Folder, "Microsoft", "UserSecrets", SecretsId(projects.Jit), "secrets.json"), Path.Combine(projects.Jit, "appsettings.Production.json"));
        var (code, output) = await ServerProcess.RunToEnd(binary, projects.Jit, ("ASPNETCORE_ENVIRONMENT", "Production"), ("Bolt__Jwt__Secret", new string('s', 40)));
        Assert.NotEqual(0, code);
        Assert.Contains("is a key of \"dotnet user-jwts\"", output, StringComparison.Ordinal);

        async Task<string> Token(string name, string claim)
        {
            var made = await Cli.Run(projects.Jit, [secrets], "user-jwts", "create", "--name", name, "--claim", claim, "--output", "token");
            var token = MadeToken().Match(made.Output).Value;
            Assert.True(made.ExitCode == 0 && token.Length > 0, made.Output);
            return token;
        }
    }

    /// <summary>With the routes, the guard and the tokens of the other templates, and no reference but to packages.</summary>
    [Fact]
    public async Task PublishesNativelyAndSaysTheSameOfItself()
    {
        Cli.NeedsLinker();
        var output = await Cli.Must(projects.Plain, "publish", "-c", "Release", "-r", "linux-x64", "-o", "out", "-p:TrimmerSingleWarn=false", "-p:NativeDebugSymbols=false");
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        (string, string)[] environment = [("ASPNETCORE_ENVIRONMENT", "Development"), ("Bolt__Jwt__Secret", "a secret of the test's own, long enough for HS256")];
        await using var native = await ServerProcess.StartAsync(Path.Combine(projects.Plain, "out", "Plain"), projects.Plain, environment);
        await using var jit = await ServerProcess.StartAsync(Path.Combine(projects.Plain, "bin", "Debug", "net10.0", "Plain"), projects.Plain, environment);

        var (published, built) = (await Document(native), await Document(jit));
        published["servers"] = built["servers"] = null;
        Assert.Equal(built.ToJsonString(), published.ToJsonString());
        Assert.Equal(10, built["paths"]!.AsObject().Count);
        Assert.Equal(3, built["components"]!["securitySchemes"]!.AsObject().Count);
        Assert.Equal("string", (string?)published["paths"]!["/either"]!["get"]!["parameters"]![0]!["schema"]!["type"]);
        Assert.Equal((HttpStatusCode.OK, "Late"), await Body(native.Send("GET", "/either?shift=late")));
        Assert.Equal(HttpStatusCode.OK, (await native.Send("GET", "/scalar/")).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await native.Send("POST", "/auth/token", json: """{"username":"ada","password":"wrong"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await native.Send("POST", "/auth/token", json: """{"username":"nobody","password":"ada-password"}""")).StatusCode);
        var (access, refresh) = await Pair(native.Send("POST", "/auth/token", json: """{"username":"ada","password":"ada-password"}"""));
        Assert.Equal(HttpStatusCode.Created, (await native.Send("POST", "/notes", access, """{"text":"t"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await native.Send("GET", "/notes")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await native.Send("GET", "/notes", access[..^4] + "AAAA")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await native.Send("GET", "/purchase-orders/1", access)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await native.Send("DELETE", "/purchase-orders/1", access)).StatusCode);
        // A new guard lets nobody in.
        Assert.Equal(HttpStatusCode.Forbidden, (await native.Send("GET", "/desk", access)).StatusCode);

        var (next, last) = await Pair(native.Send("POST", "/auth/refresh", json: $$"""{"refreshToken":"{{refresh}}"}"""));
        Assert.Equal(HttpStatusCode.OK, (await native.Send("GET", "/notes", next)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await native.Send("POST", "/auth/logout", next)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await native.Send("GET", "/notes", next)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await native.Send("POST", "/auth/refresh", json: $$"""{"refreshToken":"{{last}}"}""")).StatusCode);
    }

    [Fact]
    public async Task ItsTestsPass()
    {
        var folder = Path.Combine(projects.Tested, "Acme.Store.Tests");
        Assert.Contains("Total: 2, Errors: 0, Failed: 0", await Cli.Must(folder, Path.Combine("bin", "Debug", "net10.0", "Acme.Store.Tests.dll")), StringComparison.Ordinal);
    }

    private static async Task<(string Access, string Refresh)> Pair(Task<HttpResponseMessage> response)
    {
        var (status, body) = await Body(response);
        Assert.True(status == HttpStatusCode.OK, body);
        var pair = JsonNode.Parse(body)!;
        return ((string)pair["accessToken"]!, (string)pair["refreshToken"]!);
    }

    private static async Task<JsonNode> Document(ServerProcess server)
    {
        var (status, body) = await Body(server.Send("GET", "/openapi/v1.json"));
        Assert.True(status == HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    private static async Task<(HttpStatusCode Status, string Body)> Body(Task<HttpResponseMessage> response)
    {
        using var received = await response;
        return (received.StatusCode, await received.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar) is var parts && !parts.Contains("bin") && !parts.Contains("obj") && !parts.Contains("out"));

    private static string SecretsId(string project) => UserSecretsId().Match(File.ReadAllText(Directory.GetFiles(project, "*.csproj").Single())).Groups[1].Value;

    private static Task<string> Text(string file) => File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]+")]
    private static partial Regex MadeToken();

    [GeneratedRegex("<UserSecretsId>([^<]+)</UserSecretsId>")]
    private static partial Regex UserSecretsId();
}
