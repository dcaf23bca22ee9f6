//// dll
namespace Faults.BOLT1021;

[BoltGroup("/a", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)])]
public static class A
{
    [BoltGet("/backend", Guards = [typeof(IsStaff)])] // ! BOLT1021
    public static string Backend() => "ok";

    [BoltGet("/guard", Guards = [typeof(IsAuthenticated)])] // ! BOLT1021
    public static string Guard() => "ok";

    [BoltGet("/open"), AllowAny] // ! BOLT1021
    public static string Open() => "ok";

    [BoltGet("/incomparable"), OfficeHours(9, 17)] // ! BOLT1021
    public static string Incomparable() => "ok";

    [BoltGet("/moved/here", Guards = [typeof(IsAuthenticated)])] // ! BOLT1021
    public static string Moved() => "ok";

    [BoltPost("/same", Guards = [typeof(IsStaff)])]
    public static string Same() => "ok";
}

public static class Cookies
{
    [BoltPost("/check", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])] // ! BOLT1021
    [Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)] // ! BOLT1009
    public static string Check() => "ok";
}

public sealed class OfficeHours(int from, int to) : Guard
{
    public override GuardResult Evaluate(GuardContext context) => from < to ? GuardResult.Allow : GuardResult.Unauthorized;
}

//// surface
# Bolt surface 1
GET /a/backend  auth: jwt  guards: IsStaff  → Faults.BOLT1021.A.Backend
GET /a/guard  auth: jwt, api_key  guards: IsStaff  → Faults.BOLT1021.A.Guard
GET /a/open  auth: jwt, api_key  guards: IsAuthenticated  → Faults.BOLT1021.A.Open
GET /a/incomparable  auth: jwt, api_key  guards: Faults.BOLT1021.OfficeHours(8, 18)  → Faults.BOLT1021.A.Incomparable
GET /a/moved  auth: jwt, api_key  guards: IsStaff  → Faults.BOLT1021.A.Moved
POST /a/same  auth: jwt, api_key  guards: IsStaff  → Faults.BOLT1021.A.Same
POST /check  auth: session  guards: IsAuthenticated  → Faults.BOLT1021.Cookies.Check
