namespace Bolt.Testing.Credentials;

/// <summary>What is wrong with a token.</summary>
internal enum TokenFlaw
{
    None,
    OtherKey,
    Altered,
    Unsigned,
    Expired,
    NotYetValid,
    OtherIssuer,
    OtherAudience,
}
