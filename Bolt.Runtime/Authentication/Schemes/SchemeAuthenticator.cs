using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Bolt.Authentication.Claims;
using Bolt.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Bolt.Authentication.Schemes;

/// <summary>Asks ASP.NET Core's authentication, and makes a caller of the principal it returns.</summary>
internal sealed class SchemeAuthenticator(string name, string scheme, SchemeOptions options)
{
    // Constants: they become tags, and a scheme's own message may repeat the credential.
    private const string Refused = "refused by its scheme";
    private const string Circular = "scheme forwards to its own backend";

    private readonly ClaimPath[] _permissionClaims = options.PermissionClaims.Count == 0
        ? PrincipalCaller.DefaultPermissionClaims
        : [.. options.PermissionClaims.Select(static c => new ClaimPath(c))];

    /// <summary>Marks a request that is being challenged.</summary>
    private readonly object _challenge = new();

    public string Name => name;

    public async ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        if (!http.Items.TryAdd(this, null))
        {
            // A policy scheme that forwards to one of Bolt's schemes, which asks this backend again.
            return AuthenticationOutcome.Failed(Circular);
        }

        try
        {
            return Conclude(await http.AuthenticateAsync(scheme).ConfigureAwait(false));
        }
        finally
        {
            http.Items.Remove(this);
        }
    }

    /// <summary>A scheme may respond with 403, as that of client certificates does, or say nothing: there is a challenge for this backend all the same (RFC 9110 §15.5.2).</summary>
    public async Task ChallengeAsync(HttpContext http)
    {
        if (!http.Items.TryAdd(_challenge, null))
        {
            // A policy scheme that forwards to one of Bolt's schemes, which challenges this backend again.
            return;
        }

        var before = http.Response.Headers.WWWAuthenticate.Count;
        try
        {
            await http.ChallengeAsync(scheme).ConfigureAwait(false);
        }
        finally
        {
            http.Items.Remove(_challenge);
        }

        if (!http.Response.HasStarted && http.Response.Headers.WWWAuthenticate.Count == before)
        {
            http.Response.Headers.Append("WWW-Authenticate", HeaderText.Token(name));
        }
    }

    private AuthenticationOutcome Conclude(AuthenticateResult result)
    {
        if (!result.Succeeded)
        {
            return result.Failure is null ? AuthenticationOutcome.NoCredentials : AuthenticationOutcome.Failed(Refused);
        }

        var auth = PrincipalCaller.TryCreate(
            result.Principal, name, options.UserIdClaim, _permissionClaims, out var failure, options.IsStaff, options.IsSuperuser, result.Properties?.ExpiresUtc);
        return auth is null ? AuthenticationOutcome.Failed(failure!) : AuthenticationOutcome.Success(auth);
    }
}
