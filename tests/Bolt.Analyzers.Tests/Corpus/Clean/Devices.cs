namespace Clean.Devices;

/// <summary>Everything said on the route, in collection expressions.</summary>
public static class Devices
{
    [BoltGet("/devices", Guards = [typeof(AllowAny)])]
    public static IReadOnlyList<Device> List(int page = 1, string? search = null) => [new Device(page.ToString(), search)];

    [BoltGet("/devices/{id:long}", Guards = [typeof(AllowAny)])]
    public static Task<Device> Get(long id, CancellationToken cancellation) => Task.FromResult(new Device(id.ToString()!, cancellation.ToString()));

    [BoltGet("/devices/{id:long}/history", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string History(long id) => id.ToString()!;

    [BoltGet("/devices/mine", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Mine(AuthContext auth) => auth.UserId;

    [BoltGet("/devices/mine/{id:long}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string MyOwn(long id, AuthContext auth) => auth.UserId + id;

    [BoltPost("/devices", Auth = [typeof(JwtAuthentication)])]
    [HasPermission("devices.add")]
    public static IResult Add(NewDevice body, AuthContext auth) => TypedResults.Ok(body.Name + auth.UserId);

    [BoltPut("/devices/{id:long}", Auth = [typeof(JwtAuthentication)]), HasPermission("devices.change")]
    public static async Task<IResult> Change(long id, NewDevice body)
    {
        await Task.Yield();
        return TypedResults.Ok(body.Name + id);
    }

    [BoltPatch("/devices/{id:long}/name", Auth = [typeof(JwtAuthentication)])]
    [HasAnyPermission("devices.change", "devices.rename")]
    public static void Rename(long id, [Microsoft.AspNetCore.Mvc.FromQuery] string name) => _ = name + id;

    [BoltDelete("/devices/{id:long}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static ValueTask Delete(long id) => ValueTask.CompletedTask;

    [BoltDelete("/devices", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]
    public static void Clear() { }

    [BoltHead("/devices/{id:long}", Guards = [typeof(AllowAny)])]
    public static void Exists(long id) => _ = id;

    [BoltOptions("/devices", Guards = [typeof(AllowAny)])]
    public static void Options(HttpResponse response) => response.Headers.Allow = "GET, POST";

    [BoltGet("/devices/{id:long}/lines/{line:int?}", Auth = [typeof(JwtAuthentication)])]
    [Requires("scope", "devices.read", "devices.write", Match = Match.Any)]
    public static string Lines(long id, int? line) => id.ToString() + line;

    [BoltGet("/devices/welcome", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Welcome(AuthContext? auth) => auth?.UserId ?? "stranger";

    [BoltPost("/devices/import", Auth = [typeof(JwtAuthentication)]), HasAllPermissions("devices.add", "devices.import")]
    public static async Task Import(HttpContext http) => await http.Response.WriteAsync("ok");

    [BoltGet("/devices/files/{**path}", Guards = [typeof(AllowAny)])]
    public static string Files() => "none";
}

public sealed record Device(string Id, string? Title);

public sealed record NewDevice(string Name);
