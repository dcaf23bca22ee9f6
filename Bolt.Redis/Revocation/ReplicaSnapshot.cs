namespace Bolt.Redis.Revocation;

/// <summary>What a reader needs, read once: <paramref name="Table"/> holds everything that was revoked by <paramref name="FreshAt"/>, and maybe more.</summary>
/// <param name="Table">What is revoked.</param>
/// <param name="FreshAt">When the last look that showed everything was sent; null where there was none.</param>
internal sealed record ReplicaSnapshot(RevocationTable Table, Moment? FreshAt);
