using System;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Routes;

/// <summary>The attributes of a handler that are metadata of its endpoint, as expressions: reading them by reflection, for every route at every start, is what generated code is there to avoid.</summary>
internal static class HandlerAttributes
{
    /// <summary>Null where generated code cannot write one of them down, and reflection has to be asked for all.</summary>
    public static ImmutableArray<string>? Parse(IMethodSymbol method, ImmutableArray<GuardUse> guards, Compilation compilation)
    {
        if (method.IsOverride)
        {
            // It inherits the attributes of the method it overrides.
            return null;
        }

        var attributes = ImmutableArray.CreateBuilder<string>();
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || IsIgnored(type))
            {
                continue;
            }

            if (SymbolFacts.IsGuard(type))
            {
                // A guard is made once: the field is that instance.
                var index = guards.ToList().FindIndex(g => ReferenceEquals(g.Attribute, attribute));
                if (index >= 0)
                {
                    attributes.Add("guard" + index);
                }

                continue;
            }

            if (!CanBeWritten(attribute, type, compilation))
            {
                return null;
            }

            attributes.Add($"new {TypeNames.TypeOf(type)}{GuardParser.Arguments(attribute)}");
        }

        return attributes.ToImmutable();
    }

    /// <summary>Bolt's own, which <c>BoltRouteInfo</c> represents, and what the compiler turns into flags of the method.</summary>
    private static bool IsIgnored(INamedTypeSymbol type) =>
        type.ContainingAssembly?.Name == BoltNames.RuntimeAssembly || SymbolFacts.Is(type, PlatformNames.MethodImplAttribute);

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

    private static bool CanBeWritten(AttributeData attribute, INamedTypeSymbol type, Compilation compilation) =>
        AttributeFacts.IsUnderstood(attribute, compilation)
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
                    return compilation.IsSymbolAccessibleWithin(member is IPropertySymbol property ? property.SetMethod ?? member : member, compilation.Assembly) && !UsageWarnings.IsReported(member);
                }
            }
        }

        return false;
    }
}
