using System;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>What is worked out once for a compilation, however many of its routes ask. It lives as long as the compilation does.</summary>
internal sealed class PerCompilation<T>
    where T : class
{
    private readonly ConditionalWeakTable<Compilation, T> _values = new();
    private readonly ConditionalWeakTable<Compilation, T>.CreateValueCallback _create;

    public PerCompilation(Func<Compilation, T> create) => _create = compilation => create(compilation);

    public T Of(Compilation compilation) => _values.GetValue(compilation, _create);
}
