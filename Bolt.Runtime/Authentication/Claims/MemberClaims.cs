using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Bolt.Authentication.Claims;

/// <summary>Claims that do not come from a token of Bolt's.</summary>
/// <param name="members">The claims by name.</param>
/// <param name="permissionClaims">Those that permissions were read from, where that is known.</param>
internal sealed class MemberClaims(IReadOnlyDictionary<string, JsonElement> members, IReadOnlyList<ClaimPath>? permissionClaims = null) : AuthClaims
{
    private protected override IReadOnlyDictionary<string, JsonElement> Members => members;

    internal override bool HoldsPermissions(string name)
    {
        foreach (var path in permissionClaims ?? [])
        {
            if (string.Equals(name, path.Name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return base.HoldsPermissions(name);
    }
}
