using Bolt.Guards;

namespace Bolt.Runtime.Tests;

public sealed class RequiresTests
{
    private const string Members = """
        "role":["a","b"],"one":"x y","n":42,"t":true,"f":false,"z":null,"scope":"read write","scp":["read","x y"],"realm_access":{"roles":["r"]},"a.b":"exact","empty":""
        """;

    private static GuardResult Ask(Requires guard, string? members = Members)
    {
        if (members is null)
        {
            return guard.Evaluate(new GuardContext(JwtHost.Request(), null));
        }

        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        return guard.Evaluate(new GuardContext(JwtHost.Request(), host.Authenticate(TestKeys.Token(TestKeys.Payload(members))).Auth));
    }

    [Theory]
    [InlineData("role", "a", ClaimMatch.Any, true)]
    [InlineData("role", "c", ClaimMatch.Any, false)]
    [InlineData("role", "c a", ClaimMatch.Any, true)]
    [InlineData("role", "A", ClaimMatch.Any, false)]
    [InlineData("role", "a b", ClaimMatch.All, true)]
    [InlineData("role", "a c", ClaimMatch.All, false)]
    [InlineData("role", "c d", ClaimMatch.None, true)]
    [InlineData("role", "c a", ClaimMatch.None, false)]
    [InlineData("missing", "a", ClaimMatch.Any, false)]
    [InlineData("missing", "a", ClaimMatch.All, false)]
    [InlineData("missing", "a", ClaimMatch.None, true)]
    [InlineData("one", "x", ClaimMatch.Any, false)]
    [InlineData("n", "42", ClaimMatch.Any, true)]
    [InlineData("n", "42.0", ClaimMatch.Any, false)]
    [InlineData("n", "4", ClaimMatch.Any, false)]
    [InlineData("n", "43", ClaimMatch.Any, false)]
    [InlineData("n", "52", ClaimMatch.Any, false)]
    [InlineData("t", "true", ClaimMatch.Any, true)]
    [InlineData("t", "True", ClaimMatch.Any, false)]
    [InlineData("f", "false", ClaimMatch.Any, true)]
    [InlineData("f", "true", ClaimMatch.Any, false)]
    [InlineData("z", "null", ClaimMatch.Any, false)]
    [InlineData("scope", "write", ClaimMatch.Any, true)]
    [InlineData("scope", "rea", ClaimMatch.Any, false)]
    [InlineData("scope", "read write", ClaimMatch.All, true)]
    [InlineData("scp", "read", ClaimMatch.Any, true)]
    [InlineData("realm_access.roles", "r", ClaimMatch.Any, true)]
    [InlineData("realm_access", "r", ClaimMatch.Any, false)]
    [InlineData("a.b", "exact", ClaimMatch.Any, true)]
    public void Compares(string claim, string values, ClaimMatch match, bool allowed) =>
        Assert.Equal(allowed, Ask(new Requires(claim, values.Split(' ')) { Match = match }).IsAllowed);

    [Fact]
    public void Words_of_a_scope_are_compared_one_by_one() => Assert.False(Ask(new Requires("scope", "read write")).IsAllowed);

    [Fact]
    public void Scope_has_a_short_name_too()
    {
        Assert.True(Ask(new Requires("scp", "write"), """ "scp":"read write" """).IsAllowed);
        Assert.False(Ask(new Requires("other", "write"), """ "other":"read write" """).IsAllowed);
    }

    [Theory]
    [InlineData(ClaimMatch.Any)]
    [InlineData(ClaimMatch.All)]
    [InlineData(ClaimMatch.None)]
    public void Needs_an_identity_whatever_it_matches(ClaimMatch match)
    {
        Assert.Equal(GuardDecision.Unauthorized, Ask(new Requires("role", "c") { Match = match }, members: null).Decision);
        Assert.Equal(GuardDecision.Forbidden, Ask(new Requires("empty", "") { Match = match }).Decision);
        Assert.Equal(GuardDecision.Forbidden, Ask(new Requires("role", null!) { Match = match }).Decision);
        Assert.Equal(GuardDecision.Forbidden, Ask(new Requires("role", "c") { Match = (ClaimMatch)7 }).Decision);
    }

