[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)])]

namespace Clean.Levels;

/// <summary>How assembly, group and route combine where nothing is lost: nearer levels add, repeat, or narrow.</summary>
[AllowAny]
[BoltGroup("/open")]
public static class Open
{
    [BoltGet("")]
    public static string All() => "for everyone, said once for the class";

    [BoltGet("{page:int}")]
    public static int Page(int page) => page;

    [BoltPost(""), IsAuthenticated]
    public static string Narrowed(AuthContext auth) => auth.UserId;

    [BoltDelete("", Guards = [typeof(IsAdminUser)])]
    public static void NarrowedByList() { }

    [BoltGet("again", Guards = [typeof(AllowAny)])]
    public static string SaidAgain() => "again";

    [BoltGet("nobody-dropped", InheritGuards = false, Guards = [typeof(AllowAny)])]
    public static string NothingToDrop() => "the class asks nothing";
}

[BoltGroup("/staff", Guards = [typeof(IsStaff)], Tags = [])]
public static class StaffOnly
{
    [BoltGet("", Guards = [])]
    public static string EmptyList() => "the group's";

    [BoltGet("null", Guards = null)]
    public static string NullList() => "the group's";

    [BoltGet("same", Guards = [typeof(IsStaff)])]
    public static string Repeated() => "twice";

    [BoltGet("replaced", InheritGuards = false), IsStaff]
    public static string Replaced() => "dropped and asked again";

    [BoltGet("inherit", InheritGuards = true)]
    public static string Inherit() => "as without";

    [BoltGet("more"), IsAdminUser, HasPermission("a"), HasAnyPermission("b", "c")]
    public static string More() => "all of them";

    [BoltGet("other-backend", Auth = [typeof(ApiKeyAuthentication)])]
    public static string OtherBackend() => "its own backend, the group's guard";

    // A class inside a class has levels of its own.
    [BoltGroup("/inside", Guards = [typeof(IsAuthenticated)])]
    public static class Inside
    {
        [BoltGet("")]
        public static string Get(AuthContext auth) => auth.UserId;

        [BoltGet("public"), Authenticated]
        public static string OwnGuard() => "own";
    }
}

[BoltGroup("/signed-in", Guards = [typeof(IsAuthenticated)])]
public static class SignedIn
{
    [BoltGet("stricter", InheritGuards = false, Guards = [typeof(IsAdminUser)])]
    public static string Implied() => "an administrator is authenticated";

    [BoltPut("stricter/{key}", InheritGuards = false), Requires("scope", "write")]
    public static string ImpliedByClaim(string key) => key;
}

[Authenticated, BoltGroup("")]
public static class BesideTheGroup
{
    [BoltGet("/beside/a")]
    public static string A() => "a";

    [Authenticated(Minutes = 5), BoltGet("/beside/b")]
    public static string B() => "b";

    [HasPermission("c")]
    [BoltGet("/beside/c")]
    public static string GuardFirst() => "c";
}

[BoltGroup]
public static class NoPrefix
{
    [BoltGet("no-slash", Guards = [typeof(AllowAny)])]
    public static string NoSlash() => "a";

    [BoltGet("/trailing/", Guards = [typeof(AllowAny)])]
    public static string Trailing() => "b";

    [BoltGet("", Guards = [typeof(AllowAny)])]
    public static string Root() => "c";

    [BoltGet("/{culture:regex(^(de|en)$)=en}/about", Guards = [typeof(AllowAny)])]
    public static string About(string culture) => culture;
}

[BoltGroup("/{shop:int}/{area=front}")]
public static class PrefixWithParameters
{
    [BoltGet("items", Guards = [typeof(AllowAny)])]
    public static string NeedsOne(int shop) => "items of " + shop;

    [BoltGet("items/{item:guid}", Guards = [typeof(AllowAny)])]
    public static string NeedsAll(int shop, string area, Guid item) => area + shop + item;

    [BoltGet("hours", Guards = [typeof(AllowAny)])]
    public static string NeedsNone() => "9 to 5";
}

public sealed class Authenticated : Guard
{
    public int Minutes { get; set; } = 60;

    public override GuardResult Evaluate(GuardContext context) => context.Auth is null ? GuardResult.Unauthorized : GuardResult.Allow;
}
