using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>How an object is made from parts of the request: its constructor and what is set, as minimal APIs choose them.</summary>
internal sealed class BindableObject
{
    private BindableObject(IMethodSymbol chosen, ImmutableArray<(BindingTarget Target, MemberRole Role)> members)
    {
        Chosen = chosen;
        Members = members;
    }

    /// <summary>The constructor.</summary>
    public IMethodSymbol Chosen { get; }

    /// <summary>Its parameters.</summary>
    public ImmutableArray<IParameterSymbol> Constructor => Chosen.Parameters;

    /// <summary>Those of the constructor first, in its order.</summary>
    public ImmutableArray<(BindingTarget Target, MemberRole Role)> Members { get; }

    /// <summary>Null, and why, for a type that cannot be made so.</summary>
    public static BindableObject? Find(ITypeSymbol type, IParameterSymbol owner, bool isForm, out string? reason)
    {
        reason = type switch
        {
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "it must not be nullable",
            INamedTypeSymbol when isForm && type.AllInterfaces.Any(static i => i.SpecialType == SpecialType.System_Collections_IEnumerable) =>
                "the only collections Bolt binds are arrays of simple values",
            INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, SpecialType: SpecialType.None } => null,
            _ => $"{TypeNames.Display(type)} is not a class or struct that can be created from its members",
        };
        if (reason is not null || Choose((INamedTypeSymbol)type, ref reason) is not { } constructor)
        {
            return null;
        }

        var properties = Properties((INamedTypeSymbol)type);
        var members = ImmutableArray.CreateBuilder<(BindingTarget Target, MemberRole Role)>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in constructor.Parameters)
        {
            var property = properties.FirstOrDefault(p =>
                string.Equals(p.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(p.Type, parameter.Type));
            if (property is null || parameter.RefKind is RefKind.Ref or RefKind.Out or RefKind.RefReadOnlyParameter)
            {
                reason = $"the constructor's parameter '{parameter.Name}' has no property of that name and type";
                return null;
            }

            taken.Add(property.Name);
            members.Add((new(owner, property, parameter), MemberRole.Constructor));
        }

        var setsRequired = constructor.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.SetsRequiredMembersAttribute));
        foreach (var property in properties.Where(p => !taken.Contains(p.Name)))
        {
            var isRequired = property.IsRequired && !setsRequired;
            if (isForm && !isRequired && property.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.IgnoreDataMemberAttribute)))
            {
                // As minimal APIs' form mapper has it: not for clients to set.
                continue;
            }

            // With a constructor that takes parameters, minimal APIs bind those and nothing else; a form fills what else can be set.
            if (isRequired || (property.SetMethod is { DeclaredAccessibility: Accessibility.Public } && (constructor.Parameters.IsEmpty || isForm)))
            {
                var role = isForm && !isRequired && property.SetMethod is { IsInitOnly: false } ? MemberRole.SetIfSent : MemberRole.Initializer;
                members.Add((new(owner, property, null), role));
            }
            else if (property.SetMethod is not null && (ParameterParser.IsCaller(property.Type) || new BindingAttributes(new(owner, property, null)).IsCurrentUser))
            {
                reason = $"nothing sets '{property.Name}', which identifies the caller: make it a constructor parameter";
                return null;
            }
        }

        bool IsSet(ISymbol required) => members.Any(m => m.Role != MemberRole.Constructor && SymbolEqualityComparer.Default.Equals(m.Target.Property, required));
        if (!setsRequired && SymbolFacts.RequiredMembers((INamedTypeSymbol)type).FirstOrDefault(r => !IsSet(r)) is { } required)
        {
            reason = $"its required member '{required.Name}' cannot be set";
            return null;
        }

        return new(constructor, members.ToImmutable());
    }

    private static IMethodSymbol? Choose(INamedTypeSymbol type, ref string? reason)
    {
        var constructors = type.InstanceConstructors.Where(static c => c.DeclaredAccessibility == Accessibility.Public).ToList();
        if (type.IsValueType && constructors.Count > 1)
        {
            constructors.RemoveAll(static c => c.IsImplicitlyDeclared && c.Parameters.IsEmpty);
        }

        var chosen = constructors.Count == 1 ? constructors[0] : constructors.FirstOrDefault(static c => c.Parameters.IsEmpty);
        reason = chosen is null ? $"{TypeNames.Display(type)} must have one public constructor, or one without parameters" : null;
        return chosen;
    }

    /// <summary>Public ones of the type and its base types; the nearest of a name.</summary>
    private static List<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var properties = new List<IPropertySymbol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            properties.AddRange(current.GetMembers().OfType<IPropertySymbol>().Where(p =>
                p is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public }
                && !properties.Any(known => known.Name == p.Name)));
        }

        return properties;
    }
}
