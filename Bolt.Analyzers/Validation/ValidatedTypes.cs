using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Analyzers;

/// <summary>
/// The types that the source generator of Microsoft.Extensions.Validation finds: those marked <c>[ValidatableType]</c>, those that handlers of minimal APIs take,
/// and what can be reached from them.
/// </summary>
internal sealed class ValidatedTypes
{
    private static readonly string[] MapMethods = ["Map", "MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "MapFallback"];

    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);

    private ValidatedTypes()
    {
    }

    public static ValidatedTypes Read(Compilation compilation, CancellationToken cancellationToken)
    {
        var found = new ValidatedTypes();
        foreach (var type in SymbolFacts.AllTypes(compilation.Assembly).Where(IsMarked))
        {
            found.Add(type);
        }

        foreach (var tree in compilation.SyntaxTrees.Where(static t => !SourceTokens.IsOwnOutput(t)))
        {
            SemanticModel? model = null;
            foreach (var token in SourceTokens.Find(tree, "Map", cancellationToken))
            {
                if (!MapMethods.Contains(token.ValueText)
                    || token.Parent is not IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } name
                    || access.Name != name)
                {
                    continue;
                }

                // Asked only once a type with validation attributes is met that no attribute marks.
#pragma warning disable RS1030
                model ??= compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
                foreach (var handler in call.ArgumentList.Arguments.Select(a => model.GetSymbolInfo(a.Expression, cancellationToken)))
                {
                    foreach (var parameter in ((handler.Symbol ?? handler.CandidateSymbols.FirstOrDefault()) as IMethodSymbol)?.Parameters ?? [])
                    {
                        found.Add(parameter.Type);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>True for a type that the generator writes validation for.</summary>
    public bool Contains(ITypeSymbol type) => ValidationFacts.Parts(type).All(p => IsVisible(p) && (_seen.Contains(p.OriginalDefinition) || IsMarked(p)));

    /// <summary>The generator of .NET 10 skips every type that is not declared public, without a word.</summary>
    public static bool IsVisible(ITypeSymbol type) => type.DeclaredAccessibility == Accessibility.Public;

    private static bool IsMarked(ITypeSymbol type) => type.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.ValidatableTypeAttribute)

        // Blazor's build adds its own.
        || a.AttributeClass is { Name: "ValidatableTypeAttribute", ContainingNamespace.Name: "Embedded" });

    private void Add(ITypeSymbol root)
    {
        var pending = new Stack<ITypeSymbol>([root]);
        while (pending.Count > 0)
        {
            foreach (var part in ValidationFacts.Parts(pending.Pop()))
            {
                if (IsVisible(part) && _seen.Add(part.OriginalDefinition))
                {
                    foreach (var next in ValidationFacts.Reachable(part))
                    {
                        pending.Push(next);
                    }
                }
            }
        }
    }
}
