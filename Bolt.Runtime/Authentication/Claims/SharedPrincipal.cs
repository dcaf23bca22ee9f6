using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Claims;
using System.Security.Principal;

namespace Bolt.Authentication.Claims;

/// <summary>
/// The principal of every request with the same credential. Much of an identity and of a claim can be written to and cannot be sealed (<see cref="ClaimsIdentity.Label"/>,
/// <see cref="ClaimsIdentity.Actor"/>, <see cref="ClaimsIdentity.BootstrapContext"/>, <see cref="Claim.Properties"/>). So each identity and each claim that leaves this class is a
/// copy, and what is written to it is seen by no one else.
/// </summary>
internal sealed class SharedPrincipal(List<Claim> claims, string backend) : ClaimsPrincipal
{
    /// <summary>Never handed out.</summary>
    private readonly SharedIdentity _kept = new(claims, backend);

    public override IIdentity Identity => Copy();

    public override IEnumerable<ClaimsIdentity> Identities => [Copy()];

    public override IEnumerable<Claim> Claims => Copy().Claims;

    public override Claim? FindFirst(string type) => _kept.FindFirst(type) is null ? null : Copy().FindFirst(type);

    public override Claim? FindFirst(Predicate<Claim> match) => Copy().FindFirst(match);

    public override IEnumerable<Claim> FindAll(string type) => _kept.FindFirst(type) is null ? [] : Copy().FindAll(type);

    public override IEnumerable<Claim> FindAll(Predicate<Claim> match) => Copy().FindAll(match);

    public override bool HasClaim(string type, string value) => _kept.HasClaim(type, value);

    public override bool HasClaim(Predicate<Claim> match) => Copy().HasClaim(match);

    public override bool IsInRole(string role) => _kept.HasClaim(_kept.RoleClaimType, role);

    public override void AddIdentity(ClaimsIdentity identity) => throw Shared();

    public override void AddIdentities(IEnumerable<ClaimsIdentity> identities) => throw Shared();

    /// <summary>An ordinary principal that may be changed.</summary>
    public override ClaimsPrincipal Clone() => new(_kept.Clone());

    public override void WriteTo(BinaryWriter writer) => Clone().WriteTo(writer);

    private static InvalidOperationException Shared() =>
        new("This principal serves every request with the same credential and cannot be changed. Clone() it and change the copy.");

    private SharedIdentity Copy() => new(_kept.Claims, _kept.AuthenticationType);

    /// <summary>Says so where a change would be lost. Its own <see cref="ClaimsIdentity.Clone"/> is an ordinary identity.</summary>
    private sealed class SharedIdentity(IEnumerable<Claim> claims, string? backend) : ClaimsIdentity(claims, backend, nameType: ClaimTypes.Name, roleType: BoltPrincipal.RoleClaim)
    {
        public override void AddClaim(Claim claim) => throw Shared();

        public override void AddClaims(IEnumerable<Claim?> claims) => throw Shared();

        public override void RemoveClaim(Claim? claim) => throw Shared();

        public override bool TryRemoveClaim(Claim? claim) => throw Shared();
    }
}
