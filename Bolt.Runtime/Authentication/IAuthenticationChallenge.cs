namespace Bolt;

/// <summary>
/// A backend that writes its own challenge. A backend without this interface is announced in <c>WWW-Authenticate</c> by its
/// <see cref="IAuthenticationBackend.Name"/>.
/// </summary>
public interface IAuthenticationChallenge
{
    /// <summary>The <c>WWW-Authenticate</c> value of a 401 (RFC 9110 §11.6.1).</summary>
    /// <param name="outcome">What this backend said of the request; do not add why beyond what the scheme's RFC allows.</param>
    string Unauthorized(AuthenticationOutcome outcome);

    /// <summary>The <c>WWW-Authenticate</c> value of a 403 for a caller this backend accepted, or null for none (RFC 6750 §3.1).</summary>
    string? Forbidden { get; }
}
