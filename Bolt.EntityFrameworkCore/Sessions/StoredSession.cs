using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>A row of the table <c>BoltSessions</c>: a <see cref="SessionRecord"/>. Times are ticks of UTC, durations ticks.</summary>
[SuppressMessage("Performance", "CA1819", Justification = "A row: columns of bytes are arrays wherever rows are read and written.")]
public class StoredSession
{
    /// <summary>The public id, as it is logged. The primary key.</summary>
    public string Id { get; set; } = "";

    /// <summary>See <see cref="SessionRecord.Backend"/>.</summary>
    public string Backend { get; set; } = "";

    /// <summary>See <see cref="SessionRecord.SecretHash"/>; 32 bytes.</summary>
    public byte[] SecretHash { get; set; } = [];

    /// <summary>See <see cref="SessionRecord.PreviousHash"/>.</summary>
    public byte[]? PreviousHash { get; set; }

    /// <summary>See <see cref="SessionRecord.RotatedAt"/>.</summary>
    public long? RotatedAt { get; set; }

    /// <summary>See <see cref="SessionRecord.Epoch"/>.</summary>
    public int Epoch { get; set; }

    /// <summary>See <see cref="SessionRecord.Generation"/>.</summary>
    public long Generation { get; set; }

    /// <summary>See <see cref="SessionRecord.Persistent"/>.</summary>
    public bool Persistent { get; set; }

    /// <summary>See <see cref="SessionRecord.UserId"/>.</summary>
    public string? UserId { get; set; }

    /// <summary>A hash of backend and user, to find a user's sessions by: 32 hexadecimal digits, or null.</summary>
    public string? UserKey { get; set; }

    /// <summary>See <see cref="SessionRecord.CreatedAt"/>.</summary>
    public long CreatedAt { get; set; }

    /// <summary>See <see cref="SessionRecord.LastSeenAt"/>.</summary>
    public long LastSeenAt { get; set; }

    /// <summary>See <see cref="SessionRecord.IdleTimeout"/>.</summary>
    public long IdleTimeout { get; set; }

    /// <summary>See <see cref="SessionRecord.EndsAt"/>.</summary>
    public long EndsAt { get; set; }

    /// <summary>When it is over without another request: the earlier of <see cref="EndsAt"/> and <see cref="LastSeenAt"/> + <see cref="IdleTimeout"/>.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>See <see cref="SessionAuth.AuthenticatedAt"/>; null where nobody is signed in.</summary>
    public long? AuthenticatedAt { get; set; }

    /// <summary>See <see cref="SessionAuth.Method"/>.</summary>
    public string? Method { get; set; }

    /// <summary>See <see cref="SessionAuth.StampHash"/>.</summary>
    public byte[]? StampHash { get; set; }

    /// <summary>See <see cref="SessionRecord.Device"/>.</summary>
    public string? Device { get; set; }

    /// <summary>See <see cref="SessionRecord.Address"/>.</summary>
    public string? Address { get; set; }

    /// <summary>See <see cref="SessionRecord.Values"/>: for each its name, as UTF-8 behind its length, and its bytes behind theirs. Empty for none.</summary>
    public byte[] Values { get; set; } = [];
}
