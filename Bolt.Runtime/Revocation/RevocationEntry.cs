namespace Bolt;

/// <summary>One row of a <see cref="KeyedRevocationStore"/>.</summary>
/// <param name="Kind">What it is about. For people who read the table: the key says the same.</param>
/// <param name="Key">The key. No two entries have the same.</param>
/// <param name="ExpiresAt">From when on no token needs it, in whole seconds since 1970 UTC.</param>
/// <param name="IssuedBefore">Tokens with an earlier <c>iat</c> are revoked; in whole seconds since 1970 UTC, or <see cref="Always"/>.</param>
public readonly record struct RevocationEntry(RevocationKind Kind, RevocationKey Key, long ExpiresAt, long IssuedBefore)
{
    /// <summary>Later than any <c>iat</c>: revoked whenever it was issued.</summary>
    public const long Always = uint.MaxValue;

    /// <summary>True when it revokes no less, and no shorter, than the other of its key.</summary>
    /// <param name="other">The other.</param>
    public bool Covers(RevocationEntry other) => ExpiresAt >= other.ExpiresAt && IssuedBefore >= other.IssuedBefore;
}
