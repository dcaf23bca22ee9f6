using System;
using System.Buffers;

namespace Bolt;

/// <summary>A list that starts on the stack and moves to pooled memory when it grows.</summary>
internal ref struct PooledList<T>(Span<T> initial)
    where T : unmanaged
{
    private Span<T> _items = initial;
    private T[]? _rented;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<T> Items => _items[..Count];

    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            Grow();
        }

        _items[Count++] = item;
    }

    public void Truncate(int count) => Count = count;

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<T>.Shared.Return(_rented);
            _rented = null;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(_items.Length * 2);
        _items[..Count].CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<T>.Shared.Return(_rented);
        }

        _items = _rented = larger;
    }
}
