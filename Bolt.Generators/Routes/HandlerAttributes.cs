using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
                // The one instance there is of it.
                var index = guards.ToList().FindIndex(g => ReferenceEquals(g.Attribute, attribute));
                if (index >= 0)
                {
                    attributes.Add("guard" + index);
                }

                continue;
            }

            if (Conditions(type).ToList() is { Count: > 0 } conditions && attribute.ApplicationSyntaxReference?.SyntaxTree is { } tree)
            {
                if (HasDefinitions(tree))
                {
                    return null;
                }

                if (!conditions.Exists(c => tree.Options.PreprocessorSymbolNames.Contains(c, StringComparer.Ordinal)))
                {
                    // The compiler leaves it out of the assembly.
                    continue;
                }
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

    private static IEnumerable<string> Conditions(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var attribute in current.GetAttributes())
            {
                if (SymbolFacts.Is(attribute.AttributeClass, PlatformNames.ConditionalAttribute)
                    && attribute.ConstructorArguments.Length == 1
                    && attribute.ConstructorArguments[0].Value is string symbol)
                {
                    yield return symbol;
                }
            }
        }
    }

    private static bool HasDefinitions(SyntaxTree tree) =>
        tree.GetRoot() is CompilationUnitSyntax root && root.GetFirstToken(includeZeroWidth: true).LeadingTrivia.Any(static t => t.GetStructure() is DefineDirectiveTriviaSyntax or UndefDirectiveTriviaSyntax);

    private static bool CanBeWritten(AttributeData attribute, INamedTypeSymbol type, Compilation compilation) =>
        AttributeFacts.IsUnderstood(attribute, compilation)
        && AttributeFacts.IsReachable(attribute, compilation)
        && IsGlobal(type.ContainingAssembly, compilation)
        && attribute.NamedArguments.All(a => IsSettable(type, a.Key, compilation))
        && !attribute.AttributeConstructor!.Parameters.Any(IsFromCaller)
        && !UsageWarnings.Any(attribute);

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
