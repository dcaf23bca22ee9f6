using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Analyzers.Tests;

/// <summary>How a line of C# is written: where what it says stands, and in which of the forms that the language has for it. Read off its syntax.</summary>
internal static class Writing
{
    public const string SurfaceLine = "a line of `BoltSurface.txt`";

    private static readonly (string Kind, Func<Line, bool> Is)[] Kinds =
    [
        ("an attribute of a method", static l => l.Attributes.Any(static a => a.Parent?.Parent is MethodDeclarationSyntax)),
        ("an attribute of a type", static l => l.Attributes.Any(static a => a.Parent?.Parent is BaseTypeDeclarationSyntax)),
        ("an attribute of the assembly", static l => l.Attributes.Any(static a => a.Parent?.Parent is CompilationUnitSyntax)),
        ("an attribute of something else", static l => l.Attributes.Any(static a => a.Parent?.Parent is not (MethodDeclarationSyntax or BaseTypeDeclarationSyntax or CompilationUnitSyntax))),
        ("the signature of a method", static l => l.In<ParameterListSyntax>().Any(static p => p.Parent is BaseMethodDeclarationSyntax)),
        ("the head of a type", static l => l.In<BaseTypeDeclarationSyntax>().Any(t => l.Tokens.Contains(t.Identifier))),
        ("a statement, or a value in code", static l => l.In<StatementSyntax>().Any() || l.In<ArrowExpressionClauseSyntax>().Any() || l.In<EqualsValueClauseSyntax>().Any()),
        (SurfaceLine, static _ => false),
        ("`[…]`", static l => l.Starts<CollectionExpressionSyntax>()),
        ("`new[] { … }`, `new Type[] { … }`", static l => l.Starts<ArrayCreationExpressionSyntax>() || l.Starts<ImplicitArrayCreationExpressionSyntax>()),
        ("an initializer: `new() { A = … }`", static l => l.In<InitializerExpressionSyntax>().Any(static i => i.Kind() is SyntaxKind.ObjectInitializerExpression or SyntaxKind.CollectionInitializerExpression)),
        ("an alias or a qualified name", static l => l.Starts<QualifiedNameSyntax>() || l.Starts<AliasQualifiedNameSyntax>() || l.UsesAlias),
        ("a constant, `nameof`, text put together", static l => l.IsComposed),
        ("an argument on another line", static l => l.Attributes.Any(static a => Lines(a) > 1)),
        ("a partial type", static l => l.Types.Any(static t => t.Modifiers.Any(SyntaxKind.PartialKeyword))),
        ("a generic type or method", static l => l.Types.Any(static t => t.TypeParameterList is not null) || l.In<MethodDeclarationSyntax>().Any(static m => m.TypeParameterList is not null)),
        ("a nested type", static l => l.Types.Count > 1),
        ("a type with a base, or one to derive from", static l => l.Types.Any(static t => t.BaseList is not null || t.Modifiers.Any(SyntaxKind.AbstractKeyword))),
        ("`virtual`, `abstract`, `override`", static l => l.In<MethodDeclarationSyntax>().Any(static m => m.Modifiers.Any(static t => t.Kind() is SyntaxKind.VirtualKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.OverrideKeyword))),
        ("a record, a struct, an interface", static l => l.Types.Any(static t => t is not ClassDeclarationSyntax)),
        ("a lambda, a local function", static l => l.In<AnonymousFunctionExpressionSyntax>().Any() || l.In<LocalFunctionStatementSyntax>().Any()),
        ("a top-level program", static l => l.In<GlobalStatementSyntax>().Any()),
    ];

    /// <summary>All kinds, in the order of the published table.</summary>
    public static IEnumerable<string> All => Kinds.Select(static k => k.Kind);

    /// <summary>The kinds of each line of a file that has more than punctuation on it; a line is usually of several.</summary>
    public static ImmutableDictionary<int, ImmutableArray<string>> Of(SyntaxTree tree, CancellationToken cancellation)
    {
        var text = tree.GetText(cancellation);
        var aliases = tree.GetCompilationUnitRoot(cancellation).Usings.Where(static u => u.Alias is not null).Select(static u => u.Alias!.Name.Identifier.ValueText).ToHashSet(StringComparer.Ordinal);
        return tree.GetRoot(cancellation).DescendantTokens()
            .GroupBy(t => text.Lines.IndexOf(t.SpanStart))
            .Where(static l => l.Any(static t => t.IsKind(SyntaxKind.IdentifierToken) || t.IsKeyword() || t.Value is not null))
            .ToImmutableDictionary(static l => l.Key, l => Kinds.Where(k => k.Is(new([.. l], aliases))).Select(static k => k.Kind).ToImmutableArray());
    }

    private static int Lines(SyntaxNode node) => node.GetLocation().GetLineSpan() is var span ? span.EndLinePosition.Line - span.StartLinePosition.Line + 1 : 0;

    /// <summary>The tokens that start on a line.</summary>
    private sealed class Line(IReadOnlyList<SyntaxToken> tokens, HashSet<string> aliases)
    {
        public IReadOnlyList<SyntaxToken> Tokens => tokens;

        /// <summary>What has a token on the line.</summary>
        public IReadOnlyList<SyntaxNode> Nodes { get; } = [.. tokens.SelectMany(static t => t.Parent?.AncestorsAndSelf() ?? []).Distinct()];

        /// <summary>The attributes with a part on the line; those of a parameter are of its method's signature.</summary>
        public IReadOnlyList<AttributeSyntax> Attributes => [.. Nodes.OfType<AttributeSyntax>().Where(static a => a.Parent?.Parent is not ParameterSyntax)];

        /// <summary>The types around the line.</summary>
        public IReadOnlyList<TypeDeclarationSyntax> Types => [.. tokens[0].Parent?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>() ?? []];

        public bool UsesAlias => Nodes.OfType<IdentifierNameSyntax>().Any(n => aliases.Contains(n.Identifier.ValueText));

        /// <summary>Text, or part of it, stands elsewhere.</summary>
        public bool IsComposed => Nodes.OfType<AttributeArgumentSyntax>().Select(static a => a.Expression).Concat(Nodes.OfType<ExpressionSyntax>().Where(static e => e.Parent is AssignmentExpressionSyntax a && a.Right == e))
            .Any(static e => e is IdentifierNameSyntax or MemberAccessExpressionSyntax or InterpolatedStringExpressionSyntax or BinaryExpressionSyntax or InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } });

        /// <summary>One begins on the line.</summary>
        public bool Starts<T>()
            where T : SyntaxNode => Nodes.OfType<T>().Any(n => tokens.Contains(n.GetFirstToken()));

        /// <summary>Those with a token on the line, or around it.</summary>
        public IEnumerable<T> In<T>()
            where T : SyntaxNode => Nodes.OfType<T>();
    }
}
