using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Generators.Model;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Routes;

/// <summary>
/// Finds what of an endpoint's parts carries <c>[RequiresUnreferencedCode]</c>, <c>[RequiresDynamicCode]</c> or <c>[RequiresAssemblyFiles]</c>. The trimmer reports every use of such a
/// part, and generated code is where no <c>#pragma</c> or suppression of the user's reaches: <c>MapBolt()</c> carries the attribute instead, as a minimal API's own line would.
/// </summary>
internal static class RequirementParser
{
    private static readonly PerType<ImmutableArray<Found>> Handlers = Of(static (type, compilation) =>
        type is INamedTypeSymbol named && HandlerParser.ConstructorOf(named, compilation) is { } constructor ? [constructor] : []);

    private static readonly PerType<ImmutableArray<Found>> Guards = Of(static (type, _) => Constructors(type).Where(static c => c.Parameters.All(static p => p.IsOptional)));

    private static readonly PerType<ImmutableArray<Found>> Filters = Of(static (type, _) => Constructors(type));

    private static readonly PerType<ImmutableArray<Found>> Objects = Of(static (type, _) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(static m => m.MethodKind is MethodKind.Constructor or MethodKind.PropertySet));

    private static readonly PerType<ImmutableArray<Found>> Parsers = Of(static (type, _) => Named(type, "TryParse"));

    private static readonly PerType<ImmutableArray<Found>> Binders = Of(static (type, _) => Named(type, "BindAsync"));

    public static bool Is(INamedTypeSymbol? attribute) =>
        attribute is not null && IsName(attribute.Name) && SymbolFacts.IsIn(attribute, PlatformNames.CodeAnalysis);

    /// <summary>One of the three attributes, as its type is named.</summary>
    public static bool IsName(string name) => name is "RequiresUnreferencedCodeAttribute" or "RequiresDynamicCodeAttribute" or "RequiresAssemblyFilesAttribute";

    public static ImmutableArray<Requirement> Parse(HandlerRoute route, string display, ImmutableArray<GuardUse> guards, HandlerBinding binding, Compilation compilation)
    {
        // Nearly every route has none: what is known of a type is shared, and no text is built.
        ImmutableArray<Requirement>.Builder? requirements = null;
        void Add(ImmutableArray<Found> found, bool isSaidThere = false)
        {
            foreach (var one in found)
            {
                (requirements ??= ImmutableArray.CreateBuilder<Requirement>()).Add(new(one.Attribute, isSaidThere ? string.Empty : $"{display} uses {one.Use}"));
            }
        }

        Add(Find([route.Method]));
        if (!route.Method.IsStatic)
        {
            Add(Handlers.Of(route.Type, compilation));
        }

        foreach (var guard in guards)
        {
            if (guard.Attribute is null)
            {
                Add(Guards.Of(guard.Type, compilation));
            }
            else if (guard.Attribute.AttributeConstructor is { } constructor)
            {
                // The compiler reports these where the user wrote them.
                Add(Find([constructor]), isSaidThere: true);
            }
        }

        foreach (var attribute in EndpointAttributes.Of(route))
        {
            if (EndpointFilters.Is(attribute) && EndpointFilters.TypeOf(attribute) is { } filter)
            {
                Add(Filters.Of(filter, compilation), isSaidThere: true);
            }
        }

        for (var i = 0; i < binding.Parameters.Length; i++)
        {
            if (binding.Parameters[i].Object is not null)
            {
                Add(Objects.Of(route.Method.Parameters[i].Type, compilation));
            }
        }

        for (var i = 0; i < binding.Values.Length; i++)
        {
            var (value, type) = (binding.Values[i].Model, binding.Targets[i].Type);
            if (type.SpecialType == SpecialType.None)
            {
                Add(value.IsText || value.IsForm ? Parsers.Of(type, compilation) : value.Kind == ParameterKind.BindAsync ? Binders.Of(type, compilation) : []);
            }
        }

        return requirements?.ToImmutable() ?? [];
    }

    /// <summary>What a generated method carries.</summary>
    public static EquatableArray<Requirement> Carried(ISymbol method) =>
        method.GetAttributes().Where(static a => Is(a.AttributeClass)).Select(static a => new Requirement(NameOf(a), MessageOf(a))).ToImmutableArray();

    private static PerType<ImmutableArray<Found>> Of(Func<ITypeSymbol, Compilation, IEnumerable<IMethodSymbol>> methods) =>
        new(SymbolEqualityComparer.Default, (type, compilation) => Find(methods(type, compilation)));

    private static IEnumerable<IMethodSymbol> Constructors(ITypeSymbol type) => (type as INamedTypeSymbol)?.InstanceConstructors ?? [];

    /// <summary>Static methods of a value's type: of an array's elements, and of what is nullable.</summary>
    private static IEnumerable<IMethodSymbol> Named(ITypeSymbol type, string name)
    {
        type = type is IArrayTypeSymbol array ? array.ElementType : type;
        type = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var method in NamedMethods.Of(current, name).Where(static m => m.IsStatic))
            {
                yield return method;
            }
        }
    }

    /// <summary>What the methods carry that the endpoint calls.</summary>
    private static ImmutableArray<Found> Find(IEnumerable<IMethodSymbol> methods)
    {
        ImmutableArray<Found>.Builder? found = null;
        foreach (var method in methods)
        {
            foreach (var attribute in AttributesOf(method))
            {
                if (Is(attribute.AttributeClass))
                {
                    var type = TypeNames.Display(method.ContainingType);
                    var name = method.MethodKind == MethodKind.Constructor ? $"new {type}()" : type + "." + (method.AssociatedSymbol ?? method).Name;
                    (found ??= ImmutableArray.CreateBuilder<Found>()).Add(new(NameOf(attribute), $"'{name}'{(MessageOf(attribute) is { Length: > 0 } message ? ": " + message.TrimEnd('.') : string.Empty)}"));
                }
            }
        }

        return found?.ToImmutable() ?? [];
    }

    /// <summary>Its own; those of its property; and those of its class, which are about what needs no object of it.</summary>
    private static IEnumerable<AttributeData> AttributesOf(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            yield return attribute;
        }

        foreach (var attribute in method.AssociatedSymbol?.GetAttributes() ?? [])
        {
            yield return attribute;
        }

        foreach (var attribute in method.IsStatic || method.MethodKind == MethodKind.Constructor ? method.ContainingType.GetAttributes() : [])
        {
            if (!method.IsStatic || !ExcludesStatics(attribute))
            {
                yield return attribute;
            }
        }
    }

    private static bool ExcludesStatics(AttributeData attribute) => attribute.NamedArguments.Any(static n => n is { Key: "ExcludeStatics", Value.Value: true });

    private static string NameOf(AttributeData attribute) => attribute.AttributeClass!.Name.Substring(0, attribute.AttributeClass.Name.Length - nameof(Attribute).Length);

    private static string MessageOf(AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string message } ? message : string.Empty;

    /// <summary>One attribute, and what is used that carries it, with its message.</summary>
    private readonly record struct Found(string Attribute, string Use);
}
