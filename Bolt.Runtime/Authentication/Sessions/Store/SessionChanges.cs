using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace Bolt;

/// <summary>What a request changed in a session's values. Applied in this order: cleared, removed, set.</summary>
public sealed class SessionChanges
{
    /// <summary>No change.</summary>
    public static SessionChanges None { get; } = new();

    /// <summary>Everything that is there goes first.</summary>
    public bool Cleared { get; init; }

    /// <summary>UTF-8 JSON by name.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Set { get; init; } = FrozenDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>Names whose values go.</summary>
    public IReadOnlyCollection<string> Removed { get; init; } = [];

    /// <summary>How many octets the session's names (as UTF-8) and values may have together after the change; a change that grows it beyond is refused.</summary>
    public int MaximumSize { get; init; } = int.MaxValue;
}
