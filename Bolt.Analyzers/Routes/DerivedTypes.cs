using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>Which types of a compilation derive from which. Looks at every type once, so it is built only when a rule first has to know.</summary>
internal sealed class DerivedTypes
{
    // Dies with its compilation.
    private static readonly ConditionalWeakTable<Compilation, DerivedTypes> Known = new();

    private readonly Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> _direct = new(SymbolEqualityComparer.Default);

    private DerivedTypes(Compilation compilation)
    {
        foreach (var type in SymbolFacts.AllTypes(compilation.Assembly))
        {
            Add(type);
        }
    }

    public static DerivedTypes Get(Compilation compilation) => Known.GetValue(compilation, static c => new(c));

    /// <summary>The types of this compilation that derive from <paramref name="type"/>, generic ones from any construction of it.</summary>
    public IReadOnlyList<INamedTypeSymbol> DirectlyFrom(INamedTypeSymbol type) =>
        _direct.TryGetValue(type.OriginalDefinition, out var derived) ? derived : [];

    /// <summary>As <see cref="DirectlyFrom"/>, at any depth.</summary>
    public IEnumerable<INamedTypeSymbol> From(INamedTypeSymbol type)
    {
        foreach (var derived in DirectlyFrom(type))
        {
            yield return derived;
            foreach (var further in From(derived))
            {
                yield return further;
            }
        }
    }

    private void Add(INamedTypeSymbol type)
    {
        if (type.BaseType?.OriginalDefinition is { SpecialType: SpecialType.None } @base)
        {
            if (!_direct.TryGetValue(@base, out var derived))
            {
                _direct.Add(@base, derived = []);
            }

            derived.Add(type);
        }
    }
}
