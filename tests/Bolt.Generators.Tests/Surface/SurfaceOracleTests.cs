using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Xunit;

namespace Bolt.Generators.Tests.Surface;

/// <summary>
/// The order by force: every pair of policies, against an oracle that tries all callers. It may never say "not weaker" where a caller gets in who did not before, and must say so for every
/// other pair without guards of the application's own.
/// </summary>
public sealed class SurfaceOracleTests
{
    private static readonly string[] Alone =
    [
        "IsAuthenticated", "IsStaff", "IsAdminUser", "LoginRequired", "RecentLogin", "RecentLogin(Minutes = 5)",
        "HasPermission(\"a\")", "HasAllPermissions(\"a\", \"b\")", "HasAnyPermission(\"a\", \"b\")", "HasAnyPermission(\"a\", \"b\", \"c\")", "HasAnyPermission()", "PermissionRequired(\"b\")",
        "Requires(\"r\")", "Requires(\"r\", Match = Bolt.ClaimMatch.None)", "Requires(\"r\", \"x\")", "Requires(\"r\", \"x\", \"y\")", "Requires(\"r\", \"x\", \"y\", Match = Bolt.ClaimMatch.All)",
        "Requires(\"r\", \"y\", Match = Bolt.ClaimMatch.None)", "Requires(\"r\", \"x\", \"y\", Match = Bolt.ClaimMatch.None)", "Shop.Open", "Shop.Owner!id",
    ];

    private static readonly string[][] Backends = [[], ["jwt"], ["api_key"], ["jwt", "api_key"]];

