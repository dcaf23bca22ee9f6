namespace Bolt.Authentication.Claims;

/// <summary>The claims whose values are what <see cref="AuthContext"/> says.</summary>
internal enum OwnClaim
{
    /// <summary>Any other claim.</summary>
    None = 0,
    UserId,
    IsStaff,
    IsSuperuser,
    Permission,
}
