using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>What <c>global::</c> and a full name mean to the compiler.</summary>
internal static class FullNames
{
    private static readonly PerCompilation<ConcurrentDictionary<ISymbol, bool>> Known = new(static _ => new(SymbolEqualityComparer.Default));

    /// <summary>
    /// They mean this type: not one of the project's that is called the same, and not one that takes an extern alias to be told from it. A guard's
    /// namesake must never run in its place.
    /// </summary>
    public static bool Mean(INamedTypeSymbol type, Compilation compilation)
    {
        // Asked for every type of every route at every keystroke: most are the language's own, or the project's, and the others come again and again.
        if (type.SpecialType != SpecialType.None || type.IsTupleType || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
        {
            return true;
        }

        var known = Known.Of(compilation);
        if (!known.TryGetValue(type.OriginalDefinition, out var mean))
        {
            mean = Find(type.OriginalDefinition, compilation);
            known[type.OriginalDefinition] = mean;
        }

        return mean;
    }

    private static bool Find(INamedTypeSymbol type, Compilation compilation)
    {
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            // A class of the project wins over the namespace of a reference.
            if (compilation.GetCompilationNamespace(space.ContainingNamespace)?.GetTypeMembers(space.Name, 0).Any(IsAccessible) != false)
            {
                return false;
            }
        }

        var named = compilation.GetCompilationNamespace(type.ContainingNamespace)?.GetTypeMembers(type.Name, type.Arity).Where(IsAccessible).ToList();
        return named is { Count: 1 } && SymbolEqualityComparer.Default.Equals(named[0], type);

        bool IsAccessible(INamedTypeSymbol found) => SymbolFacts.IsAccessible(found, compilation);
    }
}
