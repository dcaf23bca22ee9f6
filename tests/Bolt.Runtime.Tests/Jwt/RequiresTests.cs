namespace Bolt.Tests.Jwt;

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
    [InlineData("role", "a", Match.Any, true)]
    [InlineData("role", "c", Match.Any, false)]
    [InlineData("role", "c a", Match.Any, true)]
    [InlineData("role", "A", Match.Any, false)]
    [InlineData("role", "a b", Match.All, true)]
    [InlineData("role", "a c", Match.All, false)]
    [InlineData("role", "c d", Match.None, true)]
    [InlineData("role", "c a", Match.None, false)]
    [InlineData("missing", "a", Match.Any, false)]
    [InlineData("missing", "a", Match.All, false)]
    [InlineData("missing", "a", Match.None, true)]
    [InlineData("one", "x", Match.Any, false)]
    [InlineData("n", "42", Match.Any, true)]
    [InlineData("n", "42.0", Match.Any, false)]
    [InlineData("n", "4", Match.Any, false)]
    [InlineData("n", "43", Match.Any, false)]
    [InlineData("n", "52", Match.Any, false)]
    [InlineData("t", "true", Match.Any, true)]
    [InlineData("t", "True", Match.Any, false)]
    [InlineData("f", "false", Match.Any, true)]
    [InlineData("f", "true", Match.Any, false)]
    [InlineData("z", "null", Match.Any, false)]
    [InlineData("scope", "write", Match.Any, true)]
    [InlineData("scope", "rea", Match.Any, false)]
    [InlineData("scope", "read write", Match.All, true)]
    [InlineData("scp", "read", Match.Any, true)]
    [InlineData("realm_access.roles", "r", Match.Any, true)]
    [InlineData("realm_access", "r", Match.Any, false)]
    [InlineData("a.b", "exact", Match.Any, true)]
    public void Compares(string claim, string values, Match match, bool allowed) =>
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
    [InlineData(Match.Any)]
    [InlineData(Match.All)]
    [InlineData(Match.None)]
    public void Needs_an_identity_whatever_it_matches(Match match)
    {
        Assert.Equal(GuardDecision.Unauthorized, Ask(new Requires("role", "c") { Match = match }, members: null).Decision);
        Assert.Equal(GuardDecision.Forbidden, Ask(new Requires("role") { Match = match }).Decision);
        Assert.Equal(GuardDecision.Forbidden, Ask(new Requires("empty", "") { Match = match }).Decision);
        Assert.Equal(GuardDecision.Forbidden, Ask(new Requires("role", null!) { Match = match }).Decision);
        Assert.Equal(GuardDecision.Forbidden, Ask(new Requires("role", "c") { Match = (Match)7 }).Decision);
    }

    [Fact]
    public void Takes_nothing_once_the_claims_are_read()
    {
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        var context = new GuardContext(JwtHost.Request(), host.Authenticate(TestKeys.Token(TestKeys.Payload(Members))).Auth);
        var guards = new[] { new Requires("role", "a", "b") { Match = Match.All }, new Requires("n", "42"), new Requires("realm_access.roles", "r") };
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
