using Microsoft.AspNetCore.Mvc;

namespace Faults.BOLT2013;

public sealed record Item(int Id);

public static class F1
{
    [BoltGet("/f1"), AllowAny]
    public static IActionResult A() => new OkResult(); // ! BOLT2013

    [BoltGet("/f2"), AllowAny]
    public static ActionResult B() => new NotFoundResult(); // ! BOLT2013

    [BoltGet("/f3"), AllowAny]
    public static ActionResult<Item> C() => new Item(1); // ! BOLT2013

    [BoltGet("/f4"), AllowAny]
    public static Task<IActionResult> D() => Task.FromResult<IActionResult>(new OkResult()); // ! BOLT2013

    [BoltGet("/f5"), AllowAny]
    public static async ValueTask<ActionResult<Item>> E() // ! BOLT2013
    {
        await Task.Yield();
        return new Item(1);
    }

    [BoltGet("/f6"), AllowAny]
    public static JsonResult F() => new(1); // ! BOLT2013

    [BoltGet("/f7"), AllowAny]
    public static Task<StatusCodeResult?> G() => Task.FromResult<StatusCodeResult?>(new(400)); // ! BOLT2013

    [BoltGet("/f8"), AllowAny]
    public static Mine H() => new(); // ! BOLT2013

    [BoltGet("/f9"), AllowAny]
    public static Wrapped I() => default; // ! BOLT2013
}

public sealed class Mine : OkObjectResult
{
    public Mine()
        : base(1)
    {
    }
}

public readonly struct Wrapped : Microsoft.AspNetCore.Mvc.Infrastructure.IConvertToActionResult
{
    public IActionResult Convert() => new OkResult();
}
