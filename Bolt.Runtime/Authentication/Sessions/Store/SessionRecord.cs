using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Threading;
using Bolt.Authentication.Sessions;

namespace Bolt;

/// <summary>A session as a store keeps it. Holds no secret: who reads the store can impersonate nobody.</summary>
public sealed class SessionRecord
{
    private const long Never = -1;

    // Ticks of UTC: half of a moment with its offset, and a store in memory keeps many records.
    private readonly long _createdTicks;
    private readonly long _endsTicks;
    private readonly long _rotatedTicks = Never;
    private readonly SecretHash _previousHash;
    private readonly bool _hasPreviousHash;
    private long _lastSeenTicks;

    /// <summary>The public id.</summary>
    public required SessionId Id { get; init; }

    /// <summary>The full type name of the backend whose cookie it is. Another backend's cookie never finds it.</summary>
    public required string Backend { get; init; }

    /// <summary>SHA-256 over application, backend and secret.</summary>
    public required SecretHash SecretHash { get; init; }

    /// <summary>The hash before the last rotation, to tell a late request from a stranger; or null.</summary>
    public SecretHash? PreviousHash
    {
        get => _hasPreviousHash ? _previousHash : null;
        init => (_previousHash, _hasPreviousHash) = (value.GetValueOrDefault(), value is not null);
    }

    /// <summary>When the secret was last replaced, or null.</summary>
    public DateTimeOffset? RotatedAt
    {
        get => _rotatedTicks == Never ? null : new(_rotatedTicks, TimeSpan.Zero);
        init => _rotatedTicks = value?.UtcTicks ?? Never;
    }

    /// <summary>Raised by every login: a write that names an earlier one is dropped.</summary>
    public int Epoch { get; init; }

    /// <summary><see cref="SessionGeneration.Current"/> of the user at login.</summary>
    public long Generation { get; init; }

    /// <summary>The cookie outlives the browser.</summary>
    public bool Persistent { get; init; }

    /// <summary>Who is signed in, or null.</summary>
    public string? UserId { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt
    {
        get => new(_createdTicks, TimeSpan.Zero);
        init => _createdTicks = value.UtcTicks;
    }

    /// <summary>The last request that was noted.</summary>
    public required DateTimeOffset LastSeenAt
    {
        get => new(Volatile.Read(ref _lastSeenTicks), TimeSpan.Zero);
        init => _lastSeenTicks = value.UtcTicks;
    }

    /// <summary>How long after <see cref="LastSeenAt"/> it is over.</summary>
    public required TimeSpan IdleTimeout { get; init; }

    /// <summary>When it is over in any case.</summary>
    public required DateTimeOffset EndsAt
    {
        get => new(_endsTicks, TimeSpan.Zero);
        init => _endsTicks = value.UtcTicks;
    }

    /// <summary>How its user signed in, or null.</summary>
    public SessionAuth? Auth { get; init; }

    /// <summary>The user agent of the request that signed in, at most 256 characters; or null.</summary>
    public string? Device { get; init; }

    /// <summary>The address of the request that signed in, where <c>SessionOptions.RecordAddress</c> asks for it.</summary>
    public string? Address { get; init; }

    /// <summary>UTF-8 JSON by name.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Values { get; init; } = FrozenDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>True when the session is over at that moment.</summary>
    /// <param name="now">The moment.</param>
    public bool IsOver(DateTimeOffset now) => now >= EndsAt || now - LastSeenAt >= IdleTimeout;

    /// <summary>For stores: the record with other values, or null where they would be larger than <see cref="SessionChanges.MaximumSize"/>. What makes a session smaller is never refused.</summary>
    /// <param name="changes">What to write.</param>
    public SessionRecord? With(SessionChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var values = SessionValues.Merge(Values, changes);
        return SessionValues.IsTooLarge(Values, values, changes.MaximumSize) ? null : SessionValues.With(this, values);
    }

    /// <summary>For stores: the record after a rotation, or null where its values would be larger than <see cref="SessionChanges.MaximumSize"/>. The store compares <see cref="SecretHash"/> itself.</summary>
    /// <param name="rotation">What it holds then.</param>
    /// <param name="changes">Values to write along.</param>
    public SessionRecord? Rotated(SessionRotation rotation, SessionChanges changes)
    {
        ArgumentNullException.ThrowIfNull(rotation);
        ArgumentNullException.ThrowIfNull(changes);
        var values = SessionValues.Merge(Values, changes);
        return SessionValues.IsTooLarge(Values, values, changes.MaximumSize) ? null : SessionValues.Rotated(this, rotation, values);
    }

    /// <summary>The caller it stands for, kept so that an accepted request builds none.</summary>
    internal AuthContext? Caller { get; set; }

    /// <summary>Moves <see cref="LastSeenAt"/> on, never back.</summary>
    internal void See(DateTimeOffset seen) => _lastSeenTicks = Math.Max(_lastSeenTicks, seen.UtcTicks);
}
