using System;
using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>
/// What is worked out once for a type in a compilation. Asked for every type of every route at every keystroke, and routes share most of their types.
/// </summary>
internal sealed class PerType<T>
{
    private readonly PerCompilation<ConcurrentDictionary<ITypeSymbol, T>> _known;
    private readonly Func<ITypeSymbol, Compilation, T> _find;

    /// <param name="comparer">Which types are the same: <see cref="SymbolEqualityComparer.IncludeNullability"/> where <c>?</c> makes a difference.</param>
    /// <param name="find">The work.</param>
    public PerType(SymbolEqualityComparer comparer, Func<ITypeSymbol, Compilation, T> find)
    {
        _known = new(_ => new(comparer));
        _find = find;
    }

    public T Of(ITypeSymbol type, Compilation compilation)
    {
        var known = _known.Of(compilation);
        return known.TryGetValue(type, out var value) ? value : known.GetOrAdd(type, _find(type, compilation));
    }
}