    [Fact]
    public void Every_pair_of_policies_agrees_with_an_oracle_that_tries_all_callers()
    {
        var callers = Callers().ToArray();
        var policies = Policies().Select(p => (Line: p, Policy: new SurfacePolicy(p), In: Who(p, callers), IsOwn: p.Guards.Any(static g => g.StartsWith("Shop.", StringComparison.Ordinal)))).ToArray();
        var (pairs, unsound, incomplete, cautious) = (0, new List<string>(), new List<string>(), 0);
        foreach (var before in policies)
        {
            foreach (var after in policies)
            {
                pairs++;
                var isWithin = IsSubset(after.In, before.In);
                var says = SurfaceOrder.IsWithin(after.Policy, before.Policy);
                if (says && !isWithin)
                {
                    unsound.Add($"{before.Line} ⇐ {after.Line}");
                }
                else if (!says && isWithin && !before.IsOwn && !after.IsOwn)
                {
                    incomplete.Add($"{before.Line} ⇐ {after.Line}");
                }
                else if (!says && isWithin)
                {
                    cautious++;
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{policies.Length} policies, {pairs} pairs, {callers.Length} callers, {cautious} called weaker to be on the safe side");
        Assert.True(policies.Length > 800, "too few policies");
        Assert.Empty(unsound.Take(10));
        Assert.Empty(incomplete.Take(10));
    }

    [Fact]
    public void A_weaker_route_always_has_a_reason_and_a_stronger_one_none()
    {
        var policies = Policies().Where(static (_, i) => i % 5 == 0).ToArray();
        foreach (var before in policies)
        {
            foreach (var after in policies)
            {
                var change = SurfaceOrder.Compare(before, after);
                Assert.Equal(change.Kind == SurfaceChangeKind.Weaker, change.Reasons.Count > 0);
                Assert.Equal(change.Kind == SurfaceChangeKind.Weaker, !SurfaceOrder.IsWithin(new(after), new(before)));
            }
        }
    }

    /// <summary>
    /// The same with what another site makes a visitor's browser send: who is called as whom. Such a request has every cookie of the visitor, so it may act as them where the route reads the cookie and
    /// nobody looks at where the request comes from.
    /// </summary>
    [Fact]
    public void Every_pair_with_cookies_agrees_with_an_oracle_that_tries_other_sites()
    {
        string[][] backends = [[], ["jwt"], ["session"], ["jwt", "session"], ["Shop.Site!cookie"]];
        string[][] guards = [[], ["AllowAny"], ["IsAuthenticated"], ["IsStaff"], ["IsAdminUser"], ["IsStaff", "IsAdminUser"]];
        var policies = (from auth in backends from guard in guards from option in new string[][] { [], [SurfaceLine.NoCrossSiteCheck] } select new SurfaceLine("POST", "/a", auth, guard, option, "A.B")).ToArray();
        foreach (var before in policies)
        {
            foreach (var after in policies)
            {
                var (had, has) = (Calls(before), Calls(after));
                Assert.True(SurfaceOrder.Compare(before, after).Kind == SurfaceChangeKind.Weaker == !has.IsSubsetOf(had), $"{before} ⇐ {after}: {string.Join(", ", has.Except(had))}");
            }
        }

        static HashSet<string> Calls(SurfaceLine policy)
        {
            var calls = new HashSet<string>();
            foreach (var staff in new[] { false, true })
            {
                foreach (var admin in new[] { false, true })
                {
                    var caller = new Caller(null, 0, staff, admin, [], 0, false, false, false);
                    bool Lets(bool known) => policy.Guards.Count > 0 && policy.Guards.All(g => Passes(g, caller, known));
                    if (Lets(false))
                    {
                        // With any credential or none: what is not read does not matter.
                        calls.UnionWith(["a caller without", "a caller of jwt", "a caller of session", "a caller of Shop.Site!cookie"]);
                    }

                    foreach (var backend in policy.Auth.Where(_ => Lets(true)))
                    {
                        calls.Add($"a caller of {backend}{(Lets(false) ? "" : $" who is {staff} {admin}")}");
                        if (SurfacePolicy.IsCookie(backend) && policy.IsCrossSiteCheckOff)
                        {
                            calls.Add($"another site as a visitor who is {staff} {admin}");
                        }
                    }
                }
            }

            // A caller who gets in without being known gets in with any credential, too.
            return calls.Contains("a caller without") ? [.. calls, .. from b in new[] { "jwt", "session", "Shop.Site!cookie" } from s in new[] { false, true } from a in new[] { false, true } select $"a caller of {b} who is {s} {a}"] : calls;
        }
    }

    private static IEnumerable<SurfaceLine> Policies()
    {
        var guards = new List<string[]> { Array.Empty<string>(), new[] { "AllowAny" } };
        for (var i = 0; i < Alone.Length; i++)
        {
            guards.Add([Alone[i]]);
            for (var j = i + 1; j < Alone.Length; j++)
            {
                guards.Add([Alone[i], Alone[j]]);
            }
        }

        return from auth in Backends from guard in guards select new SurfaceLine("GET", "/a", auth, guard, [], "A.B");
    }

    /// <summary>Who gets in with a credential of one backend, or without any, having what they have.</summary>
    private sealed record Caller(string? Credential, int Permissions, bool IsStaff, bool IsAdmin, string[] Claim, int LoginAge, bool MayOpen, bool MayOpenKnown, bool IsOwner);

    private static IEnumerable<Caller> Callers() =>
        from credential in new[] { null, "jwt", "api_key" }
        from permissions in Enumerable.Range(0, 8)
        from staff in new[] { false, true }
        from admin in new[] { false, true }
        from claim in new string[][] { [], ["x"], ["y"], ["x", "y"], ["z"] }
        from age in new[] { 1, 7, 20 }
        from open in new[] { 0, 1, 2, 3 }
        select new Caller(credential, permissions, staff, admin, claim, age, (open & 1) != 0, (open & 2) != 0, (open & 1) != 0);

    private static ulong[] Who(SurfaceLine policy, Caller[] callers)
    {
        var bits = new ulong[(callers.Length + 63) / 64];
        for (var i = 0; i < callers.Length; i++)
        {
            var caller = callers[i];
            var known = caller.Credential is { } credential && policy.Auth.Contains(credential);
            if (policy.Guards.Count > 0 && (policy.Guards.All(g => Passes(g, caller, false)) || (known && policy.Guards.All(g => Passes(g, caller, true)))))
            {
                bits[i / 64] |= 1UL << (i % 64);
            }
        }

        return bits;
    }

    private static bool Passes(string guard, Caller c, bool known)
    {
        bool Has(int permissions) => known && (c.Permissions & permissions) == permissions;
        return guard switch
        {
            "AllowAny" => true,
            "IsAuthenticated" or "LoginRequired" => known,
            "IsStaff" => known && c.IsStaff,
            "IsAdminUser" => known && c.IsAdmin,
            "RecentLogin" => known && c.LoginAge <= 10,
            "RecentLogin(Minutes = 5)" => known && c.LoginAge <= 5,
            "HasPermission(\"a\")" => Has(1),
            "HasAllPermissions(\"a\", \"b\")" => Has(3),
            "HasAnyPermission(\"a\", \"b\")" => Has(1) || Has(2),
            "HasAnyPermission(\"a\", \"b\", \"c\")" => Has(1) || Has(2) || Has(4),
            "HasAnyPermission()" => false,
            "PermissionRequired(\"b\")" => Has(2),
            "Requires(\"r\")" => known && c.Claim.Length > 0,
            "Requires(\"r\", Match = Bolt.ClaimMatch.None)" => known && c.Claim.Length == 0,
            "Requires(\"r\", \"x\")" => known && c.Claim.Contains("x"),
            "Requires(\"r\", \"x\", \"y\")" => known && (c.Claim.Contains("x") || c.Claim.Contains("y")),
            "Requires(\"r\", \"x\", \"y\", Match = Bolt.ClaimMatch.All)" => known && c.Claim.Contains("x") && c.Claim.Contains("y"),
            "Requires(\"r\", \"y\", Match = Bolt.ClaimMatch.None)" => known && !c.Claim.Contains("y"),
            "Requires(\"r\", \"x\", \"y\", Match = Bolt.ClaimMatch.None)" => known && !c.Claim.Contains("x") && !c.Claim.Contains("y"),
            "Shop.Open" => known ? c.MayOpenKnown : c.MayOpen,
            "Shop.Owner!id" => known && c.IsOwner,
            _ => throw new ArgumentException(guard),
        };
    }

    private static bool IsSubset(ulong[] one, ulong[] other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            if ((one[i] & ~other[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
