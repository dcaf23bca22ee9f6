using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>Where the program itself uses a handler. Found by its name first, so that only a few expressions are bound.</summary>
internal static class MethodReferences
{
    private static readonly HashSet<string> ReflectionNames = ["GetMethod", "GetRuntimeMethod", "GetDeclaredMethod", "GetMember", "CreateDelegate"];

    /// <summary>
    /// The method is turned into a delegate, as in <c>app.MapGet("/x", Api.Get)</c>: anyone who has the delegate can read the method's attributes. Also through
    /// a base method or an interface, and by reflection as far as it shows.
    /// </summary>
    public static bool AsDelegate(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken) =>
        Find(method, compilation, cancellationToken).Any(static r => !IsInvoked(r) && (!IsInNameof(r, out var nameof) || IsReflected(nameof)));

    /// <summary>Any use that depends on the method's parameters.</summary>
    public static bool Any(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken) =>
        Find(method, compilation, cancellationToken).Any(static r => !IsInNameof(r, out _) && r.FirstAncestorOrSelf<CrefSyntax>() is null);

    private static IEnumerable<SimpleNameSyntax> Find(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees.Where(static t => !SourceTokens.IsOwnOutput(t)))
        {
            SemanticModel? model = null;
            foreach (var token in SourceTokens.FindName(tree, method.Name, cancellationToken))
            {
                if (token.Parent is not SimpleNameSyntax name || name.Parent is NameEqualsSyntax or NameColonSyntax)
                {
                    continue;
                }

                model ??= compilation.GetSemanticModel(tree);
                var info = model.GetSymbolInfo(name, cancellationToken);
                var candidates = info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols.IsEmpty ? model.GetMemberGroup(name, cancellationToken) : info.CandidateSymbols;
                if (candidates.OfType<IMethodSymbol>().Any(m => IsRelated(m.ContainingType, method.ContainingType, compilation)))
                {
                    yield return name;
                }
            }
        }
    }

    /// <summary>One is the other, or inherits or implements it: a call through either may arrive at the method.</summary>
    private static bool IsRelated(INamedTypeSymbol? left, INamedTypeSymbol right, Compilation compilation) =>
        left is not null
        && (Inherits(left, right)
            || Inherits(right, left)

            // A derived class may implement an interface with the method that it inherits.
            || (left.TypeKind == TypeKind.Interface && DerivedTypes.Get(compilation).From(right).Any(derived => Inherits(derived, left))));

    private static bool Inherits(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, from.OriginalDefinition))
            {
                return true;
            }
        }

        return type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, from.OriginalDefinition));
    }

    private static ExpressionSyntax Whole(SimpleNameSyntax name)
    {
        ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return whole.Parent is MemberBindingExpressionSyntax binding ? binding : whole;
    }

    private static bool IsInvoked(SimpleNameSyntax name) => Whole(name) is var whole && whole.Parent is InvocationExpressionSyntax call && call.Expression == whole;

    private static bool IsInNameof(SimpleNameSyntax name, out InvocationExpressionSyntax? nameof)
    {
        nameof = name.FirstAncestorOrSelf<InvocationExpressionSyntax>(static i =>
            i.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" } && i.ArgumentList.Arguments.Count == 1);
        return nameof is not null;
    }

    private static bool IsReflected(InvocationExpressionSyntax? nameof) => nameof?.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
        && call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called }
        && ReflectionNames.Contains(called);
}
