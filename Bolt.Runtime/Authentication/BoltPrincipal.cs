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
        foreach (var (name, value) in auth.Claims)
        {
            if (name != "sub")
            {
                PrincipalClaims.Add(claims, name, value);
            }
        }

        AddFlag(claims, "is_staff", auth.IsStaff);
        AddFlag(claims, "is_superuser", auth.IsSuperuser);
        foreach (var permission in auth.Permissions)
        {
            claims.Add(new Claim(PermissionClaim, permission));
        }

        return new SharedPrincipal(new SharedIdentity(claims, auth.Backend));
    }

    private static void AddFlag(List<Claim> claims, string name, bool isSet)
    {
        if (isSet && !claims.Exists(claim => claim.Type == name))
        {
            claims.Add(new Claim(name, "true", ClaimValueTypes.Boolean));
        }
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
