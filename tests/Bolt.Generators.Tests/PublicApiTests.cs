using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Generators.Tests;

/// <summary>A library with <c>PublicAPI.Shipped.txt</c> has generated types in its assembly that are public for other generated code: nobody has to list them.</summary>
public sealed class PublicApiTests
{
    private const string Source =
        """
        public sealed class Listed;
        public sealed class Forgotten;
        internal static class Routes { [BoltGet("/a", Guards = [typeof(AllowAny)])] internal static string Get() => ""; }
        """;

    [Fact]
    public async Task NothingOfOursHasToBeListed()
    {
        var driver = BoltDriver.Run(Source);
        Assert.Equal(["Forgotten"], await ReportAsync(driver.AsUsersHaveIt()));

        // Without the pragma they would have to be.
        Assert.Equal(["Forgotten", "List", "Map", "Module_Shop"], await ReportAsync(driver.Full()));
    }

    /// <summary>What is public and in no file.</summary>
    private static async Task<IEnumerable<string>> ReportAsync(Compilation compilation)
    {
        var options = new AnalyzerOptions([new ApiFile("PublicAPI.Shipped.txt", "#nullable enable\n"), new ApiFile("PublicAPI.Unshipped.txt", "#nullable enable\nListed\nListed.Listed() -> void\n")]);
        var reports = await compilation
            .WithAnalyzers(References.Analyzers("microsoft.codeanalysis.publicapianalyzers", "Microsoft.CodeAnalysis.PublicApiAnalyzers.dll"), options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return reports.Select(static r => r.Location.SourceTree?.GetText().ToString(r.Location.SourceSpan) ?? r.ToString()).Distinct().Order(StringComparer.Ordinal);
    }

    private sealed class ApiFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }
}
