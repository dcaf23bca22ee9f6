using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace Bolt.Authentication.Sessions;

/// <summary>The values of a session that has few, as most do: an array takes a third of a dictionary's memory, and is read as fast.</summary>
internal sealed class FewValues : IReadOnlyDictionary<string, ReadOnlyMemory<byte>>
{
    /// <summary>More are kept in a dictionary: what looks through all of them must not take longer with every value.</summary>
    public const int Maximum = 8;

    private readonly KeyValuePair<string, ReadOnlyMemory<byte>>[] _values;

    public FewValues(IReadOnlyCollection<KeyValuePair<string, ReadOnlyMemory<byte>>> values) => _values = [.. values];

    public int Count => _values.Length;

    public IEnumerable<string> Keys => _values.Select(static v => v.Key);

    public IEnumerable<ReadOnlyMemory<byte>> Values => _values.Select(static v => v.Value);

    public ReadOnlyMemory<byte> this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The session has no value '{key}'.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out ReadOnlyMemory<byte> value)
    {
        ArgumentNullException.ThrowIfNull(key);
        foreach (var (name, known) in _values)
        {
            if (name == key)
            {
                value = known;
                return true;
            }
        }

        value = default;
        return false;
    }

    public IEnumerator<KeyValuePair<string, ReadOnlyMemory<byte>>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
