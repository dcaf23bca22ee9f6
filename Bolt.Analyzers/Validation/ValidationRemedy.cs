using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What makes ASP.NET Core check a parameter: found by trying, so that what is advised is enough.</summary>
internal sealed class ValidationRemedy
{
    private ValidationRemedy(UncheckedPart part, ImmutableArray<INamedTypeSymbol> marks, string advice) => (Part, Marks, Advice) = (part, marks, advice);

    /// <summary>What is not checked.</summary>
    public UncheckedPart Part { get; }

    /// <summary>The types of this project to be marked with <c>[ValidatableType]</c>; none where that does not help.</summary>
    public ImmutableArray<INamedTypeSymbol> Marks { get; }

    /// <summary>What to do, without a full stop.</summary>
    public string Advice { get; }

    /// <summary>Null where all is checked.</summary>
    public static ValidationRemedy? Find(IParameterSymbol parameter, bool isJson, ValidatedTypes types, Compilation compilation)
    {
        UncheckedPart? first = null;
        var marks = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        var reason = string.Empty;
        while (ValidationWalk.Find(parameter, isJson, types) is { } part)
        {
            var isOwn = SymbolEqualityComparer.Default.Equals(part.Stop.Type?.ContainingAssembly, compilation.Assembly);
            if (part.Stop.Type is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsGenericType: false, DeclaredAccessibility: Accessibility.Public } type
                || types.Contains(type)
                || TextConversion.Find(type) is not null
                || !(isOwn || ValidatedTypes.IsMarked(type)))
            {
                // The rest is reported once the types are marked.
                first ??= part;
                return marks.Count == 0 ? new(part, [], Advise(part, compilation)) : Mark();
            }

            var marked = types.With(type);
            if (!marked.Contains(type))
            {
                // The generator finds nothing in it, and the mark would change nothing.
                types = types.Assuming(type);
                continue;
            }

            types = marked;

            // A type of another project that is marked there is validated there.
            if (isOwn)
            {
                first ??= part;
                marks.Add(type);
                reason = part.Stop.Array is null ? reason : ", because ASP.NET Core does not look into arrays";
            }
        }

        return first is null ? null : Mark();

        ValidationRemedy Mark() => new(first!, marks.ToImmutable(), $"mark {string.Join(" and ", marks.Select(static m => $"'{TypeNames.Display(m)}'"))} with [ValidatableType]{reason}");
    }

    private static string Advise(UncheckedPart part, Compilation compilation)
    {
        if (part.Stop.Member is { } member)
        {
            return AtMember(part, member);
        }

        var type = part.Stop.Type!;
        var name = TypeNames.Display(type);
        if (part.Stop.Array is { } array)
        {
            return Listed(array);
        }

        return type switch
        {
            { TypeKind: TypeKind.Interface } when part.Stop.IsParameter =>
                $"take {(ValidationFacts.IsEnumerable(type) ? "an array or a List" : "a class")}, because ASP.NET Core does not look at parameters of the type '{name}'",
            _ when ValidationFacts.IsPlatform(type) || type is not INamedTypeSymbol || ValidationFacts.ElementOf(type) is not null =>
                $"use a list of a type of its own, because ASP.NET Core does not look into '{name}'",
            { DeclaredAccessibility: not Accessibility.Public } =>
                $"make '{name}' public, because ASP.NET Core skips other types, and mark it with [ValidatableType]",
            _ when TextConversion.Find(type) is not null =>
                $"check it in the handler, because ASP.NET Core does not look into a type that has TryParse, as '{name}' has",
            { TypeKind: not TypeKind.Class } =>
                $"make '{name}' a class, which [ValidatableType] can mark",
            INamedTypeSymbol { IsGenericType: true } =>
                $"take a class of its own that derives from '{name}', and mark that with [ValidatableType]",
            _ => $"mark '{name}' with [ValidatableType] in its own project, and call AddValidation() in a method of that project",
        };
    }

    private static string AtMember(UncheckedPart part, ISymbol member)
    {
        var name = $"{TypeNames.Display(member.ContainingType)}.{member.Name}";
        return member switch
        {
            IPropertySymbol property when ValidationFacts.Has(property, PlatformNames.JsonIgnoreAttribute) =>
                $"remove [JsonIgnore] from '{name}', because ASP.NET Core skips properties that have it",
            IPropertySymbol { DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public, Type: IArrayTypeSymbol } array when !ReferenceEquals(part.Member, member) => Listed(array),
            IPropertySymbol { DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public } when ReferenceEquals(part.Member, member) =>
                $"write the attributes of '{name}' on the property, because ASP.NET Core looks at the parameters of records only",
            IPropertySymbol { DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public } property =>
                $"use a list of a type of its own, because ASP.NET Core does not look into '{TypeNames.Display(property.Type)}'",
            _ => $"make '{name}' a property with a public getter, because ASP.NET Core skips others",
        };
    }

    private static string Listed(IPropertySymbol array) =>
        $"make '{TypeNames.Display(array.ContainingType)}.{array.Name}' a List, because ASP.NET Core does not look into arrays";
}
