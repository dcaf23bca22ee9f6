using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>Finds a type's own <c>BindAsync</c>: of the type, its base types and its interfaces, as minimal APIs do.</summary>
internal static class BindAsyncMethod
{
    private static readonly PerType<bool> Any = new(SymbolEqualityComparer.Default, static (type, _) => IsBindable(type) || Candidates(type).Any());

    /// <summary>Whether the type has any method of that name: one that does not fit refuses the route, as its author meant it to bind.</summary>
    public static bool HasAny(ITypeSymbol type, Compilation compilation) => type.SpecialType == SpecialType.None && Any.Of(type, compilation);

    public static BindMethodModel? Find(ITypeSymbol type)
    {
        if (IsBindable(type) && type.IsReferenceType)
        {
            return new(null, true, TypeNames.Full(type), false);
        }

        BindMethodModel? found = null;
        foreach (var method in Candidates(type))
        {
            if (method.IsAbstract || method.IsGenericMethod || Result(method, type) is not { } result)
            {
                continue;
            }

            var takesParameter = method.Parameters.Length == 2;
            if (method.Parameters.Length is not (1 or 2)
                || method.Parameters.Any(static p => p.RefKind != RefKind.None)
                || !SymbolFacts.Is(method.Parameters[0].Type, PlatformNames.HttpContext)
                || (takesParameter && !SymbolFacts.Is(method.Parameters[1].Type, PlatformNames.ParameterInfo)))
            {
                continue;
            }

            // The overload that takes the ParameterInfo wins.
            if (found is null || (takesParameter && !found.TakesParameter))
            {
                found = new(
                    TypeNames.Full(method.ContainingType) + "." + CSharpLiteral.Identifier(method.Name),
                    takesParameter,
                    TypeNames.Full(type) + (IsNullableValue(result) ? "?" : string.Empty),
                    IsNullableValue(result));
            }
        }

        return found;
    }

    /// <summary>What is in the value task, if it is the type or its nullable.</summary>
    private static ITypeSymbol? Result(IMethodSymbol method, ITypeSymbol type) =>
        SymbolFacts.Is(method.ReturnType, PlatformNames.ValueTaskOfResult)
        && ((INamedTypeSymbol)method.ReturnType).TypeArguments[0] is var result
        && SymbolEqualityComparer.Default.Equals(IsNullableValue(result) ? ((INamedTypeSymbol)result).TypeArguments[0] : result, type)
            ? result
            : null;

    private static IEnumerable<IMethodSymbol> Candidates(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var method in Named(current))
            {
                yield return method;
            }
        }

        foreach (var method in type.AllInterfaces.SelectMany(Named))
        {
            yield return method;
        }
    }

    private static IEnumerable<IMethodSymbol> Named(ITypeSymbol type) =>
        NamedMethods.Of(type, "BindAsync").Where(static m => m is { IsStatic: true, DeclaredAccessibility: Accessibility.Public });

    private static bool IsBindable(ITypeSymbol type) => type.AllInterfaces.Any(i =>
        SymbolFacts.Is(i, PlatformNames.BindableFromHttpContext)
        && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type));

    private static bool IsNullableValue(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
