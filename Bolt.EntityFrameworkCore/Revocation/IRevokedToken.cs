namespace Bolt;

/// <summary>A row of what is revoked, for an entity type of your own; <see cref="RevokedToken"/> is the ready-made one. Rows only grow, and leave when no token needs them.</summary>
public interface IRevokedToken
{
    /// <summary>The <see cref="RevocationKey"/>: 32 hexadecimal digits. The primary key.</summary>
    string Id { get; set; }

    /// <summary>What it is about, for people who read the table.</summary>
    RevocationKind Kind { get; set; }

    /// <summary>From when on no token needs it, in whole seconds since 1970 UTC.</summary>
    long ExpiresAt { get; set; }

    /// <summary>Tokens with an earlier <c>iat</c> are revoked, in whole seconds since 1970 UTC; <see cref="RevocationEntry.Always"/> for all.</summary>
    long IssuedBefore { get; set; }
}
