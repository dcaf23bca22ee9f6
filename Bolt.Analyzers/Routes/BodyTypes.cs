using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Analyzers;

/// <summary>Which types a parameter without attributes surely takes from the body, and not from services.</summary>
internal static class BodyTypes
{
    /// <summary>Data, not a service: a record, a value, a collection of such, or a class that is made of values or made empty and then filled.</summary>
    public static bool IsData(ITypeSymbol type) => IsData(type, 0);

    /// <summary>
    /// The program never tells a container of services about the type. Of what other programs do with a library's types nothing is known.
    /// </summary>
    public static bool IsNeverRegistered(ITypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees.Where(static t => !SourceTokens.IsOwnOutput(t)))
        {
            SemanticModel? model = null;
            foreach (var word in new[] { "Add", "TryAdd", "Replace", "Singleton", "Scoped", "Transient", "Describe", "Configure", "Register" })
            {
                foreach (var token in SourceTokens.Find(tree, word, cancellationToken))
                {
                    if (token.Parent is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } name || access.Name != name)
                    {
                        continue;
                    }

                    // Asked only where a rule would report otherwise.
#pragma warning disable RS1030
                    model ??= compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
                    if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method
                        || method.TypeArguments.Any(Same)
                        || call.ArgumentList.Arguments.Any(a => Same(model.GetTypeInfo(a.Expression is TypeOfExpressionSyntax reflected ? reflected.Type : a.Expression, cancellationToken).Type)))
                    {
                        return false;
                    }
                }
            }
        }

        return true;

        bool Same(ITypeSymbol? other) => SymbolEqualityComparer.Default.Equals(type.WithNullableAnnotation(NullableAnnotation.None), other?.WithNullableAnnotation(NullableAnnotation.None));
    }

    private static bool IsData(ITypeSymbol type, int depth) => depth < 5 && type switch
    {
        IArrayTypeSymbol array => IsValue(array.ElementType) || IsData(array.ElementType, depth + 1),
        { IsValueType: true } or { IsRecord: true } => true,
        INamedTypeSymbol { TypeArguments.IsEmpty: false } collection when IsCollection(collection) => collection.TypeArguments.All(t => IsValue(t) || IsData(t, depth + 1)),
        INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false, SpecialType: SpecialType.None } named when named.ContainingAssembly?.Name.StartsWith("Microsoft.", StringComparison.Ordinal) == false =>
            (named.BaseType is { SpecialType: SpecialType.System_Object } || (named.BaseType is { } parent && (parent.IsAbstract ? parent.AllInterfaces.IsEmpty && HasSettable(parent) : IsData(parent, depth + 1))))
            && named.Interfaces.All(static i => i.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true && i.Name is not ("IDisposable" or "IAsyncDisposable"))
            && named.InstanceConstructors.All(static c => c.Parameters.All(static p => IsValue(p.Type)))
            && (HasSettable(named) || named.InstanceConstructors.Any(static c => !c.Parameters.IsEmpty)),
        _ => false,
    };

    private static bool HasSettable(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IPropertySymbol>().Any(static p => p is { DeclaredAccessibility: Accessibility.Public, SetMethod.DeclaredAccessibility: Accessibility.Public });

    private static bool IsValue(ITypeSymbol type) => type.IsValueType || type.SpecialType == SpecialType.System_String || SymbolFacts.Is(type, PlatformNames.Uri);

    /// <summary>Not <c>IEnumerable</c>, which every container of services has.</summary>
    private static bool IsCollection(INamedTypeSymbol type) =>
        type.OriginalDefinition.SpecialType != SpecialType.System_Collections_Generic_IEnumerable_T
        && type.ContainingNamespace?.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Immutable" or "System.Collections.ObjectModel" or "System.Collections.Frozen"
        && type.AllInterfaces.Concat([type]).Any(static i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T || i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IReadOnlyCollection_T);
}
