using Bolt;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Company.App;

/// <summary>Every caller needs a token, and each route says which permission. A type of your own that is returned or taken as the body goes into the project's JsonSerializerContext.</summary>
[BoltGroup("/route-prefix", Auth = [typeof(JwtAuthentication)], Tags = ["Routes1"])]
public static class Routes1
{
    [BoltGet("")]
    [HasPermission("route-prefix.read")]
    public static string List() => "none yet";

    [BoltGet("/{id:int}")]
    [HasPermission("route-prefix.read")]
    public static Results<Ok<string>, NotFound> Find(int id) => id == 1 ? TypedResults.Ok("one") : TypedResults.NotFound();

    [BoltDelete("/{id:int}")]
    [HasPermission("route-prefix.delete")]
    public static Results<NoContent, NotFound> Delete(int id) => id == 1 ? TypedResults.NoContent() : TypedResults.NotFound();
}
