using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Generators.Tests.Proof;

/// <summary>
/// The generator, compiled from its sources once with all of its mutants: each method that a mutant changes holds what the mutant would make of it, and a number says at run time which of them is meant.
/// A compilation for each mutant took as long as all other tests of this project.
/// </summary>
internal sealed class GeneratorMutants
{
    // With the version that the generator puts into its output.
    private static readonly string Switch =
        $"[assembly: System.Reflection.AssemblyInformationalVersion(\"{typeof(BoltGenerator).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}\")] internal static class Mutation {{ public static int Number; }}";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private readonly byte[] _image;

    /// <param name="mutants">A file of the generator, a text in it, and what takes its place.</param>
    public GeneratorMutants(IReadOnlyList<(string File, string Original, string Mutated)> mutants)
    {
        var root = Path.Combine(typeof(GeneratorMutants).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static a => a.Key == "RepositoryRoot").Value!, "Bolt.Generators");
        var numbered = mutants.Select(static (m, i) => (m.File, m.Original, m.Mutated, Number: i + 1)).ToLookup(static m => m.File);
        var trees = new List<SyntaxTree> { Parse(Switch, "Mutation.cs") };
        foreach (var path in Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories).Where(static f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(path);
            trees.Add(Parse(With(text, numbered[Path.GetFileName(path)].Select(m => (m.Number, Replace(text, m.Original, m.Mutated)))), path));
        }

        var references = References.All
            .Append(MetadataReference.CreateFromFile(typeof(ISymbol).Assembly.Location))
            .Append(MetadataReference.CreateFromFile(typeof(CSharpCompilation).Assembly.Location));
        using var stream = new MemoryStream();
        // Without nullable analysis, which takes a third of the time and finds nothing here.
        var result = CSharpCompilation.Create("Mutants", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
        _image = stream.ToArray();
    }

    /// <summary>Runs one of the mutants, or none. Each is loaded by itself: what another has found out about a symbol is not known to it.</summary>
    /// <param name="number">From 1, in the order given; 0 is the generator as it is.</param>
    /// <param name="compilation">What it sees.</param>
    /// <param name="output">With the generated files.</param>
    public GeneratorRunResult Run(int number, CSharpCompilation compilation, out Compilation output)
    {
        var assembly = new AssemblyLoadContext("mutant", isCollectible: true).LoadFromStream(new MemoryStream(_image));
        assembly.GetType("Mutation")!.GetField("Number")!.SetValue(null, number);
        var generator = ((IIncrementalGenerator)Activator.CreateInstance(assembly.GetType(typeof(BoltGenerator).FullName!)!)!).AsSourceGenerator();
        return CSharpGeneratorDriver.Create([generator], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out output, out _, TestContext.Current.CancellationToken).GetRunResult().Results[0];
    }

    private static string Replace(string text, string original, string mutated)
    {
        Assert.Contains(original, text, StringComparison.Ordinal);
        return text.Replace(original, mutated, StringComparison.Ordinal);
    }

    /// <summary>A file whose methods are those of its mutants as well.</summary>
    private static string With(string text, IEnumerable<(int Number, string Text)> mutants)
    {
        var root = Parse(text, "").GetRoot();
        var members = Members(root);
        var cases = new Dictionary<int, List<(int Number, MemberDeclarationSyntax Member)>>();
        foreach (var (number, mutated) in mutants)
        {
            var theirs = Members(Parse(mutated, "").GetRoot());
            var changed = Enumerable.Range(0, members.Count).Where(i => members[i].ToFullString() != theirs[i].ToFullString()).ToList();
            Assert.Equal(mutated, root.ReplaceNodes(changed.Select(i => members[i]), (m, _) => theirs[members.IndexOf(m)]).ToFullString());
            foreach (var i in changed)
            {
                (cases.TryGetValue(i, out var list) ? list : cases[i] = []).Add((number, theirs[i]));
            }
        }

        return root.ReplaceNodes(cases.Keys.Select(i => members[i]), (m, _) => Choice(m, cases[members.IndexOf(m)])).ToFullString();
    }

    private static MemberDeclarationSyntax Choice(MemberDeclarationSyntax member, List<(int Number, MemberDeclarationSyntax Member)> mutants)
    {
        var body = string.Concat(mutants.Select(static m => $"if (global::Mutation.Number == {m.Number}) {Block(m.Member)}\n")) + Block(member);
        var text = member switch
        {
            MethodDeclarationSyntax method => $"{method.WithBody(null).WithExpressionBody(null).WithSemicolonToken(default).ToFullString()} {{ {body} }}",
            PropertyDeclarationSyntax property => $"{property.WithExpressionBody(null).WithSemicolonToken(default).ToFullString()} {{ get {{ {body} }} }}",
            _ => $"private static {((FieldDeclarationSyntax)member).Declaration.Type} {Variable(member).Identifier} {{ get {{ {body} }} }}",
        };
        return SyntaxFactory.ParseMemberDeclaration(text + "\n", options: ParseOptions)!;
    }

    /// <summary>What a member does, in a scope of its own that is left at its end.</summary>
    private static string Block(MemberDeclarationSyntax member)
    {
        var value = member switch
        {
            MethodDeclarationSyntax method => method.ExpressionBody?.Expression,
            PropertyDeclarationSyntax property => property.ExpressionBody!.Expression,
            _ => Variable(member).Initializer!.Value,
        };
        var isVoid = member is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } };
        var does = value is null ? ((MethodDeclarationSyntax)member).Body!.ToFullString() : $"{{ {(isVoid ? "" : "return ")}{value.ToFullString()}; }}";
        var isIterator = value is null && member.DescendantNodes(static n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<YieldStatementSyntax>().Any();
        return $"{{ {does} {(isIterator ? "yield break;" : isVoid ? "return;" : "")} }}";
    }

    private static VariableDeclaratorSyntax Variable(MemberDeclarationSyntax constant) => ((FieldDeclarationSyntax)constant).Declaration.Variables.Single();

    /// <summary>Methods, properties with one expression, and constants.</summary>
    private static List<MemberDeclarationSyntax> Members(SyntaxNode root) => [.. root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(static m =>
        m is MethodDeclarationSyntax or PropertyDeclarationSyntax { ExpressionBody: not null } || (m is FieldDeclarationSyntax && m.Modifiers.Any(SyntaxKind.ConstKeyword)))];

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, cancellationToken: TestContext.Current.CancellationToken);
}
