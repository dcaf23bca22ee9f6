using System;
using System.Collections;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Bolt;

/// <summary>
/// Permissions, compared ordinally. Immutable. Takes a collection expression, <c>Permissions = ["orders.read"]</c>, and converts from <c>string[]</c>, <see cref="HashSet{T}"/> and
/// <see cref="FrozenSet{T}"/>.
/// </summary>
[CollectionBuilder(typeof(PermissionSet), nameof(Create))]
[SuppressMessage("Usage", "CA2225", Justification = "From(IEnumerable<string>) takes each of them.")]
public sealed class PermissionSet : IReadOnlySet<string>
{
    private readonly IReadOnlySet<string> _names;

    private PermissionSet(IReadOnlySet<string> names) => _names = names;

    /// <summary>No permission.</summary>
    public static PermissionSet Empty { get; } = new(FrozenSet<string>.Empty);

    /// <inheritdoc />
    public int Count => _names.Count;

    /// <summary>A set of the names.</summary>
    /// <param name="names">The names; repeated ones count once.</param>
    /// <exception cref="ArgumentException">A name is null.</exception>
    public static PermissionSet Create(params ReadOnlySpan<string> names)
    {
        if (names.IsEmpty)
        {
            return Empty;
        }

        var set = new HashSet<string>(names.Length, StringComparer.Ordinal);
        foreach (var name in names)
        {
            Add(set, name);
        }

        return new(set);
    }

    /// <summary>A set of the names. What is added to or removed from the argument later does not count.</summary>
    /// <param name="names">The names; repeated ones count once.</param>
    /// <exception cref="ArgumentNullException"><paramref name="names"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is null.</exception>
    public static PermissionSet From(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names is PermissionSet known)
        {
            return known;
        }

        if (names is FrozenSet<string> frozen && (ReferenceEquals(frozen.Comparer, StringComparer.Ordinal) || ReferenceEquals(frozen.Comparer, EqualityComparer<string>.Default)))
        {
            // Neither it nor its rules of comparing can change.
            return frozen.Count == 0 ? Empty : new(frozen);
        }

        var set = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            Add(set, name);
        }

        return set.Count == 0 ? Empty : new(set);
    }

    /// <summary>See <see cref="From"/>.</summary>
    /// <param name="names">The names.</param>
    public static implicit operator PermissionSet(string[] names) => From(names);

    /// <summary>See <see cref="From"/>.</summary>
    /// <param name="names">The names; compared ordinally from then on, whatever its comparer.</param>
    public static implicit operator PermissionSet(HashSet<string> names) => From(names);

    /// <summary>See <see cref="From"/>. Not copied where it compares ordinally.</summary>
    /// <param name="names">The names.</param>
    public static implicit operator PermissionSet(FrozenSet<string> names) => From(names);

    /// <inheritdoc />
    public bool Contains(string item) => _names.Contains(item);

    /// <inheritdoc />
    public bool IsProperSubsetOf(IEnumerable<string> other) => _names.IsProperSubsetOf(other);

    /// <inheritdoc />
    public bool IsProperSupersetOf(IEnumerable<string> other) => _names.IsProperSupersetOf(other);

    /// <inheritdoc />
    public bool IsSubsetOf(IEnumerable<string> other) => _names.IsSubsetOf(other);

    /// <inheritdoc />
    public bool IsSupersetOf(IEnumerable<string> other) => _names.IsSupersetOf(other);

    /// <inheritdoc />
    public bool Overlaps(IEnumerable<string> other) => _names.Overlaps(other);

    /// <inheritdoc />
    public bool SetEquals(IEnumerable<string> other) => _names.SetEquals(other);

    /// <inheritdoc />
    public IEnumerator<string> GetEnumerator() => _names.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The set itself, not a copy: nobody else may keep it. It compares ordinally.</summary>
    internal static PermissionSet Of(HashSet<string> names) => new(names);

    private static void Add(HashSet<string> set, string? name) => set.Add(name ?? throw new ArgumentException("A permission's name is null."));
}
