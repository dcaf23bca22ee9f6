using Bolt.Shared;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Analyzers.Tests;

/// <summary>What the compiler's side knows of Bolt.Runtime by name stands in <c>BoltNames</c>, and exists.</summary>
public class BoltNamesTests
{
    private static readonly System.Reflection.Assembly Runtime = typeof(BoltGetAttribute).Assembly;

    private static readonly IReadOnlyList<string> Names =
        [.. typeof(BoltNames).GetFields().Where(static f => f.Name is not nameof(BoltNames.MapMethod)).Select(static f => (string)f.GetRawConstantValue()!)];

    [Fact]
    public void EveryNameExists()
    {
        // Of internal types too: what only the compiler's side reads need not be anyone's to use.
        var known = Runtime.GetTypes()
            .SelectMany(static t => t.GetMembers().Select(static m => m.Name)
                .Concat(t.GetMembers().OfType<System.Reflection.MethodBase>().SelectMany(static m => m.GetParameters()).Select(static p => p.Name!))
                .Append(t.FullName!.Split('`')[0]).Append(t.Name.Split('`')[0]).Append(t.Namespace ?? ""))
            .Append(Runtime.GetName().Name!)
            .ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Names, n => !known.Contains(n));
    }

    /// <summary>Generated text names types too: a wrong one does not compile.</summary>
    [Fact]
    public void NoOtherFileNamesATypeOfBolt()
    {
        var types = Runtime.GetExportedTypes().Select(static t => t.Name.Split('`')[0]).ToHashSet(StringComparer.Ordinal);
        var found = new[] { "Bolt.Analyzers", "Bolt.CodeFixes", "Bolt.Generators" }
            .SelectMany(static folder => Directory.GetFiles(Path.Combine(References.RepositoryRoot, folder), "*.cs", SearchOption.AllDirectories))
            .Select(static path => path.Replace('\\', '/'))
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/Emit/", StringComparison.Ordinal)
                && !path.EndsWith("/BoltNames.cs", StringComparison.Ordinal) && !path.EndsWith("/PlatformNames.cs", StringComparison.Ordinal))
            .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken)
                .DescendantNodes().OfType<LiteralExpressionSyntax>().Where(l => l.Token.Value is string text && types.Contains(text))
                .Select(l => $"{Path.GetFileName(path)}: {l.Token.Text}"));
        Assert.Empty(found);
    }
}
