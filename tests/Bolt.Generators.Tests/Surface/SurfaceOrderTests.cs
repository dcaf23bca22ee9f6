using System;
using System.Linq;
using Bolt.Shared;
using Xunit;

namespace Bolt.Generators.Tests.Surface;

/// <summary>The order by cases: what is recorded, what is written now, and what is said about it.</summary>
public sealed class SurfaceOrderTests
{
    [Theory]
    [InlineData("jwt", "IsAuthenticated", "jwt", "IsAuthenticated")]
    public void The_same_is_no_change(string auth, string guards, string authNow, string guardsNow) =>
        Assert.Equal(SurfaceChangeKind.None, Compare(auth, guards, authNow, guardsNow).Kind);

    [Fact]
    public void Another_name_of_the_handler_is_no_change() =>
        Assert.Equal(SurfaceChangeKind.None, SurfaceOrder.Compare(Line("GET /a  auth: jwt  guards: IsStaff  → A.B"), Line("GET /a  auth: jwt  guards: IsStaff  -> C.D")).Kind);

    [Fact]
    public void The_order_of_options_is_no_change()
    {
        static SurfaceLine Read(string options) => Line($"GET /a  auth: jwt  guards: IsStaff  options: {options}  → A.B");
        Assert.Equal(SurfaceChangeKind.None, SurfaceOrder.Compare(Read("no-cross-site-check, host: \"a.example\""), Read("host: \"a.example\", no-cross-site-check")).Kind);
    }

    /// <summary>Where there is no guard nobody gets in, so nobody who passes is one who passes there.</summary>
    [Fact]
    public void Nothing_implies_a_policy_without_a_guard() =>
        Assert.False(new SurfacePolicy(Line("GET /a  auth: jwt  guards: IsStaff  → A.B")).Implies(new(Line("GET /a  auth: jwt  guards: none (refuses every request)  → A.B"))));

    [Theory]
    [InlineData("jwt, api_key", "IsAuthenticated", "api_key, jwt", "IsAuthenticated")]
    [InlineData("jwt", "HasPermission(\"a\"), HasPermission(\"b\")", "jwt", "HasAllPermissions(\"b\", \"a\")")]
    [InlineData("jwt", "IsAuthenticated, IsStaff", "jwt", "IsStaff")]
    [InlineData("session", "LoginRequired(LoginUrl = \"/in\")", "session", "IsAuthenticated")]
    [InlineData("session", "PermissionRequired(\"a\", RaiseException = true)", "session", "HasPermission(\"a\")")]
    [InlineData("session", "UserPassesTest<Shop.Adult>", "session", "UserPassesTest<Shop.Adult>(LoginUrl = \"/in\")")]
    [InlineData("jwt", "Requires(\"role\", \"a\"), Requires(\"role\", \"a\", \"b\", Match = Bolt.ClaimMatch.Any)", "jwt", "Requires(\"role\", \"a\")")]
    [InlineData("jwt", "Requires(\"role\", \"a\", \"b\"), Requires(\"role\", \"b\", Match = Bolt.ClaimMatch.None)", "jwt", "Requires(\"role\", \"a\"), Requires(\"role\", \"b\", Match = Bolt.ClaimMatch.None)")]
    [InlineData("none", "IsAuthenticated", "jwt", "none (refuses every request)")]
    [InlineData("none", "AllowAny", "jwt", "AllowAny")]
    [InlineData("jwt", "RecentLogin(Minutes = 5), RecentLogin", "jwt", "RecentLogin(Minutes = 5)")]
    public void What_lets_in_the_same_callers_is_written_differently(string auth, string guards, string authNow, string guardsNow)
    {
        Assert.Equal(SurfaceChangeKind.Rewritten, Compare(auth, guards, authNow, guardsNow).Kind);
        Assert.Equal(SurfaceChangeKind.Rewritten, Compare(authNow, guardsNow, auth, guards).Kind);
    }

