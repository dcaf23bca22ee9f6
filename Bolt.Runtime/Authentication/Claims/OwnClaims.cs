using System;
using System.Security.Claims;

namespace Bolt.Authentication.Claims;

/// <summary>
/// Reads the claims that <see cref="BoltPrincipal"/> fills from the context. A guard reads them from the same place, so that it and a policy agree. Names in any case, as
/// <see cref="ClaimsPrincipal.FindFirst(string)"/> compares them.
/// </summary>
internal static class OwnClaims
{
    public static OwnClaim Find(string? name) =>
        Is(name, BoltPrincipal.SubjectClaim) || Is(name, ClaimTypes.NameIdentifier) ? OwnClaim.UserId
        : Is(name, BoltPrincipal.StaffClaim) ? OwnClaim.IsStaff
        : Is(name, BoltPrincipal.SuperuserClaim) ? OwnClaim.IsSuperuser
        : Is(name, BoltPrincipal.PermissionClaim) ? OwnClaim.Permission
        : OwnClaim.None;

    public static bool IsThere(OwnClaim claim, AuthContext auth) => claim switch
    {
        OwnClaim.UserId => auth.UserId.Length > 0,
        OwnClaim.IsStaff => auth.IsStaff,
        OwnClaim.IsSuperuser => auth.IsSuperuser,
        OwnClaim.Permission => auth.Permissions.Count > 0,
        _ => false,
    };

    public static bool Contains(OwnClaim claim, AuthContext auth, string value) => claim switch
    {
        OwnClaim.UserId => auth.UserId == value,
        OwnClaim.IsStaff => auth.IsStaff && value == "true",
        OwnClaim.IsSuperuser => auth.IsSuperuser && value == "true",
        OwnClaim.Permission => auth.HasPermission(value),
        _ => false,
    };

    private static bool Is(string? name, string own) => string.Equals(name, own, StringComparison.OrdinalIgnoreCase);
}
