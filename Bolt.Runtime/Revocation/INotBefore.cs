namespace Bolt.Revocation;

/// <summary>A store that knows without waiting from when on a user's tokens are good: <see cref="JwtIssuer.CreateToken"/> does not wait.</summary>
internal interface INotBefore
{
    /// <summary>The earliest <c>iat</c> of a token for the user, by its own entry and everyone's, in seconds since 1970; 0 for any.</summary>
    long NotBefore(string userId, string? issuer);
}
