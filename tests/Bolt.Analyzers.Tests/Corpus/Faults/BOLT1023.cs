//// dll
namespace Faults.BOLT1023;

public static class A
{
    [BoltGet("/first"), AllowAny] // ! BOLT1023
    public static string First() => "ok";

    public static string NoRouteAnyMore() => "ok"; // ! BOLT1023
}

//// surface
# Bolt surface 1
GET /first  auth: none  guards: AllowAny  → Faults.BOLT1023.A.First
GET /no-route  auth: none  guards: AllowAny  → Faults.BOLT1023.A.NoRouteAnyMore
GET /gone  auth: jwt  guards: IsStaff  → Faults.BOLT1023.Gone.Get
//// dll
namespace Faults.BOLT1023;

public static class Nothing;

//// surface
# Bolt surface 1
GET /gone  auth: jwt  guards: IsStaff  → Gone.Get // ! BOLT1023
