using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>BOLT2010: lets the handler see that there may be no caller.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AnonymousCallerCodeFix))]
[Shared]
public sealed class AnonymousCallerCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string MakeNullableKey = "BOLT2010.MakeNullable";

    public AnonymousCallerCodeFix()
        : base(RuleIds.AnonymousCaller)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is not { Type: { } type and not NullableTypeSyntax } parameter
            // There it is a member that has to be nullable, and the object may not be.
            || parameter.AttributeLists.SelectMany(static l => l.Attributes).Any(static a => a.Name.ToString().Contains("AsParameters")))
        {
            return [];
        }

        // Both parts of a partial method say the type, so both change, or neither.
        var types = ImmutableArray.Create(type);
        if (parameter.Parent?.Parent is MethodDeclarationSyntax method
            && method.Modifiers.Any(SyntaxKind.PartialKeyword)
            && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            && model.GetDeclaredSymbol(method, cancellationToken) is { } symbol
            && (symbol.PartialImplementationPart ?? symbol.PartialDefinitionPart) is { } other)
        {
            if (other.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
                || await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not MethodDeclarationSyntax part
                || part.SyntaxTree != method.SyntaxTree
                || part.ParameterList.Parameters[method.ParameterList.Parameters.IndexOf(parameter)].Type is not { } otherType)
            {
                return [];
            }

            types = otherType is NullableTypeSyntax ? types : types.Add(otherType);
        }

        return
        [
            new($"Make it '{type.WithoutTrivia()}?' (the handler then serves anonymous callers too)", MakeNullableKey, editor =>
            {
                foreach (var each in types)
                {
                    editor.ReplaceNode(each, (current, _) => current is NullableTypeSyntax
                        ? current
                        : SyntaxFactory.NullableType(((TypeSyntax)current).WithoutTrivia()).WithTriviaFrom(current));
                }
            }),
        ];
    }
}
