//// dll
namespace Faults.BOLT1022;

[BoltGroup("/a", Auth = [typeof(JwtAuthentication)])]
public static class A
{
    [BoltGet("/stronger", Guards = [typeof(IsStaff)])] // ! BOLT1022
    public static string Stronger() => "ok";

    [BoltGet("/written"), HasPermission("a"), HasPermission("b")] // ! BOLT1022
    public static string Written() => "ok";

    [BoltGet("/moved/here", Guards = [typeof(IsStaff)])] // ! BOLT1022
    public static string Moved() => "ok";

    [BoltGet("/Case/", Guards = [typeof(IsStaff)])] // ! BOLT1022
    public static string Case() => "ok";

    [BoltGet("/renamed", Guards = [typeof(IsStaff)])]
    public static string NewName() => "ok";
}

//// surface
# Bolt surface 1
# who reviews this: security@example.com
GET /a/stronger  auth: jwt  guards: IsAuthenticated  → Faults.BOLT1022.A.Stronger

GET /a/written  auth: jwt  guards: HasAllPermissions("a", "b")  → Faults.BOLT1022.A.Written
GET /a/moved  auth: jwt  guards: IsStaff  → Faults.BOLT1022.A.Moved
GET /a/case  auth: jwt  guards: IsStaff  → Faults.BOLT1022.A.Case
GET /a/renamed  auth: jwt  guards: IsStaff  -> Faults.BOLT1022.A.OldName
