using System.Collections.Frozen;
using System.Security.Claims;
using System.Text.Json;

namespace Bolt.Runtime.Tests;

/// <summary>What a backend of one's own makes of claims and principals.</summary>
public sealed class OwnBackendTests
{
    [Fact]
    public void ClaimsOutliveTheirDocument()
    {
        AuthClaims claims;
        var source = new Dictionary<string, JsonElement>();
        using (var document = JsonDocument.Parse("""{"tenant":"acme","n":[1,2]}"""))
        {
            source["tenant"] = document.RootElement.GetProperty("tenant");
            source["n"] = document.RootElement.GetProperty("n");
            claims = AuthClaims.From(source);
        }

        source.Clear();
        Assert.Equal("acme", claims.GetString("tenant"));
        Assert.Equal("[1,2]", claims["n"].GetRawText());
        Assert.Equal(2, claims.Count);
        Assert.Throws<ArgumentException>(() => AuthClaims.From(new Dictionary<string, JsonElement> { ["x"] = default }));
        Assert.Throws<ArgumentNullException>(() => AuthClaims.From((ClaimsPrincipal)null!));
    }

    [Fact]
    public void ARepeatedTypeIsAnArray()
    {
        var identity = new ClaimsIdentity(
            [
                new("tenant", "acme"), new("group", "a"), new("group", "b"), new("n", "42", ClaimValueTypes.Integer64), new("d", "1.50", ClaimValueTypes.Double), new("t", "True", ClaimValueTypes.Boolean),
                new("o", """{"a":1}""", "JSON"), new("bad", "{", "JSON"), new("notanumber", "x", ClaimValueTypes.Integer32), new("text", "7"), new("two", "1 2", ClaimValueTypes.Integer),
            ],
            "test");
        var claims = AuthClaims.From(new ClaimsPrincipal(identity));
        identity.AddClaim(new("late", "x"));
        Assert.Equal("acme", claims.GetString("tenant"));
        Assert.Equal("""["a","b"]""", claims["group"].GetRawText());
        Assert.Equal("42", claims["n"].GetRawText());
        Assert.Equal("1.50", claims["d"].GetRawText());
        Assert.Equal("true", claims["t"].GetRawText());
        Assert.Equal("""{"a":1}""", claims["o"].GetRawText());
        Assert.Equal("{", claims.GetString("bad"));
        Assert.Equal("x", claims.GetString("notanumber"));
        Assert.Equal("7", claims.GetString("text"));
        Assert.Equal("1 2", claims.GetString("two"));
        Assert.False(claims.ContainsKey("late"));
    }

    [Theory]
    [InlineData(ClaimTypes.NameIdentifier, ClaimTypes.Role)]
    [InlineData("sub", "role")]
    [InlineData("sub", "groups")]
    public void ThePrincipalAndTheGuardsAgree(string id, string role)
    {
        var identity = new ClaimsIdentity(
            [new(id, "7"), new("given", "Alice"), new(role, "boss"), new(role, "clerk"), new("tenant", "acme"), new("permissions", "a.read"), new("permissions", "a.write"), new("is_staff", "true")],
            "other",
            "given",
            role);
        var auth = AuthContext.FromPrincipal(new ClaimsPrincipal(identity), "own");
        Assert.Equal("7", auth.UserId);
        Assert.Equal("own", auth.Backend);
        Assert.Equal(["a.read", "a.write"], auth.Permissions.Order());
        Assert.False(auth.IsStaff);
        var user = auth.Principal;
        Assert.Equal("Alice", user.Identity!.Name);
        Assert.True(user.IsInRole("boss"));
        Assert.True(user.IsInRole("clerk"));
        Assert.False(user.HasClaim(static c => c.Type == "is_staff"));
        Assert.Equal("7", user.FindFirst(ClaimTypes.NameIdentifier)?.Value);
        foreach (var (claim, value) in new[] { ("tenant", "acme"), ("tenant", "other"), (role, "boss"), ("role", "boss"), ("role", "x"), ("permissions", "a.write"), ("permission", "a.write"), ("is_staff", "true"), ("sub", "7") })
        {
            Assert.Equal(user.HasClaim(claim, value), new Requires(claim, value).Evaluate(new GuardContext(JwtHost.Request(), auth)).IsAllowed);
        }
    }

    [Fact]
    public void OnlyAnAuthenticatedPrincipalWithAnIdIsACaller()
    {
        Assert.Throws<ArgumentException>(() => AuthContext.FromPrincipal(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "7")])), "own"));
        Assert.Throws<ArgumentException>(() => AuthContext.FromPrincipal(new ClaimsPrincipal(new ClaimsIdentity([new Claim("name", "x")], "test")), "own"));
        Assert.Throws<ArgumentException>(() => AuthContext.FromPrincipal(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "")], "test")), "own"));

        var mixed = new ClaimsPrincipal([new ClaimsIdentity([new Claim("sub", "evil"), new Claim("role", "admin")]), new ClaimsIdentity([new Claim("sub", "7")], "test")]);
        var auth = AuthContext.FromPrincipal(mixed, "own");
        Assert.Equal("7", auth.UserId);
        Assert.False(auth.Claims.ContainsKey("role"));
    }

    [Fact]
    public void PermissionsTakeCollections()
    {
        string[] array = ["a", "b", "a"];
        var insensitive = new HashSet<string>(["a", "b"], StringComparer.OrdinalIgnoreCase);
        foreach (PermissionSet set in new PermissionSet[] { ["a", "b"], array, insensitive, new[] { "a", "b" }.ToFrozenSet(), new[] { "a", "b" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase), PermissionSet.From(new List<string>(array)) })
        {
            Assert.Equal(2, set.Count);
            Assert.Contains("a", set);
            Assert.DoesNotContain("A", set);
            Assert.True(set.SetEquals(["b", "a"]));
            Assert.True(set.IsSupersetOf(["a"]) && set.IsSubsetOf(["a", "b", "c"]) && set.IsProperSupersetOf(["a"]) && set.IsProperSubsetOf(["a", "b", "c"]) && set.Overlaps(["a"]));
            Assert.Equal(["a", "b"], set.Order());
        }

        insensitive.Add("late");
        PermissionSet copied = insensitive;
        insensitive.Remove("late");
        Assert.Contains("late", copied);
        Assert.Empty(new AuthContext("1", "t") { Permissions = [] }.Permissions);
        Assert.True(new AuthContext("1", "t") { Permissions = ["a"] }.HasPermission("a"));
        Assert.Throws<ArgumentException>(() => PermissionSet.Create("a", null!));
    }
}
