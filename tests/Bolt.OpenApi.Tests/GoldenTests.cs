using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Bolt.OpenApi.Tests;

/// <summary>The whole document, of every kind of backend by every kind of guard. <c>BOLT_ACCEPT=1</c> writes what there is; read the difference.</summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(OpenApiSpecVersion.OpenApi3_0, "openapi-3.0.json")]
    [InlineData(OpenApiSpecVersion.OpenApi3_1, "openapi-3.1.json")]
    public async Task TheDocumentIsTheRecordedOne(OpenApiSpecVersion version, string file)
    {
        await using var app = await Application.StartAsync(o =>
        {
            o.OpenApiVersion = version;
            o.ShouldInclude = static d => d.RelativePath?.StartsWith("golden/", StringComparison.Ordinal) == true;
            o.AddBolt();
        });
        var document = await app.Document();
        Assert.Equal(24, document["paths"]!.AsObject().Count);
        document.AsObject().Remove("servers");
        var root = typeof(GoldenTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static a => a.Key == "RepositoryRoot").Value!;
        var path = Path.Combine(root, "tests", "Bolt.OpenApi.Tests", "Golden", file);
        if (Environment.GetEnvironmentVariable("BOLT_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, document.ToJsonString(Indented) + "\n", TestContext.Current.CancellationToken);
        }

        var recorded = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.True(JsonNode.DeepEquals(recorded, document), $"{file} differs; BOLT_ACCEPT=1 accepts.\n{document.ToJsonString(Indented)}");
    }
}
