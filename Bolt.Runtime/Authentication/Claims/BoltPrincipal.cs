using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Security.Claims;
using System.Text.Json;

namespace Bolt.Authentication.Claims;

/// <summary>
/// Builds principals with the claim names of RFC 7519. The names that <see cref="AuthContext"/> gives a meaning to are filled from the context alone, so that a policy and a
/// guard that ask the same question get the same answer, whatever a token contains under such a name.
/// </summary>
internal static class BoltPrincipal
{
    public const string RoleClaim = "role";
    public const string RolesClaim = "roles";
    public const string PermissionClaim = "permission";
    public const string SubjectClaim = "sub";
    public const string StaffClaim = "is_staff";
    public const string SuperuserClaim = "is_superuser";

    /// <summary>In any case, because <see cref="ClaimsPrincipal.FindFirst(string)"/> and <c>RequireClaim</c> ignore the case of a claim's name.</summary>
    private static readonly FrozenSet<string> Own = new[] { SubjectClaim, StaffClaim, SuperuserClaim, PermissionClaim, RoleClaim, RolesClaim, ClaimTypes.NameIdentifier, ClaimTypes.Name }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Names = ["username", "preferred_username", "name"];

    public static ClaimsPrincipal Create(AuthContext auth) => new SharedPrincipal(Claims(auth), auth.Backend);

    private static List<Claim> Claims(AuthContext auth)
    {
        var claims = new List<Claim> { new(SubjectClaim, auth.UserId), new(ClaimTypes.NameIdentifier, auth.UserId), new(ClaimTypes.Name, NameOf(auth)) };
        foreach (var (name, value) in auth.Claims)
        {
            if (name is RoleClaim or RolesClaim)
            {
                AddRoles(claims, auth, name, value);
            }
            else if (Own.Contains(name))
            {
                continue;
            }
            else if (auth.Claims.HoldsPermissions(name))
            {
                AddGranted(claims, auth, name, value);
            }
            else
            {
                PrincipalClaims.Add(claims, name, value);
            }
        }

        AddFlag(claims, StaffClaim, auth.IsStaff);
        AddFlag(claims, SuperuserClaim, auth.IsSuperuser);
        foreach (var permission in auth.Permissions)
        {
            claims.Add(new Claim(PermissionClaim, permission));
        }

        return claims;
    }

    private static string NameOf(AuthContext auth)
    {
        foreach (var claim in Names)
        {
            if (auth.Claims.GetString(claim) is { Length: > 0 } name)
            {
                return name;
            }
        }

        return auth.UserId;
    }

    /// <summary>Anyone who reads permissions under the name of their claim finds those that <see cref="AuthContext.HasPermission"/> finds, and no other.</summary>
    private static void AddGranted(List<Claim> claims, AuthContext auth, string name, JsonElement value)
    {
        foreach (var permission in PermissionReader.Names(value))
        {
            if (auth.HasPermission(permission))
            {
                claims.Add(new Claim(name, permission));
            }
        }
    }

    /// <summary>
    /// Roles under both names: several issuers write the plural, and <c>IsInRole</c> looks for one name only. Values that cannot be role names are omitted, as <see cref="Requires"/>
    /// does.
    /// </summary>
    private static void AddRoles(List<Claim> claims, AuthContext auth, string name, JsonElement value)
    {
        if (auth.Claims.HoldsPermissions(name))
        {
            AddGranted(claims, auth, name, value);
        }
        else
        {
            PrincipalClaims.AddScalars(claims, name, value);
        }

        if (name == RolesClaim)
        {
            var added = claims.Count;
            PrincipalClaims.AddScalars(claims, RoleClaim, value);
            if (auth.Claims.HoldsPermissions(RoleClaim))
            {
                RemoveWhatIsNotGranted(claims, added, auth);
            }
        }
    }

    private static void RemoveWhatIsNotGranted(List<Claim> claims, int from, AuthContext auth)
    {
        for (var i = claims.Count - 1; i >= from; i--)
        {
            if (!auth.HasPermission(claims[i].Value))
            {
                claims.RemoveAt(i);
            }
        }
    }

    /// <summary>Not where it is false: a policy may check only that the claim is there.</summary>
    private static void AddFlag(List<Claim> claims, string name, bool isSet)
    {
        if (isSet)
        {
            claims.Add(new Claim(name, "true", ClaimValueTypes.Boolean));
        }
    }
}
