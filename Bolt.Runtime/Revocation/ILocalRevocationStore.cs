namespace Bolt;

/// <summary>
/// A store that knows what is revoked without asking anyone: it is asked without waiting, may say that it does not know, and <see cref="JwtIssuer.CreateToken"/>, which does not wait, gives a token that
/// follows a revocation a later <c>iat</c>.
/// </summary>
public interface ILocalRevocationStore : ISessionRevocationStore
{
    /// <summary>What <see cref="ISessionRevocationStore.IsRevokedAsync(AuthContext, System.Threading.CancellationToken)"/> says. The store logs what keeps it from knowing, once while it lasts.</summary>
    /// <param name="token">The caller, as a backend found it.</param>
    RevocationStatus Check(AuthContext token);

    /// <summary>The earliest <c>iat</c> of a token for the user, by its own entry and everyone's, in seconds since 1970; 0 for any.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="issuer">Whose user it is; null for this program's own.</param>
    long NotBefore(string userId, string? issuer = null);
}
