using System;
using System.Collections.Generic;

namespace Bolt.Authentication.Sessions;

/// <summary>What a request has changed in a session and not written yet.</summary>
internal sealed class SessionBuffer
{
    private Dictionary<string, ReadOnlyMemory<byte>>? _set;
    private HashSet<string>? _removed;

    public bool IsCleared { get; private set; }

    public bool IsEmpty => !IsCleared && _set is not { Count: > 0 } && _removed is not { Count: > 0 };

    public bool HasValues => _set is { Count: > 0 };

    public void Set(string name, ReadOnlyMemory<byte> value)
    {
        (_set ??= new(StringComparer.Ordinal))[name] = value;
        _removed?.Remove(name);
    }

    public void Remove(string name)
    {
        _set?.Remove(name);
        (_removed ??= new(StringComparer.Ordinal)).Add(name);
    }

    public void Clear()
    {
        Reset();
        IsCleared = true;
    }

    public void Reset()
    {
        _set = null;
        _removed = null;
        IsCleared = false;
    }

    /// <summary>True where the buffer says what the value is: set, or gone.</summary>
    public bool Knows(string name, out ReadOnlyMemory<byte>? value)
    {
        if (_set is not null && _set.TryGetValue(name, out var set))
        {
            value = set;
            return true;
        }

        value = null;
        return IsCleared || _removed?.Contains(name) == true;
    }

    /// <summary>The changes as they are now; later ones go elsewhere.</summary>
    public SessionChanges Take(int maximumSize)
    {
        var changes = new SessionChanges { Cleared = IsCleared, Set = _set ?? SessionChanges.None.Set, Removed = _removed is null ? [] : [.. _removed], MaximumSize = maximumSize };
        Reset();
        return changes;
    }

    public SessionChanges Peek() => new() { Cleared = IsCleared, Set = _set ?? SessionChanges.None.Set, Removed = _removed is null ? [] : [.. _removed] };
}
