using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>Identifies the caller of a request. A singleton from services, called by generated code through its concrete type.</summary>
public interface IAuthenticationBackend
{
    /// <summary>Shown as <see cref="AuthContext.Backend"/>; also the authentication scheme's name.</summary>
    string Name { get; }

    /// <summary>
    /// Looks at the request. An exception leads to a 500 and the handler does not run; refuse with <see cref="AuthenticationOutcome.Failed"/> instead.
    /// </summary>
    /// <param name="http">The request. Its body must not be read.</param>
    ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http);
}
