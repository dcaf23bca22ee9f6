using System.Security.Claims;

namespace Bolt.Runtime.Tests;

/// <summary>What handlers and guards read out of a verified token.</summary>
public sealed class ClaimsTests
{
    private static AuthContext Auth(string members, params string[] permissionClaims)
    {
        using var host = JwtHost.Create(options =>
        {
            options.Secret = TestKeys.Secret;
            foreach (var claim in permissionClaims)
            {
                options.PermissionClaims.Add(claim);
            }
        });
        return host.Authenticate(TestKeys.Token(TestKeys.Payload(members))).Auth!;
    }

    [Fact]
    public void Reads_text_with_escapes()
    {
        var auth = Auth("""  "jti":"\u0061\"b\\","x":"\ud83e\udd8a"  """);
        Assert.Equal(("a\"b\\", "🦊"), (auth.TokenId, auth.Claims.GetString("x")));
    }

    [Fact]
    public void Token_without_subject_has_no_user_id()
    {
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        var auth = host.Authenticate(TestKeys.Token("""{"exp":99999999999,"permissions":["a"]}""")).Auth!;
        Assert.Equal("", auth.UserId);
        Assert.Null(auth.TokenId);
        Assert.True(auth.HasPermission("a"));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(99999999999), auth.ExpiresAt);
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("1750000600000")]
    [InlineData("253402300800")]
    public void Expiry_beyond_the_calendar_is_its_end(string exp)
    {
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        Assert.Equal(DateTimeOffset.MaxValue, host.Authenticate(TestKeys.Token($$"""{"exp":{{exp}}}""")).Auth!.ExpiresAt);
    }

    [Fact]
    public void Expiry_on_the_last_day_of_the_calendar_is_itself()
    {
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        Assert.Equal(new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero), host.Authenticate(TestKeys.Token("""{"exp":253402300799}""")).Auth!.ExpiresAt);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", false)]
    [InlineData("1", false)]
    [InlineData("null", false)]
    [InlineData("[true]", false)]
    public void Flags_are_json_truth_only(string value, bool expected)
    {
        var auth = Auth($"\"is_staff\":{value},\"is_superuser\":{value}");
        Assert.Equal((expected, expected), (auth.IsStaff, auth.IsSuperuser));
    }

    [Theory]
    [InlineData("is_staffX")]
    [InlineData("is_stafF")]
    [InlineData("is_super")]
    [InlineData("is_superuseR")]
    [InlineData("IS_STAFF")]
    public void Flags_are_known_by_their_whole_name(string name)
    {
        var auth = Auth($"\"{name}\":true");
        Assert.Equal((false, false), (auth.IsStaff, auth.IsSuperuser));
    }

    [Theory]
    [InlineData("\"permissions\":[\"a\",\"b\"]", "a b")]
    [InlineData("\"permissions\":\"a  b\"", "a b")]
    [InlineData("\"permissions\":[\"a\",1,null,[\"b\"],{\"c\":1}]", "a")]
    [InlineData("\"permissions\":{\"a\":true}", "")]
    [InlineData("\"permissions\":null", "")]
    [InlineData("\"permissions\":true", "")]
    [InlineData("\"scope\":\"a\"", "")]
    public void Permissions(string members, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Auth(members).Permissions.Order(StringComparer.Ordinal));

    [Fact]
    public void Permissions_come_from_paths_too()
    {
        const string Members = """
            "realm_access":{"roles":["a","b"]},"scope":"c d","https://example.com/roles":["e"],"x.y":["f"],"x":{"y":["g"]},"z":"h"
            """;
        Assert.Equal(["a", "b", "c", "d", "e", "f"], Auth(Members, "realm_access.roles", "scope", "https://example.com/roles", "x.y").Permissions.Order(StringComparer.Ordinal));
        Assert.Empty(Auth(Members, "realm_access", "realm_access.other", "realm_access.roles.deeper", "z.z", "none.such").Permissions);
    }

    [Fact]
    public void Permissions_come_from_one_path_alone()
    {
        const string Members = """
            "realm_access":{"roles":["a","b"]},"permissions":["p"]
            """;
        Assert.Equal(["a", "b"], Auth(Members, "realm_access.roles").Permissions.Order(StringComparer.Ordinal));
        Assert.Empty(Auth(Members, "none.such").Permissions);
    }

    [Fact]
    public void Permissions_are_known_by_the_whole_name_of_their_claim() => Assert.Empty(Auth("\"permissible\":[\"a\"]").Permissions);

    [Fact]
    public void Long_values_are_read_as_short_ones_are()
    {
        var (name, list) = (new string('ż', 400), Enumerable.Range(0, 100).Select(i => $"permission-{i:D3}").ToArray());
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        var auth = host.Authenticate(TestKeys.Token($$"""{"exp":99999999999,"sub":"{{name}}","permissions":["{{string.Join("\",\"", list)}}"]}""")).Auth!;
        Assert.Equal(name, auth.UserId);
        Assert.Equal(list, auth.Permissions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Permissions_cannot_be_changed()
    {
        object permissions = Auth("\"permissions\":[\"a\"]").Permissions;
        Assert.False(permissions is HashSet<string>);
        Assert.True(permissions is not ICollection<string> { IsReadOnly: false });
    }

    [Fact]
    public void Principal_has_the_claims_by_their_rfc_names()
    {
        var auth = Auth("""  "role":["a","b"],"roles":["c"],"n":1,"d":1.5,"t":true,"f":false,"o":{"x":1},"aud":["x","y"],"username":"alice","is_staff":true,"permissions":["p"]  """);
        var principal = auth.Principal;
        Assert.Same(principal, auth.Principal);
        Assert.True(principal.Identity!.IsAuthenticated);
        Assert.Equal(("alice", "jwt"), (principal.Identity.Name, principal.Identity.AuthenticationType));
        Assert.Single(principal.FindAll("sub"));
        Assert.All(["a", "b", "c"], role => Assert.True(principal.IsInRole(role), role));
        Assert.All(["d", "alice", "x", "1"], other => Assert.False(principal.IsInRole(other), other));
        Assert.Equal(["x", "y"], principal.FindAll("aud").Select(claim => claim.Value));
        Assert.Equal(ClaimValueTypes.Integer64, principal.FindFirst("n")!.ValueType);
        Assert.Equal(("1.5", ClaimValueTypes.Double), (principal.FindFirst("d")!.Value, principal.FindFirst("d")!.ValueType));
        Assert.Equal("true", principal.FindFirst("t")!.Value);
        Assert.Equal(("false", ClaimValueTypes.Boolean), (principal.FindFirst("f")!.Value, principal.FindFirst("f")!.ValueType));
        Assert.Equal("{\"x\":1}", principal.FindFirst("o")!.Value);
        Assert.Equal("p", principal.FindFirst("permission")!.Value);
        Assert.Single(principal.FindAll("is_staff"));
    }

    [Fact]
    public void Principal_of_other_backends_shows_flags_and_permissions()
    {
        var principal = new AuthContext("key", "api_key") { IsStaff = true, Permissions = new HashSet<string> { "p" } }.Principal;
        Assert.Equal("true", principal.FindFirst("is_staff")!.Value);
        Assert.Null(principal.FindFirst("is_superuser"));
        Assert.Equal("p", principal.FindFirst("permission")!.Value);
    }

    [Fact]
    public void Principal_is_shared_and_so_cannot_be_changed()
    {
        var principal = Auth("\"x\":1").Principal;
        Assert.Throws<InvalidOperationException>(() => principal.AddIdentity(new ClaimsIdentity()));
        Assert.Throws<InvalidOperationException>(() => principal.AddIdentities([new ClaimsIdentity()]));
        var identity = (ClaimsIdentity)principal.Identity!;
        Assert.Throws<InvalidOperationException>(() => identity.AddClaim(new Claim("a", "b")));
        Assert.Throws<InvalidOperationException>(() => identity.AddClaims([new Claim("a", "b")]));
        Assert.Throws<InvalidOperationException>(() => identity.RemoveClaim(identity.FindFirst("x")));
        Assert.Throws<InvalidOperationException>(() => identity.TryRemoveClaim(identity.FindFirst("x")));
        principal.Clone().AddIdentity(new ClaimsIdentity());
    }

    [Fact]
    public void Context_of_other_backends_has_no_claims_and_keeps_its_expiry()
    {
        var auth = new AuthContext("key", "api_key");
        Assert.Empty(auth.Claims);
        Assert.Null(auth.ExpiresAt);
        Assert.Null(auth.TokenId);
        Assert.Empty(auth.Permissions);
        var moment = new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.FromHours(2));
        Assert.Equal(moment, new AuthContext("key", "api_key") { ExpiresAt = moment }.ExpiresAt);
        Assert.Equal(DateTimeOffset.MinValue, new AuthContext("key", "api_key") { ExpiresAt = DateTimeOffset.MinValue }.ExpiresAt);
    }
}
