using System;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>What is worked out once for a declared symbol, however many routes ask. It lives as long as the symbol does, which is of one compilation.</summary>
internal sealed class PerSymbol<TSymbol, T>
    where TSymbol : class, ISymbol
{
    private readonly ConditionalWeakTable<TSymbol, StrongBox<T>> _values = new();
    private readonly ConditionalWeakTable<TSymbol, StrongBox<T>>.CreateValueCallback _create;

    public PerSymbol(Func<TSymbol, T> create) => _create = symbol => new(create(symbol));

    public T Of(TSymbol symbol) => _values.GetValue(symbol, _create).Value!;
}
