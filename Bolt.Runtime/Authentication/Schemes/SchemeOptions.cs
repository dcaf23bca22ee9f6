using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;

namespace Bolt;

/// <summary>How a <see cref="SchemeAuthentication"/> reads the principal of its scheme. Set in code; validated when the program starts.</summary>
[SuppressMessage("Usage", "CA2227", Justification = "See JwtOptions.")]
public sealed class SchemeOptions
{
    /// <summary>
    /// The type of the claim that is <see cref="AuthContext.UserId"/>. Null: <see cref="ClaimTypes.NameIdentifier"/>, else <c>sub</c>. A caller without it is refused with 401.
    /// </summary>
    public string? UserIdClaim { get; set; }

    /// <summary>
    /// The types of the claims that hold <see cref="AuthContext.Permissions"/>, all of them added up. A claim that is there once may hold several names separated by spaces, as
    /// <c>scope</c> has them. Empty: <c>permissions</c>.
    /// </summary>
    public IList<string> PermissionClaims { get; set => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>Says who is staff. No one by default.</summary>
    public Func<ClaimsPrincipal, bool> IsStaff { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = static _ => false;

    /// <summary>Says who is an administrator. No one by default.</summary>
    public Func<ClaimsPrincipal, bool> IsSuperuser { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = static _ => false;
}
