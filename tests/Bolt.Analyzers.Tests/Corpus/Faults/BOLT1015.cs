using Microsoft.AspNetCore.Mvc;

namespace Faults.BOLT1015;

[IsStaff] // ! BOLT1015
public static class F1
{
    public static string Get() => "no route";
}

[BoltGroup("/f2", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])] // ! BOLT1015
internal abstract class F2
{
    public abstract string Get();
}

public interface IReports
{
    [HasPermission("reports.read")] // ! BOLT1015
    string List();

    string Name
    {
        [IsStaff] // ! BOLT1015
        get;
    }
}

public sealed class F3 : IReports
{
    public string Name => "f3";

    [BoltGet("/f3", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public string List() => "all";
}

[IsStaff] // ! BOLT1015
public class F4Controller : ControllerBase
{
    [HttpGet("/f4")]
    [HasPermission("admin")] // ! BOLT1015
    public string Get() => "mvc";

    [HasPermission("admin")] // ! BOLT1015
    public virtual string Post() => "mvc";
}

[HasPermission("admin")]
[ApiController, Route("f5")]
public class F5 : ControllerBase
{
    [IsStaff] // ! BOLT1015
    [HttpGet]
    public string Mvc() => "mvc";

    [BoltGet("/f5/bolt", Auth = [typeof(JwtAuthentication)])]
    public string Bolt() => "bolt";
}

[OfficeHours(8, 18)] // ! BOLT1015
[OwnsDocument] // ! BOLT1015
public sealed class F6
{
    [OwnsDocument] // ! BOLT1015
    public F6()
    {
    }

    [OwnsDocument] // ! BOLT1015
    public string Title { get; set; } = "";

    [OwnsDocument] // ! BOLT1015
    public event EventHandler? Changed;

    [IsStaff] // ! BOLT1015
    private string Hidden() => Title + Changed;

    [return: OwnsDocument] // ! BOLT1015
    public string Named(
        [OwnsDocument] // ! BOLT1015
        int id) => Hidden() + id;
}

[OwnsDocument] // ! BOLT1015
public readonly struct F7
{
    public string Get() => "no route";
}

public static class F8
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/f8/lambda", [IsStaff] () => "x"); // ! BOLT1015
        app.MapGet("/f8/group", Plain);
        app.MapGet("/f8/local", Local);

        [IsStaff] // ! BOLT1015
        static string Local() => "x";
    }

    [IsStaff] // ! BOLT1015
    public static string Plain() => "x";

    [BoltGet("/f8/parameter", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Parameter([OwnsDocument] string name) => name; // ! BOLT1015
}

internal abstract class F9
{
    [IsStaff] // ! BOLT1015
    public virtual string Get() => "";

    [IsStaff]
    public abstract string Post();
}

internal sealed class F9Routes : F9
{
    public override string Get() => "";

    [BoltPost("/f9", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public override string Post() => "";
}

[IsStaff] // ! BOLT1015
public class F10 : Microsoft.AspNetCore.SignalR.Hub
{
    [IsStaff] // ! BOLT1015
    public Task Send() => Task.CompletedTask;
}

[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class OfficeHours(int from, int to) : Guard
{
    public override GuardResult Evaluate(GuardContext context) =>
        context.Time.GetUtcNow().Hour is var hour && hour >= from && hour < to ? GuardResult.Allow : GuardResult.Forbidden("closed");
}

[AttributeUsage(AttributeTargets.All)]
public sealed class OwnsDocument : AsyncGuard
{
    public override ValueTask<GuardResult> EvaluateAsync(GuardContext context) => new(GuardResult.Forbidden("not yours"));
}

//// exe
var app = WebApplication.Create(args);
app.MapBolt();
app.MapGet("/a", [IsStaff] async () => { await Task.Yield(); return "a"; }); // ! BOLT1015
app.MapGet("/b", Local);
app.Run();

[HasAnyPermission("a", "b")] // ! BOLT1015
static string Local() => "b";

public static class Routes
{
    [BoltGet("/c", Guards = [typeof(AllowAny)])]
    public static string C() => "c";
}

public static class Generated
{
    public static void MapBolt(this WebApplication app)
    {
    }
}
