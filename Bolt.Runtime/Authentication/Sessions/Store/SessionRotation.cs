using System;

namespace Bolt;

/// <summary>What a record holds after its secret was replaced. Everything is given: the store compares the hash and writes.</summary>
public sealed class SessionRotation
{
    /// <summary>The new hash.</summary>
    public required SecretHash SecretHash { get; init; }

    /// <summary>See <see cref="SessionRecord.PreviousHash"/>.</summary>
    public SecretHash? PreviousHash { get; init; }

    /// <summary>See <see cref="SessionRecord.RotatedAt"/>.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>See <see cref="SessionRecord.Epoch"/>.</summary>
    public required int Epoch { get; init; }

    /// <summary>See <see cref="SessionRecord.Generation"/>.</summary>
    public long Generation { get; init; }

    /// <summary>See <see cref="SessionRecord.Persistent"/>.</summary>
    public bool Persistent { get; init; }

    /// <summary>See <see cref="SessionRecord.UserId"/>.</summary>
    public string? UserId { get; init; }

    /// <summary>See <see cref="SessionRecord.LastSeenAt"/>.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>See <see cref="SessionRecord.IdleTimeout"/>.</summary>
    public required TimeSpan IdleTimeout { get; init; }

    /// <summary>See <see cref="SessionRecord.EndsAt"/>.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>See <see cref="SessionRecord.Auth"/>.</summary>
    public SessionAuth? Auth { get; init; }

    /// <summary>See <see cref="SessionRecord.Device"/>.</summary>
    public string? Device { get; init; }

    /// <summary>See <see cref="SessionRecord.Address"/>.</summary>
    public string? Address { get; init; }
}