    [Theory]
    [InlineData("role", true)]
    [InlineData("n", true)]
    [InlineData("f", true)]
    [InlineData("scope", true)]
    [InlineData("realm_access", true)]
    [InlineData("realm_access.roles", true)]
    [InlineData("a.b", true)]
    [InlineData("missing", false)]
    [InlineData("z", false)]
    [InlineData("empty", false)]
    [InlineData("none", false)]
    [InlineData("nulls", false)]
    [InlineData("roles", false)]
    [InlineData("realm_access.missing", false)]
    public void Without_values_asks_whether_the_claim_is_there(string claim, bool isThere)
    {
        const string More = Members + ""","none":[],"nulls":[null,""],"roles":{"a":1}""";
        Assert.Equal(isThere, Ask(new Requires(claim), More).IsAllowed);
        Assert.Equal(isThere, Ask(new Requires(claim) { Match = ClaimMatch.All }, More).IsAllowed);
        Assert.Equal(!isThere, Ask(new Requires(claim) { Match = ClaimMatch.None }, More).IsAllowed);
        Assert.Equal(GuardDecision.Unauthorized, Ask(new Requires(claim) { Match = ClaimMatch.None }, null).Decision);
        Assert.Equal(GuardDecision.Forbidden, Ask(new Requires(claim) { Match = (ClaimMatch)7 }, More).Decision);

        // A policy says the same. It knows no paths.
        if (!claim.Contains('.', StringComparison.Ordinal))
        {
            using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
            var principal = host.Authenticate(TestKeys.Token(TestKeys.Payload(More))).Auth!.Principal;
            Assert.Equal(isThere, principal.HasClaim(c => string.Equals(c.Type, claim, StringComparison.OrdinalIgnoreCase)));
        }
    }

    /// <summary>These are the context's, in the guard as in the principal, whatever is written in a token or a backend's claims.</summary>
    [Theory]
    [InlineData("is_staff", "true")]
    [InlineData("IS_STAFF", "true")]
    [InlineData("is_superuser", "true")]
    [InlineData("permission", "admin")]
    [InlineData("sub", "other")]
    public void Own_claims_are_the_contexts(string claim, string value)
    {
        var json = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, System.Text.Json.JsonElement>>(
            """{"is_staff":"true","IS_STAFF":true,"is_superuser":true,"permission":["admin"],"sub":"other"}""")!;
        var auth = new AuthContext("me", "own") { Claims = AuthClaims.From(json) };
        var context = new GuardContext(JwtHost.Request(), auth);
        Assert.False(new Requires(claim, value).Evaluate(context).IsAllowed);
        Assert.Equal(claim == "sub", new Requires(claim).Evaluate(context).IsAllowed);
        Assert.False(auth.Principal.HasClaim(claim, value));

        var real = new AuthContext("other", "own") { IsStaff = true, IsSuperuser = true, Permissions = ["admin"] };
        Assert.True(new Requires(claim, value).Evaluate(new GuardContext(JwtHost.Request(), real)).IsAllowed);
        Assert.True(new Requires(claim).Evaluate(new GuardContext(JwtHost.Request(), real)).IsAllowed);
        Assert.True(real.Principal.HasClaim(c => string.Equals(c.Type, claim, StringComparison.OrdinalIgnoreCase) && c.Value == value));
    }

    [Fact]
    public void Takes_nothing_once_the_claims_are_read()
    {
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        var context = new GuardContext(JwtHost.Request(), host.Authenticate(TestKeys.Token(TestKeys.Payload(Members))).Auth);
        var guards = new[] { new Requires("role", "a", "b") { Match = ClaimMatch.All }, new Requires("n", "42"), new Requires("realm_access.roles", "r"), new Requires("role"), new Requires("sub") };
        foreach (var guard in guards)
        {
            Assert.True(guard.Evaluate(context).IsAllowed);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                guard.Evaluate(context);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}
