using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>Accepts a JSON Web Token (RFC 7519) from a request header.</summary>
public class JwtAuthentication : IAuthenticationBackend
{
    /// <inheritdoc />
    public string Name => "jwt";

    /// <inheritdoc />
    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => throw new InvalidOperationException("not written yet");
}
