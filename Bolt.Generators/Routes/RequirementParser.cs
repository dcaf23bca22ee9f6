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
    public static bool Is(INamedTypeSymbol? attribute) =>
        attribute is { Name: "RequiresUnreferencedCodeAttribute" or "RequiresDynamicCodeAttribute" or "RequiresAssemblyFilesAttribute" } && SymbolFacts.IsIn(attribute, PlatformNames.CodeAnalysis);

    public static ImmutableArray<Requirement> Parse(HandlerRoute route, string display, ImmutableArray<GuardUse> guards, HandlerBinding binding, Compilation compilation) =>
    [
        .. Used(route, guards, binding, compilation).SelectMany(m => Of(m, display)),

        // The compiler reports these where the user wrote them.
        .. guards.Select(static g => g.Attribute?.AttributeConstructor).OfType<IMethodSymbol>()
            .Concat(EndpointAttributes.Of(route).Where(EndpointFilters.Is).SelectMany(static a => (EndpointFilters.TypeOf(a) as INamedTypeSymbol)?.InstanceConstructors ?? []))
            .SelectMany(static m => Of(m, string.Empty))
            .Select(static r => r with { Text = string.Empty }),
    ];

    /// <summary>What a generated method carries.</summary>
    public static EquatableArray<Requirement> Carried(ISymbol method) =>
        method.GetAttributes().Where(static a => Is(a.AttributeClass)).Select(static a => new Requirement(NameOf(a), MessageOf(a))).ToImmutableArray();

    /// <summary>The methods and constructors that the endpoint calls.</summary>
    private static IEnumerable<IMethodSymbol> Used(HandlerRoute route, ImmutableArray<GuardUse> guards, HandlerBinding binding, Compilation compilation)
    {
        yield return route.Method;
        if (!route.Method.IsStatic && HandlerParser.ConstructorOf(route.Type, compilation) is { } constructor)
        {
            yield return constructor;
        }

        foreach (var guard in guards.Where(static g => g.Attribute is null).SelectMany(static g => g.Type.InstanceConstructors.Where(static c => c.Parameters.All(static p => p.IsOptional))))
        {
            yield return guard;
        }

        foreach (var (parameter, model) in route.Method.Parameters.Zip(binding.Parameters, static (p, m) => (p, m)))
        {
            foreach (var method in model.Object is null ? [] : parameter.Type.GetMembers().OfType<IMethodSymbol>().Where(static m => m.MethodKind is MethodKind.Constructor or MethodKind.PropertySet))
            {
                yield return method;
            }
        }

        foreach (var (target, value) in binding.Targets.Zip(binding.Values, static (t, v) => (t, v.Model)))
        {
            foreach (var method in value.IsText || value.IsForm ? Named(target.Type, "TryParse") : value.Kind == ParameterKind.BindAsync ? Named(target.Type, "BindAsync") : [])
            {
                yield return method;
            }
        }
    }

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

    private static IEnumerable<Requirement> Of(IMethodSymbol method, string display)
    {
        var type = TypeNames.Display(method.ContainingType);
        var name = method.MethodKind == MethodKind.Constructor ? $"new {type}()" : type + "." + (method.AssociatedSymbol ?? method).Name;
        return method.GetAttributes()
            .Concat(method.AssociatedSymbol?.GetAttributes() ?? [])
            .Where(static a => Is(a.AttributeClass))

            // On a class it is about what needs no object of it.
            .Concat(method.IsStatic || method.MethodKind == MethodKind.Constructor ? method.ContainingType.GetAttributes().Where(a => Is(a.AttributeClass) && !(method.IsStatic && ExcludesStatics(a))) : [])
            .Select(a => new Requirement(NameOf(a), $"{display} uses '{name}'{(MessageOf(a) is { Length: > 0 } message ? ": " + message.TrimEnd('.') : string.Empty)}"));
    }

    private static bool ExcludesStatics(AttributeData attribute) => attribute.NamedArguments.Any(static n => n is { Key: "ExcludeStatics", Value.Value: true });

    private static string NameOf(AttributeData attribute) => attribute.AttributeClass!.Name.Substring(0, attribute.AttributeClass.Name.Length - nameof(Attribute).Length);

    private static string MessageOf(AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string message } ? message : string.Empty;
}
