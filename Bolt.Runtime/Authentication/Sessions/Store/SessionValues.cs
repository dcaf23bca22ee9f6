using System;
using System.Collections.Generic;
using System.Text;

namespace Bolt.Authentication.Sessions;

/// <summary>A session's values and what a request changes in them.</summary>
internal static class SessionValues
{
    /// <summary>Octets of names and values together.</summary>
    public static long SizeOf(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values)
    {
        var size = 0L;
        foreach (var (name, value) in values)
        {
            size += Encoding.UTF8.GetByteCount(name) + value.Length;
        }

        return size;
    }

    /// <summary>What makes a session smaller is never refused, also where the limit was lowered.</summary>
    public static bool IsTooLarge(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> before, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> after, int maximum)
    {
        if (ReferenceEquals(before, after))
        {
            return false;
        }

        var size = SizeOf(after);
        return size > maximum && size > SizeOf(before);
    }

    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Merge(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values, SessionChanges changes)
    {
        if (!changes.Cleared && changes.Set.Count == 0 && changes.Removed.Count == 0)
        {
            return values;
        }

        var merged = new Dictionary<string, ReadOnlyMemory<byte>>((changes.Cleared ? 0 : values.Count) + changes.Set.Count, StringComparer.Ordinal);
        if (!changes.Cleared)
        {
            foreach (var (name, value) in values)
            {
                merged.Add(name, value);
            }

            foreach (var name in changes.Removed)
            {
                merged.Remove(name);
            }
        }

        foreach (var (name, value) in changes.Set)
        {
            merged[name] = value;
        }

        return merged.Count == 0 ? SessionChanges.None.Set : merged.Count <= FewValues.Maximum ? new FewValues(merged) : merged;
    }

    /// <summary>The record with other values.</summary>
    public static SessionRecord With(SessionRecord record, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values) => new()
    {
        Id = record.Id,
        Backend = record.Backend,
        SecretHash = record.SecretHash,
        PreviousHash = record.PreviousHash,
        RotatedAt = record.RotatedAt,
        Epoch = record.Epoch,
        Generation = record.Generation,
        Persistent = record.Persistent,
        UserId = record.UserId,
        CreatedAt = record.CreatedAt,
        LastSeenAt = record.LastSeenAt,
        IdleTimeout = record.IdleTimeout,
        EndsAt = record.EndsAt,
        Auth = record.Auth,
        Device = record.Device,
        Address = record.Address,
        Values = values,
    };

    public static SessionRecord Rotated(SessionRecord record, SessionRotation rotation, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values) => new()
    {
        Id = record.Id,
        Backend = record.Backend,
        CreatedAt = record.CreatedAt,
        SecretHash = rotation.SecretHash,
        PreviousHash = rotation.PreviousHash,
        RotatedAt = rotation.RotatedAt,
        Epoch = rotation.Epoch,
        Generation = rotation.Generation,
        Persistent = rotation.Persistent,
        UserId = rotation.UserId,
        LastSeenAt = rotation.LastSeenAt > record.LastSeenAt ? rotation.LastSeenAt : record.LastSeenAt,
        IdleTimeout = rotation.IdleTimeout,
        EndsAt = rotation.EndsAt,
        Auth = rotation.Auth,
        Device = rotation.Device,
        Address = rotation.Address,
        Values = values,
    };
}
