using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Generators.Tests;

/// <summary>Properties of a project that are <c>true</c>, as analyzers see them.</summary>
internal sealed class BuildProperties(params string[] isTrue) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(isTrue);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Values(string[] isTrue) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = isTrue.Any(p => key == "build_property." + p) ? "true" : null;
            return value is not null;
        }
    }
}
