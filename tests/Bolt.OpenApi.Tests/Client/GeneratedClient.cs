using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace Bolt.OpenApi.Tests;

/// <summary>
/// A client that NSwag generates from a document, compiled in memory. NSwag leaves security to its templates; ours, beside this file, hand each request over with the scheme that its operation names
/// first: none where the document says that the operation needs none.
/// </summary>
internal static class GeneratedClient
{
    private static readonly string Templates =
        Path.Combine(typeof(GeneratedClient).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static a => a.Key == "RepositoryRoot").Value!, "tests", "Bolt.OpenApi.Tests", "Client");

    private static readonly IReadOnlyList<MetadataReference> Platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))];

    /// <param name="document">The document, as it is served.</param>
    /// <param name="program">What uses the client, in C#; its class is <c>Generated.Client</c>.</param>
    public static async Task<Assembly> BuildAsync(string document, string program)
    {
        var read = await NSwag.OpenApiDocument.FromJsonAsync(document, TestContext.Current.CancellationToken);
        foreach (var operation in read.Operations.Select(static o => o.Operation))
        {
            operation.ExtensionData ??= new Dictionary<string, object?>(StringComparer.Ordinal);
            operation.ExtensionData["x-scheme"] = operation.ActualSecurity?.FirstOrDefault()?.Keys.FirstOrDefault() ?? "";
        }

        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "Client",
            InjectHttpClient = true,
            UseBaseUrl = false,
            OperationNameGenerator = new SingleClientFromOperationIdOperationNameGenerator(),
        };
        settings.CSharpGeneratorSettings.Namespace = "Generated";
        settings.CSharpGeneratorSettings.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
        settings.CSharpGeneratorSettings.TemplateDirectory = Templates;
        var client = new CSharpClientGenerator(read, settings).GenerateFile();

        var compilation = CSharpCompilation.Create(
            "Client" + Guid.NewGuid().ToString("N"), [CSharpSyntaxTree.ParseText(client), CSharpSyntaxTree.ParseText(program)], Platform, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var built = compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(built.Success, string.Join('\n', built.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
        assembly.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(assembly);
    }
}
