using System;
using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>
/// One sign-in on one device: one row, which changes with every refresh and grows with none. It holds no token and nothing that a token can be computed from without the one before it. Not sealed, so
/// that a store can add columns of its own.
/// </summary>
[SuppressMessage("Performance", "CA1819", Justification = "A row: columns of bytes are arrays wherever rows are read and written.")]
public class RefreshFamily
{
    /// <summary>32 lower-case hexadecimal digits: the key, and the claim <c>sid</c> of the access tokens. Not a credential.</summary>
    public string Id { get; set; } = "";

    /// <summary>Whose sign-in it is.</summary>
    public string UserId { get; set; } = "";

    /// <summary>How often it was rotated; what <see cref="IRefreshTokenStore.TryReplaceAsync"/> compares.</summary>
    public int Generation { get; set; }

    /// <summary>SHA-256 of the secret that is good now; 32 bytes.</summary>
    public byte[] Current { get; set; } = [];

    /// <summary>SHA-256 of the secret before it; 32 bytes, or none before the first rotation.</summary>
    public byte[] Previous { get; set; } = [];

    /// <summary>What made the current secret out of the one before; 32 random bytes, or none before the first rotation.</summary>
    public byte[] Nonce { get; set; } = [];

    /// <summary>The first 16 bytes of the SHA-256 of <see cref="ISessionStamp.SessionStamp"/> at the sign-in; null where the user has none.</summary>
    public byte[]? StampHash { get; set; }

    /// <summary>When the user signed in: <c>auth_time</c>.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The last rotation, or the sign-in.</summary>
    public DateTimeOffset RotatedAt { get; set; }

    /// <summary>When it is over without another refresh.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it is over in any case.</summary>
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>When it was ended, or null. A store may also remove what was ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it was ended.</summary>
    public RefreshEndReason? EndReason { get; set; }

    /// <summary>The user's generation when the sign-in began; see <see cref="IRefreshTokenStore.GenerationAsync"/>.</summary>
    public long UserGeneration { get; set; }

    /// <summary>See <see cref="SignIn.Client"/>.</summary>
    public string? Client { get; set; }

    /// <summary>See <see cref="SignIn.Device"/>.</summary>
    public string? Device { get; set; }

    /// <summary>See <see cref="SignIn.Methods"/>; separated by spaces.</summary>
    public string? Methods { get; set; }

    /// <summary>Nobody can refresh it any more. The last second counts as over: no access token could be made of it.</summary>
    internal bool IsOver(DateTimeOffset now) => EndedAt is not null || now >= ExpiresAt || EndsAt - now < TimeSpan.FromSeconds(1);

    internal RefreshFamily Copy() => (RefreshFamily)MemberwiseClone();
}
