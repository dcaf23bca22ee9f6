using System;
using System.Buffers;
using System.Runtime.CompilerServices;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>A list that starts on the stack and moves to pooled memory when it grows.</summary>
internal ref struct PooledList<T>(Span<T> initial)
    where T : unmanaged
{
    private const int FewestRented = 64;

    private Span<T> _items = initial;
    private T[]? _rented;
    private int _count;

    public readonly int Count => _count;

    public readonly ReadOnlySpan<T> Items => _items[.._count];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T item)
    {
        if ((uint)_count >= (uint)_items.Length)
        {
            Grow();
        }

        _items[_count++] = item;
    }

    public readonly void ReplaceLast(T item) => _items[_count - 1] = item;

    public void Truncate(int count) => _count = count;

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<T>.Shared.Return(_rented);
            _rented = null;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(FewestRented, _items.Length * 2));
        _items[.._count].CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<T>.Shared.Return(_rented);
        }

        _items = _rented = larger;
    }
}
