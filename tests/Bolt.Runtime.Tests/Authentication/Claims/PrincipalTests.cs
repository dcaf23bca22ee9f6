using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace Bolt.Runtime.Tests;

/// <summary>What the principal says is what the context, and so every guard, says.</summary>
public sealed class PrincipalTests
{
    private static readonly string[] Shapes =
    [
        "\"admin\"", "\"true\"", "\"a admin\"", "[\"admin\"]", "[\"a\",\"admin\"]", "[\"a admin\"]", "true", "false", "1", "null", "[true]", "[1]", "[[\"admin\"]]", "{\"admin\":true}",
        "[{\"admin\":1}]", "\"\"", "[]", "[null]", "[\"\"]", "\" \"", "\"ADMIN\"", "\"[\\u0022admin\\u0022]\"",
    ];

    private static readonly string[] Spellings =
    [
        "is_staff", "IS_STAFF", "is_superuser", "Is_Superuser", "permission", "Permission", "PERMISSION", "permissions", "Permissions", "p\\u0065rmission", "role", "Role", "ROLE", "roles", "Roles",
        "scope", "Scope", "realm_access", "realm_access.roles", ClaimTypes.NameIdentifier, ClaimTypes.Name, ClaimTypes.NameIdentifier.ToUpperInvariant(), ClaimTypes.Role, "sUb", "nameid", "unique_name",
    ];

    private static readonly string[] Asked = ["admin", "a", "ADMIN", "true", "True", "1", "null", "", " ", "a admin", "[\"admin\"]", "{\"admin\":true}", "{\"admin\":1}", "user-1", "other"];

    public static TheoryData<string, string> PermissionClaims => new()
    {
        { "", "permissions" }, { "scope", "scope" }, { "scope permissions", "scope permissions" }, { "role", "role" }, { "roles", "roles" }, { "permission", "permission" },
        { "realm_access.roles", "realm_access.roles" }, { "Permissions", "Permissions" }, { "https://example.com/x", "https://example.com/x" },
    };

    /// <summary>Every shape under every spelling: each question has one answer, no matter who is asked.</summary>
    [Theory]
    [MemberData(nameof(PermissionClaims))]
    public async Task APolicyPassesOnlyWhereTheGuardDoes(string configured, string names)
    {
        using var host = JwtHost.Create(options =>
        {
            options.Secret = TestKeys.Secret;
            foreach (var name in configured.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                options.PermissionClaims.Add(name);
            }
        });
        foreach (var name in Spellings.Concat(names.Split(' ')).Distinct())
        {
            foreach (var shape in Shapes)
            {
                if (host.Authenticate(TestKeys.Token(TestKeys.Payload($"\"{name}\":{shape}"))).Auth is { } auth)
                {
                    await Agree(auth, ["permission", "permissions", .. names.Split(' ')]);
                }
            }
        }
    }

    [Fact]
    public async Task TwoClaimsOfOneMeaningAgreeToo()
    {
        using var host = JwtHost.Create(options =>
        {
            options.Secret = TestKeys.Secret;
            options.PermissionClaims.Add("role");
        });
        var auth = host.Authenticate(TestKeys.Token(TestKeys.Payload(""" "role":["a"],"roles":["admin"],"permission":"admin","permissions":["admin","a"] """))).Auth!;
        await Agree(auth, ["permission", "permissions", "role"]);
        Assert.Equal((true, false), (auth.Principal.IsInRole("a"), auth.Principal.IsInRole("admin")));
    }

    [Fact]
    public async Task BackendsOfOnesOwnAgreeToo()
    {
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        var claims = host.Authenticate(TestKeys.Token(TestKeys.Payload(
            $$""" "is_staff":true,"is_superuser":true,"permission":"admin","permissions":["admin","a"],"{{ClaimTypes.NameIdentifier}}":"x","username":"alice" """))).Auth!.Claims;
        foreach (var auth in new[]
        {
            new AuthContext("key", "own"), new AuthContext("key", "own") { Claims = claims }, new AuthContext("key", "own") { IsStaff = true, Permissions = new HashSet<string> { "a" }, Claims = claims },
        })
        {
            await Agree(auth, ["permission", "permissions"]);
            Assert.Equal("key", auth.Principal.FindFirst("sub")!.Value);
        }

        Assert.Equal("alice", new AuthContext("key", "own") { Claims = claims }.Principal.Identity!.Name);
        Assert.Equal("key", new AuthContext("key", "own").Principal.Identity!.Name);
    }

