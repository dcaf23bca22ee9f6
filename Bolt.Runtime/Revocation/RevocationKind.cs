namespace Bolt;

/// <summary>What an entry of a revocation store is about.</summary>
public enum RevocationKind
{
    /// <summary>Not an entry.</summary>
    None = 0,

    /// <summary>One token, by its <c>jti</c>.</summary>
    Token = 1,

    /// <summary>A session's tokens, by their <c>sid</c>.</summary>
    Session = 2,

    /// <summary>A user's tokens that were issued before a moment.</summary>
    User = 3,

    /// <summary>All tokens of an issuer that were issued before a moment.</summary>
    Everyone = 4,
}
