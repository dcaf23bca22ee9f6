using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>
/// The way of a value through ASP.NET Core's validation at run time: the value or each of a collection's, by its own type, then each member that was written down for
/// it. Along the way stands everything that can be bound; what has attributes behind a stop is not checked.
/// </summary>
internal sealed class ValidationWalk
{
    private readonly ValidatedTypes _types;
    private readonly bool _isJson;
    private readonly HashSet<(ITypeSymbol, bool)> _visited = new(Comparer.Instance);
    private readonly Dictionary<ITypeSymbol, int> _met = new(SymbolEqualityComparer.Default);

    private ValidationWalk(ValidatedTypes types, bool isJson) => (_types, _isJson) = (types, isJson);

    /// <summary>The first that is not checked, in the order in which it is written.</summary>
    public static UncheckedPart? Find(IParameterSymbol parameter, bool isJson, ValidatedTypes types)
    {
        var walk = new ValidationWalk(types, isJson);

        // Without attributes of its own, a parameter is not looked at where its type is an interface.
        var isLookedAt = parameter.Type.TypeKind != TypeKind.Interface || parameter.GetAttributes().Any(ValidationFacts.IsValidation);
        return walk.Value(parameter.Type, isLookedAt ? null : new ValidationStop(ValidationFacts.WithoutNullable(parameter.Type), IsParameter: true), null);
    }

    private UncheckedPart? Value(ITypeSymbol type, ValidationStop? stop, IPropertySymbol? member)
    {
        type = ValidationFacts.WithoutNullable(type);
        return ValidationFacts.ElementOf(type) is { } element
            ? Object(element, stop, type.TypeKind == TypeKind.Array ? member : null, type)
            : Object(type, stop, null, null);
    }

    /// <param name="type">The type of a value, or of what a collection holds.</param>
    /// <param name="stop">Where the validation stopped before.</param>
    /// <param name="array">The member whose array the value is in.</param>
    /// <param name="collection">The collection that the value is in.</param>
    private UncheckedPart? Object(ITypeSymbol type, ValidationStop? stop, IPropertySymbol? array, ITypeSymbol? collection)
    {
        type = ValidationFacts.WithoutNullable(type);
        if (ValidationFacts.ElementOf(type) is { } element)
        {
            // What is in a collection is looked up by its type, and none is written for a collection.
            return Object(element, stop ?? new ValidationStop(collection ?? type), array, type);
        }

        if (type is not INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, IsTupleType: false } named
            || ValidationFacts.IsSkipped(named)
            || ValidationFacts.IsOnlyPlatform(named)
            || !_visited.Add((named, stop is null))
            || !ValidationFacts.IsWithinReach(named, _met))
        {
            return null;
        }

        var isSeen = _types.Contains(named);
        var here = stop ?? (isSeen ? null : new ValidationStop(ValidationFacts.IsPlatform(named) && collection is not null ? collection : named, Array: array));
        if (ValidationFacts.IsPlatform(named) && !isSeen)
        {
            return named.TypeArguments.Select(a => Value(a, here, null)).FirstOrDefault(static p => p is not null);
        }

        var derived = ValidationFacts.DerivedTypes(named).ToList();

        // A value of an interface or of an abstract class is one of a derived type, which has its base types' members.
        return (derived.Count > 0 && named.IsAbstract ? null : Levels(named, here))
            ?? derived.Select(d => Object(d, stop, array, collection)).FirstOrDefault(static p => p is not null);
    }

    private UncheckedPart? Levels(INamedTypeSymbol type, ValidationStop? stop)
    {
        for (var level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            var here = stop ?? (ValidationFacts.IsOnlyPlatform(level) || _types.Contains(level) ? null : new ValidationStop(level));
            if (Members(level, here) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private UncheckedPart? Members(INamedTypeSymbol type, ValidationStop? stop)
    {
        if (stop is not null && (type.GetAttributes().Any(ValidationFacts.IsCheck) || type.Interfaces.Any(static i => SymbolFacts.Is(i, PlatformNames.ValidatableObject))))
        {
            return new UncheckedPart(type, null, stop);
        }

        foreach (var member in type.GetMembers())
        {
            var found = member switch
            {
                IPropertySymbol { IsStatic: false, IsIndexer: false } property when IsBound(property) && !ValidationFacts.IsSkipped(property, property.Type) && !IsSkippedParameter(property) =>
                    Property(type, property, stop ?? (_types.Contains(property) ? null : new ValidationStop(Member: property))),
                IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field when _isJson && ValidationFacts.Has(field, PlatformNames.JsonIncludeAttribute) && !ValidationFacts.IsSkipped(field, field.Type) =>
                    field.GetAttributes().Any(ValidationFacts.IsCheck) ? new UncheckedPart(type, field, stop ?? new ValidationStop(Member: field)) : Value(field.Type, stop ?? new ValidationStop(Member: field), null),
                _ => null,
            };
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private UncheckedPart? Property(INamedTypeSymbol type, IPropertySymbol property, ValidationStop? stop) =>
        stop is not null && (property.GetAttributes().Any(ValidationFacts.IsCheck) || Parameters(property).Any(static p => p.GetAttributes().Any(ValidationFacts.IsCheck)))
            ? new UncheckedPart(type, property, stop)
            : Value(property.Type, stop, property);

    private bool IsBound(IPropertySymbol property) =>
        (property.DeclaredAccessibility == Accessibility.Public || (_isJson && ValidationFacts.Has(property, PlatformNames.JsonIncludeAttribute)))
        && !(_isJson && ValidationFacts.IsNeverRead(property));

    private static bool IsSkippedParameter(IPropertySymbol property) => property.ContainingType.IsRecord && Parameters(property).Any(static p => ValidationFacts.IsSkipped(p, p.Type));

    /// <summary>The parameter of a constructor that has the property's name: its attributes count as the property's.</summary>
    private static IEnumerable<IParameterSymbol> Parameters(IPropertySymbol property) => property.ContainingType.InstanceConstructors
        .Where(static c => c.DeclaredAccessibility == Accessibility.Public)
        .Select(c => c.Parameters.FirstOrDefault(p => string.Equals(p.Name, property.Name, System.StringComparison.OrdinalIgnoreCase)))
        .OfType<IParameterSymbol>()
        .Take(1);

    private sealed class Comparer : IEqualityComparer<(ITypeSymbol Type, bool IsLookedAt)>
    {
        public static readonly Comparer Instance = new();

        public bool Equals((ITypeSymbol Type, bool IsLookedAt) x, (ITypeSymbol Type, bool IsLookedAt) y) => x.IsLookedAt == y.IsLookedAt && SymbolEqualityComparer.Default.Equals(x.Type, y.Type);

        public int GetHashCode((ITypeSymbol Type, bool IsLookedAt) obj) => SymbolEqualityComparer.Default.GetHashCode(obj.Type);
    }
}