    [Theory]
    [InlineData("none", "AllowAny", "jwt", "IsAuthenticated", "anyone may call it; IsAuthenticated is no longer asked")]
    [InlineData("jwt, api_key", "IsAuthenticated", "jwt", "IsAuthenticated", "backend api_key was added")]
    [InlineData("jwt", "HasPermission(\"a\")", "jwt", "HasAllPermissions(\"a\", \"b\")", "HasAllPermissions(\"a\", \"b\") is no longer asked")]
    [InlineData("jwt", "HasAnyPermission(\"a\", \"b\")", "jwt", "HasAnyPermission(\"a\")", "HasAnyPermission(\"a\", \"b\") lets in more than HasAnyPermission(\"a\")")]
    [InlineData("jwt", "IsAuthenticated", "jwt", "HasPermission(\"a\")", "HasPermission(\"a\") is no longer asked")]
    [InlineData("jwt", "IsAuthenticated", "jwt", "IsStaff", "IsStaff is no longer asked")]
    [InlineData("jwt", "Requires(\"role\")", "jwt", "Requires(\"role\", \"a\")", "Requires(\"role\") lets in more than Requires(\"role\", \"a\")")]
    [InlineData("jwt", "IsAuthenticated", "jwt", "Requires(\"role\", Match = Bolt.ClaimMatch.None)", "Requires(\"role\", Match = Bolt.ClaimMatch.None) is no longer asked")]
    [InlineData("jwt", "RecentLogin", "jwt", "RecentLogin(Minutes = 5)", "RecentLogin lets in more than RecentLogin(Minutes = 5)")]
    [InlineData("jwt", "IsAuthenticated", "jwt", "none (refuses every request)", "the route refused every request")]
    [InlineData("jwt", "HasPermission(\"a\")", "jwt", "HasAllPermissions()", "the route refused every request")]
    [InlineData("jwt", "HasAnyPermission(\"a\", null)", "jwt", "HasAnyPermission(null)", "the route refused every request")]
    [InlineData("jwt", "HasPermission(\"a\")", "jwt", "HasAllPermissions(\"a\", \"\")", "the route refused every request")]
    [InlineData("jwt", "HasPermission(\"a\")", "jwt", "HasPermission(null)", "the route refused every request")]
    [InlineData("jwt", "HasPermission(\"a\")", "jwt", "PermissionRequired(\"\")", "the route refused every request")]
    [InlineData("jwt", "Requires(\"role\", \"a\")", "jwt", "Requires(\"role\", \"a\", \"\")", "the route refused every request")]
    [InlineData("jwt", "Requires(\"role\", \"a\", Match = Bolt.ClaimMatch.None)", "jwt", "Requires(\"role\", \"a\", null, Match = Bolt.ClaimMatch.None)", "the route refused every request")]
    [InlineData("jwt", "Requires(\"role\", \"a\")", "jwt", "Requires(\"role\", \"a\", Match = (Bolt.ClaimMatch)7)", "the route refused every request")]
    [InlineData("jwt", "Requires(\"role\", Match = Bolt.ClaimMatch.None)", "jwt", "Requires(\"role\", Match = (Bolt.ClaimMatch)7)", "the route refused every request")]
    public void What_lets_in_more_is_weaker_and_the_other_way_round_stronger(string auth, string guards, string authBefore, string guardsBefore, string reason)
    {
        var change = Compare(authBefore, guardsBefore, auth, guards);
        Assert.Equal(SurfaceChangeKind.Weaker, change.Kind);
        Assert.Equal(reason, Assert.Single(change.Reasons));
        Assert.Equal(SurfaceChangeKind.Stronger, Compare(auth, guards, authBefore, guardsBefore).Kind);
    }

    [Theory]
    [InlineData("jwt", "IsStaff", "jwt", "IsAdminUser", "IsStaff is no longer asked")]
    [InlineData("jwt", "Shop.OfficeHours(8, 18)", "jwt", "Shop.OfficeHours(9, 17)", "Shop.OfficeHours(9, 17) cannot be compared with Shop.OfficeHours(8, 18)")]
    [InlineData("jwt", "IsAuthenticated", "jwt", "Shop.Open", "IsAuthenticated is no longer asked")]
    [InlineData("jwt", "IsAuthenticated", "jwt", "Open", "IsAuthenticated is no longer asked")]
    [InlineData("jwt", "IsStaff", "jwt", "global::IsStaff", "IsStaff is no longer asked")]
    [InlineData("jwt", "Shop.Open", "jwt, api_key", "Shop.Open", "backend api_key was added")]
    [InlineData("jwt", "UserPassesTest<Shop.Adult>", "jwt", "UserPassesTest<Shop.Child>", "UserPassesTest<Shop.Adult> is no longer asked")]
    [InlineData("jwt", "HasPermission(\"a\")", "jwt", "HasAnyPermission(Shop.Names.All)", "HasPermission(\"a\") is no longer asked")]
    [InlineData("jwt", "RecentLogin", "jwt", "RecentLogin(Minutes = Shop.Long)", "RecentLogin(Minutes = Shop.Long) lets in more than RecentLogin")]
    public void What_cannot_be_compared_counts_as_weaker(string auth, string guards, string authNow, string guardsNow, string reason) =>
        Assert.Equal([reason], Compare(auth, guards, authNow, guardsNow).Reasons);

    [Fact]
    public void A_guard_of_ones_own_needs_identity_where_it_says_so()
    {
        Assert.Equal(SurfaceChangeKind.Stronger, Compare("jwt", "IsAuthenticated", "jwt", "Shop.Owner!id").Kind);
        Assert.Equal(SurfaceChangeKind.Stronger, Compare("jwt", "IsAuthenticated", "none", "Shop.Owner!id").Kind);
        Assert.Equal(SurfaceChangeKind.Weaker, Compare("jwt", "Shop.Owner!id", "jwt", "Shop.Owner").Kind);
    }

