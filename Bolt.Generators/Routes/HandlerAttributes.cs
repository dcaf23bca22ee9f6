using System;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Routes;

/// <summary>The attributes of a handler and its classes that are metadata of its endpoint, as calls of the builder: reading them by reflection, for every route at every start, is what generated code is there to avoid.</summary>
internal static class HandlerAttributes
{
    /// <summary>What adds the attributes of the classes to the metadata, outermost first, as groups around an endpoint do.</summary>
    public static ImmutableArray<string> OfClass(INamedTypeSymbol type, Compilation compilation)
    {
        var calls = ImmutableArray.CreateBuilder<string>();
        var filters = ImmutableArray.CreateBuilder<string>();
        var isWritable = true;
        foreach (var attribute in EndpointAttributes.OfTypes(type))
        {
            if (EndpointFilters.Is(attribute))
            {
                calls.Add(Filter(attribute));
                filters.Add(Filter(attribute));
            }
            else if (!IsIgnored(attribute.AttributeClass) && !SymbolFacts.IsGuard(attribute.AttributeClass))
            {
                if (CanBeWritten(attribute, compilation))
                {
                    calls.Add(With(attribute));
                }
                else
                {
                    isWritable = false;
                }
            }
        }

        return isWritable ? calls.ToImmutable() : [".Attributes(typeof(Handler))", .. filters];
    }

    /// <summary>The same for the handler: what it overrides, the method itself, what overrides it. Guards of the classes are among them: they are fields of the endpoint.</summary>
    public static ImmutableArray<string> OfHandler(HandlerRoute route, ImmutableArray<GuardUse> guards, Compilation compilation)
    {
        var calls = ImmutableArray.CreateBuilder<string>();
        var filters = ImmutableArray.CreateBuilder<string>();
        calls.AddRange(EndpointAttributes.OfTypes(route.Type).Select(a => Guard(a, guards)).OfType<string>());
        var ofClass = calls.Count;
        filters.AddRange(EndpointAttributes.Overridden(route.Method).Reverse().SelectMany(static m => m.GetAttributes().Where(EndpointFilters.Is)).Select(Filter));
        calls.AddRange(filters);

        // An override inherits the attributes of the method it overrides.
        var isWritable = !route.Method.IsOverride;
        foreach (var method in route.Overriding.Insert(0, route.Method))
        {
            foreach (var attribute in method.GetAttributes())
            {
                if (EndpointFilters.Is(attribute))
                {
                    calls.Add(Filter(attribute));
                    filters.Add(Filter(attribute));
                }
                else if (!IsIgnored(attribute.AttributeClass))
                {
                    if (SymbolFacts.IsGuard(attribute.AttributeClass))
                    {
                        // A guard is made once: the field is that instance.
                        if (Guard(attribute, guards) is { } guard)
                        {
                            calls.Add(guard);
                        }
                    }
                    else if (CanBeWritten(attribute, compilation))
                    {
                        calls.Add(With(attribute));
                    }
                    else
                    {
                        isWritable = false;
                    }
                }
            }
        }

        return isWritable ? calls.ToImmutable() : [.. calls.Take(ofClass), ".Attributes()", .. route.Overriding.Select(Reflected), .. filters];
    }

    private static string With(AttributeData attribute) => $".With(new {TypeNames.TypeOf(attribute.AttributeClass!)}{GuardParser.Arguments(attribute)})";

    private static string Reflected(IMethodSymbol method) =>
        $".Attributes(typeof({TypeNames.Full(method.ContainingType)}).GetMethod({CSharpLiteral.Text(method.Name)}, BoltMapper.Declared, [{string.Join(", ", method.Parameters.Select(static p => new SignatureType(TypeNames.TypeOf(p.Type), p.RefKind != RefKind.None)))}]))";

    /// <summary>One that cannot be named refuses its route before this.</summary>
    private static string Filter(AttributeData attribute) => $".Filter<{TypeNames.Full(EndpointFilters.TypeOf(attribute)!)}>()";

    /// <summary>Null for a guard that is not asked, and for one of Bolt's.</summary>
    private static string? Guard(AttributeData attribute, ImmutableArray<GuardUse> guards)
    {
        if (IsIgnored(attribute.AttributeClass) || !SymbolFacts.IsGuard(attribute.AttributeClass))
        {
            return null;
        }

        var index = guards.ToList().FindIndex(g => ReferenceEquals(g.Attribute, attribute));
        return index < 0 ? null : $".With(guard{index})";
    }

    /// <summary>Bolt's own, which <c>BoltRouteInfo</c> represents, and what the compiler turns into flags of the method.</summary>
    private static bool IsIgnored(INamedTypeSymbol? type) =>
        type?.ContainingAssembly?.Name == BoltNames.RuntimeAssembly || SymbolFacts.Is(type, PlatformNames.MethodImplAttribute) || SymbolFacts.Is(type, PlatformNames.SuppressMessageAttribute);

    /// <summary>Whether the compiler leaves it out of the assembly depends on the symbols that are defined where it is used.</summary>
    private static bool IsConditional(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.ConditionalAttribute)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CanBeWritten(AttributeData attribute, Compilation compilation) =>
        attribute.AttributeClass is { } type
        && AttributeFacts.IsUnderstood(attribute, compilation)
        && AttributeFacts.IsReachable(attribute, compilation)
        && IsGlobal(type.ContainingAssembly, compilation)
        && attribute.NamedArguments.All(a => IsSettable(type, a.Key, compilation))
        && !attribute.AttributeConstructor!.Parameters.Any(IsFromCaller)
        && !UsageWarnings.Any(attribute)
        && !IsConditional(type);

    private static bool IsGlobal(IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GetMetadataReference(assembly)?.Properties.Aliases is not { IsEmpty: false } aliases || aliases.Contains("global", StringComparer.Ordinal);

    /// <summary>It would change with every edit above it, and hold a path of the machine.</summary>
    private static bool IsFromCaller(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(static a => a.AttributeClass is { } type && type.Name.StartsWith("Caller", StringComparison.Ordinal) && SymbolFacts.IsIn(type, PlatformNames.CompilerServices));

    private static bool IsSettable(INamedTypeSymbol type, string name, Compilation compilation)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(name))
            {
                if (member is IFieldSymbol or IPropertySymbol)
                {
                    return SymbolFacts.IsAccessible(member is IPropertySymbol property ? property.SetMethod ?? member : member, compilation) && !UsageWarnings.IsReported(member);
                }
            }
        }

        return false;
    }
}
