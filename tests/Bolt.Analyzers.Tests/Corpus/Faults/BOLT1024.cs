//// dll
namespace Faults.BOLT1024;

public static class A
{
    [BoltGet("/first"), AllowAny]
    public static string First() => "ok";
}

//// surface
# Bolt surface 1
<<<<<<< HEAD // ! BOLT1024
GET /first  auth: jwt  guards: IsStaff  → Faults.BOLT1024.A.First
======= // ! BOLT1024
GET /first  auth: jwt  guards: IsAuthenticated  → Faults.BOLT1024.A.First // ! BOLT1024
>>>>>>> topic // ! BOLT1024
//// dll
namespace Faults.BOLT1024;

public static class A
{
    [BoltGet("/first"), AllowAny]
    public static string First() => "ok";
}

//// surface
# Bolt surface 2 // ! BOLT1024
GET /first  auth: jwt  guards: IsStaff  → Faults.BOLT1024.A.First
//// dll
namespace Faults.BOLT1024;

public static class A
{
    [BoltGet("/first"), AllowAny]
    public static string First() => "ok";
}

//// surface
# Bolt surface 1
GET /first  auth: jwt  guards: IsStaff // ! BOLT1024
