using System;
using System.Collections.Generic;
using System.Security.Claims;

namespace Bolt;

/// <summary>Builds principals with the claim names of RFC 7519, and keeps one that several requests share from being changed by one of them.</summary>
internal static class BoltPrincipal
{
    public const string RoleClaim = "role";
    public const string PermissionClaim = "permission";

    public static ClaimsPrincipal Create(AuthContext auth)
    {
        var claims = new List<Claim> { new("sub", auth.UserId) };
        if (auth.Claims.GetString("username") is { } username)
        {
            claims.Add(new Claim("username", username));
        }

        if (auth.IsStaff)
        {
            claims.Add(new Claim("is_staff", "true", ClaimValueTypes.Boolean));
        }

        if (auth.IsSuperuser)
        {
            claims.Add(new Claim("is_superuser", "true", ClaimValueTypes.Boolean));
        }

        foreach (var permission in auth.Permissions)
        {
            claims.Add(new Claim(PermissionClaim, permission));
        }

        return new SharedPrincipal(new SharedIdentity(claims, auth.Backend));
    }

    private static InvalidOperationException Shared() =>
        new("This principal serves every request with the same credential and cannot be changed. Clone() it and change the copy.");

    private sealed class SharedPrincipal(ClaimsIdentity identity) : ClaimsPrincipal(identity)
    {
        public override void AddIdentity(ClaimsIdentity identity) => throw Shared();

        public override void AddIdentities(IEnumerable<ClaimsIdentity> identities) => throw Shared();
    }

    private sealed class SharedIdentity : ClaimsIdentity
    {
        private readonly bool _complete;

        public SharedIdentity(List<Claim> claims, string backend)
            : base(claims, backend, nameType: "sub", roleType: RoleClaim) => _complete = true;

        public override void AddClaim(Claim claim) => ThrowOr(() => base.AddClaim(claim));

        public override void AddClaims(IEnumerable<Claim?> claims) => ThrowOr(() => base.AddClaims(claims));

        public override void RemoveClaim(Claim? claim) => throw Shared();

        public override bool TryRemoveClaim(Claim? claim) => throw Shared();

        /// <summary>The base constructor may add through the virtual methods; only what comes later is a change.</summary>
        private void ThrowOr(Action add)
        {
            if (_complete)
            {
                throw Shared();
            }

            add();
        }
    }
}
