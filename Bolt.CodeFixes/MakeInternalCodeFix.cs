using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Bolt.CodeFixes;

/// <summary>BOLT2004: makes the handler, and the classes around it, reachable for generated code.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeInternalCodeFix))]
[Shared]
public sealed class MakeInternalCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string MakeInternalKey = "BOLT2004.MakeInternal";

    /// <summary>Made by the host.</summary>
    public MakeInternalCodeFix()
        : base(RuleIds.UncallableHandler)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.ContainsKey(UncallableHandlerAnalyzer.UnreachableProperty)
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return [];
        }

        var hidden = new List<SyntaxNode>();
        for (SyntaxNode? declaration = method; declaration is MemberDeclarationSyntax and not BaseNamespaceDeclarationSyntax; declaration = declaration.Parent)
        {
            if (model.GetDeclaredSymbol(declaration, cancellation) is not { } symbol)
            {
                return [];
            }

            if (symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal && symbol is not INamedTypeSymbol { IsFileLocal: true })
            {
                continue;
            }

            // Another part may say the accessibility too, and a file-local type would have to be renamed to leave its file.
            if (symbol.DeclaringSyntaxReferences.Length != 1 || symbol is IMethodSymbol { IsPartialDefinition: true } or INamedTypeSymbol { IsFileLocal: true })
            {
                return [];
            }

            hidden.Add(declaration);
        }

        return hidden.Count == 0
            ? []
            : [new("Make it internal", MakeInternalKey, editor =>
                hidden.ForEach(declaration => editor.SetAccessibility(declaration, Accessibility.Internal)))];
    }
}
