using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Claims;
using Bolt.Authentication.Jwt.Validation;

namespace Bolt.Authentication.Claims;

/// <summary>Makes a caller of a principal that something other than Bolt has authenticated.</summary>
internal static class PrincipalCaller
{
    public const string NotAuthenticated = "not authenticated";
    public const string NoUserId = "no user id";

    public static ClaimPath[] DefaultPermissionClaims { get; } = [new(JwtValidationParameters.DefaultPermissionClaim)];

    /// <summary>The caller, or null and why not.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="backend">The accepting backend's name.</param>
    /// <param name="userIdClaim">The type of the claim with the id; null: the usual ones.</param>
    /// <param name="permissionClaims">The claims that permissions are read from.</param>
    /// <param name="failure">Why it is not a caller.</param>
    /// <param name="isStaff">Says who is staff.</param>
    /// <param name="isSuperuser">Says who is an administrator.</param>
    /// <param name="expiresAt">When the credential ends.</param>
    public static AuthContext? TryCreate(
        ClaimsPrincipal principal,
        string backend,
        string? userIdClaim,
        IReadOnlyList<ClaimPath> permissionClaims,
        out string? failure,
        Func<ClaimsPrincipal, bool>? isStaff = null,
        Func<ClaimsPrincipal, bool>? isSuperuser = null,
        DateTimeOffset? expiresAt = null)
    {
        // What an identity claims that nobody authenticated is hearsay.
        var identities = principal.Identities.Where(static i => i.IsAuthenticated).ToList();
        var userId = userIdClaim is null
            ? Find(identities, ClaimTypes.NameIdentifier) ?? Find(identities, BoltPrincipal.SubjectClaim)
            : Find(identities, userIdClaim);
        failure = identities.Count == 0 ? NotAuthenticated : userId is null ? NoUserId : null;
        if (failure is not null)
        {
            return null;
        }

        var trusted = new ClaimsPrincipal(identities);
        var members = PrincipalReader.Read(identities);
        return new AuthContext(userId!, backend)
        {
            Claims = new MemberClaims(members, permissionClaims),
            Permissions = PermissionReader.Read(new MemberClaims(members), permissionClaims),
            IsStaff = isStaff?.Invoke(trusted) ?? false,
            IsSuperuser = isSuperuser?.Invoke(trusted) ?? false,
            ExpiresAt = expiresAt,
        };
    }

    private static string? Find(List<ClaimsIdentity> identities, string type)
    {
        foreach (var identity in identities)
        {
            if (identity.FindFirst(type)?.Value is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}