    [Theory]
    [InlineData("\"username\":\"alice\",\"preferred_username\":\"b\",\"name\":\"c\"", "alice")]
    [InlineData("\"name\":\"c\",\"preferred_username\":\"b\"", "b")]
    [InlineData("\"name\":\"c\"", "c")]
    [InlineData("\"username\":\"\",\"name\":\"c\"", "c")]
    [InlineData("\"username\":[\"alice\"],\"preferred_username\":1,\"name\":null", "user-1")]
    [InlineData("\"username\":{\"a\":1},\"preferred_username\":\"b\"", "b")]
    [InlineData("\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name\":\"mallory\"", "user-1")]
    [InlineData("\"x\":1", "user-1")]
    public void TheNameIsTheUsersOrTheId(string members, string expected)
    {
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        var principal = host.Authenticate(TestKeys.Token(TestKeys.Payload(members))).Auth!.Principal;
        Assert.Equal(expected, principal.Identity!.Name);
        Assert.Equal(expected, Assert.Single(principal.FindAll(ClaimTypes.Name)).Value);
        Assert.Equal("user-1", Assert.Single(principal.FindAll("sub")).Value);
        Assert.Equal("user-1", Assert.Single(principal.FindAll(ClaimTypes.NameIdentifier)).Value);
    }

    [Fact]
    public void TwoThreadsAreShownTheSamePrincipal()
    {
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        for (var i = 0; i < 50; i++)
        {
            var auth = host.Authenticate(TestKeys.Token(TestKeys.Payload($"\"n\":{i}"))).Auth!;
            using var together = new Barrier(2);
            var seen = new ClaimsPrincipal[2];
            Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, n =>
            {
                together.SignalAndWait(TimeSpan.FromSeconds(1));
                seen[n] = auth.Principal;
            });
            Assert.Same(seen[0], seen[1]);
            Assert.Same(seen[0], auth.Principal);
        }
    }

    private static async Task Agree(AuthContext auth, string[] permissionNames)
    {
        var principal = auth.Principal;
        Assert.Equal(auth.IsStaff, await Passes(principal, "is_staff", "true"));
        Assert.Equal(auth.IsStaff, await Passes(principal, "is_staff"));
        Assert.Equal(auth.IsSuperuser, await Passes(principal, "is_superuser", "true"));
        Assert.Equal(auth.IsSuperuser, await Passes(principal, "is_superuser"));
        Assert.Equal(auth.UserId, Assert.Single(principal.FindAll("sub")).Value);
        Assert.Equal(auth.UserId, Assert.Single(principal.FindAll(ClaimTypes.NameIdentifier)).Value);
        Assert.Equal(principal.Identity!.Name, Assert.Single(principal.FindAll(ClaimTypes.Name)).Value);
        Assert.Equal(auth.Permissions.Order(StringComparer.Ordinal), principal.FindAll("permission").Select(static c => c.Value).Distinct().Order(StringComparer.Ordinal));
        foreach (var value in Asked)
        {
            Assert.Equal(auth.HasPermission(value), await Passes(principal, "permission", value));
            foreach (var name in permissionNames)
            {
                Assert.False(await Passes(principal, name, value) && !auth.HasPermission(value), $"{name} {value}");
            }

            var role = value.Length > 0 && (Holds(auth, "role", value) || Holds(auth, "roles", value));
            Assert.False(principal.IsInRole(value) && !role && !auth.HasPermission(value), value);
            Assert.Equal(principal.IsInRole(value), new ClaimsPrincipal(principal.Identity!).IsInRole(value));
        }
    }

    private static bool Holds(AuthContext auth, string claim, string value) => new Requires(claim, value).Evaluate(new GuardContext(JwtHost.Request(), auth)).IsAllowed;

    private static async Task<bool> Passes(ClaimsPrincipal user, string claim, params string[] values)
    {
        var requirement = new ClaimsAuthorizationRequirement(claim, values);
        var context = new AuthorizationHandlerContext([requirement], user, null);
        await requirement.HandleAsync(context);
        return context.HasSucceeded;
    }
}
