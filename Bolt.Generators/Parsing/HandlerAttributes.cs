using System;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Parsing;

/// <summary>The attributes of a handler that are metadata of its endpoint, as expressions: reading them by reflection, for every route at every start, is what generated code is there to avoid.</summary>
internal static class HandlerAttributes
{
    /// <summary>Null where generated code cannot write one of them down, and reflection has to be asked for all.</summary>
    public static ImmutableArray<string>? Parse(IMethodSymbol method, ImmutableArray<GuardUse> guards, Compilation compilation)
    {
        if (method.IsOverride)
        {
            // It inherits what stands on the method it overrides.
            return null;
        }

        var attributes = ImmutableArray.CreateBuilder<string>();
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || IsNotWritten(attribute, type))
            {
                continue;
            }

            if (SymbolFacts.IsGuard(type))
            {
                // The one instance there is of it.
                var index = guards.ToList().FindIndex(g => ReferenceEquals(g.Attribute, attribute));
                if (index >= 0)
                {
                    attributes.Add("guard" + index);
                }

                continue;
            }

            if (!AttributeFacts.IsUnderstood(attribute, compilation)
                || !AttributeFacts.IsReachable(attribute, compilation)
                || attribute.NamedArguments.Any(a => !IsSettable(type, a.Key, compilation))
                || IsReported(attribute.AttributeConstructor!))
            {
                return null;
            }

            attributes.Add($"new {TypeNames.TypeOf(type)}{GuardParser.Arguments(attribute)}");
        }

        return attributes.ToImmutable();
    }

    /// <summary>Bolt's own, for which <c>BoltRouteInfo</c> speaks, and those that are not in the assembly either.</summary>
    private static bool IsNotWritten(AttributeData attribute, INamedTypeSymbol type) =>
        type.ContainingAssembly?.Name == BoltNames.RuntimeAssembly
        || type is { Name: "MethodImplAttribute", ContainingNamespace: { Name: "CompilerServices" } }
        || (type.GetAttributes().Where(static a => a.AttributeClass?.Name == "ConditionalAttribute").ToList() is { Count: > 0 } conditions
            && !conditions.Any(c => c.ConstructorArguments[0].Value is string symbol
                && attribute.ApplicationSyntaxReference?.SyntaxTree.Options.PreprocessorSymbolNames.Contains(symbol, StringComparer.Ordinal) == true));

    private static bool IsSettable(INamedTypeSymbol type, string name, Compilation compilation)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(name))
            {
                if (member is IFieldSymbol or IPropertySymbol)
                {
                    return compilation.IsSymbolAccessibleWithin(member is IPropertySymbol property ? property.SetMethod ?? member : member, compilation.Assembly) && !IsReported(member);
                }
            }
        }

        return false;
    }

    /// <summary>The compiler reports who uses it, and would report generated code too, in which nobody can suppress it.</summary>
    private static bool IsReported(ISymbol symbol)
    {
        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (Reports(current))
            {
                return true;
            }
        }

        return Reports(symbol.ContainingAssembly) || Reports(symbol.ContainingModule);
    }

    private static bool Reports(ISymbol symbol) => symbol.GetAttributes().Any(static a =>
        a.AttributeClass?.Name == "ExperimentalAttribute" || (a.AttributeClass?.Name == "ObsoleteAttribute" && a.ConstructorArguments.Length == 2 && a.ConstructorArguments[1].Value is true));
}