    [Theory]
    [InlineData("GET /a", "* /a", "", "", "jwt", "every method was added to GET")]
    [InlineData("POST /a", "GET /b", "", "", "session", "GET has no cross-site check, POST had")]
    [InlineData("POST /a", "get /b", "", "", "session", "get has no cross-site check, POST had")]
    [InlineData("POST /a", "HEAD /b", "", "", "session", "HEAD has no cross-site check, POST had")]
    [InlineData("POST /a", "OPTIONS /b", "", "", "session", "OPTIONS has no cross-site check, POST had")]
    [InlineData("POST /a", "TRACE /b", "", "", "session", "TRACE has no cross-site check, POST had")]
    [InlineData("POST /a", "QUERY /b", "", "", "session", null)]
    [InlineData("POST /a", "GET /b", "", "", "jwt", null)]
    [InlineData("GET /a", "POST /b", "", "", "session", null)]
    [InlineData("POST /a", "POST /a", "", "no-cross-site-check", "Shop.Site!cookie", "the cross-site check was switched off")]
    [InlineData("POST /a", "POST /a", "", "no-cross-site-check", "jwt", null)]
    [InlineData("POST /a", "POST /a", "no-cross-site-check", "", "session", null)]
    [InlineData("GET /a", "GET /a", "host: \"admin.example\"", "", "jwt", "host: \"admin.example\" is gone")]
    [InlineData("GET /a", "GET /a", "", "host: \"admin.example\"", "jwt", "host: \"admin.example\" was added")]
    [InlineData("GET /{id:int}", "GET /{id}", "", "", "jwt", null)]
    public void Methods_hosts_and_the_cross_site_check_are_compared_too(string route, string routeNow, string options, string optionsNow, string auth, string? reason)
    {
        string Options(string text) => text.Length == 0 ? "" : "  options: " + text;
        var change = SurfaceOrder.Compare(Line($"{route}  auth: {auth}  guards: IsStaff{Options(options)}  → A.B"), Line($"{routeNow}  auth: {auth}  guards: IsStaff{Options(optionsNow)}  → A.B"));
        Assert.Equal(reason, change.Reasons.SingleOrDefault());
        Assert.Equal(reason is not null, change.Kind == SurfaceChangeKind.Weaker);
        Assert.NotEqual(SurfaceChangeKind.None, change.Kind);
    }

    /// <summary>Another site can send what browsers add a cookie to: once the route reads one, whatever else it asks.</summary>
    [Theory]
    [InlineData("none", "session", true)]
    [InlineData("jwt", "jwt, Shop.Site!cookie", true)]
    [InlineData("session", "session, Shop.Site!cookie", false)]
    [InlineData("none", "jwt", false)]
    [InlineData("session", "none", false)]
    public void A_cookie_that_joins_a_route_without_the_check_is_weaker(string auth, string authNow, bool isWeaker)
    {
        var change = SurfaceOrder.Compare(Open(auth, true), Open(authNow, true));
        Assert.Equal(isWeaker ? ["a cookie is read now, and the cross-site check is switched off"] : Array.Empty<string>(), change.Reasons);
        Assert.Equal(isWeaker, change.Kind == SurfaceChangeKind.Weaker);

        // With the check it is what it was.
        Assert.Equal(SurfaceChangeKind.Rewritten, SurfaceOrder.Compare(Open(auth, false), Open(authNow, false)).Kind);
    }

    /// <summary>The other way round it is stronger, and where no cookie is read the check says nothing.</summary>
    [Fact]
    public void A_check_counts_where_a_cookie_is_read()
    {
        Assert.Equal(SurfaceChangeKind.Stronger, SurfaceOrder.Compare(Open("session", true), Open("none", true)).Kind);
        Assert.Equal(SurfaceChangeKind.Stronger, SurfaceOrder.Compare(Open("session", true), Open("session", false)).Kind);
        Assert.Equal(SurfaceChangeKind.Rewritten, SurfaceOrder.Compare(Open("jwt", true), Open("jwt", false)).Kind);
        Assert.Equal(SurfaceChangeKind.Rewritten, SurfaceOrder.Compare(Open("jwt", false), Open("jwt", true)).Kind);
    }

    private static SurfaceLine Open(string auth, bool isOff) => Line($"POST /a  auth: {auth}  guards: AllowAny{(isOff ? "  options: no-cross-site-check" : "")}  → A.B");

    private static SurfaceChange Compare(string auth, string guards, string authNow, string guardsNow) =>
        SurfaceOrder.Compare(Line($"GET /a  auth: {auth}  guards: {guards}  → A.B"), Line($"GET /a  auth: {authNow}  guards: {guardsNow}  → A.B"));

    private static SurfaceLine Line(string text)
    {
        var line = SurfaceLine.Parse(text, out var problem);
        Assert.True(line is not null, $"{text}: {problem}");
        return line;
    }
}
