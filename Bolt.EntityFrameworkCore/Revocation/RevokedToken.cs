namespace Bolt;

/// <summary>A row of what is revoked: a token, a session, a user or everyone.</summary>
public class RevokedToken : IRevokedToken
{
    /// <inheritdoc />
    public string Id { get; set; } = "";

    /// <inheritdoc />
    public RevocationKind Kind { get; set; }

    /// <inheritdoc />
    public long ExpiresAt { get; set; }

    /// <inheritdoc />
    public long IssuedBefore { get; set; }
}
