using Everyone = Bolt.AllowAny;
using Get = Bolt.BoltGetAttribute;

namespace Clean.Cars;

/// <summary>Older array forms, constants, aliases and full names.</summary>
internal static partial class Cars
{
    private const string Root = "/cars";
    private const string One = Root + "/{id:guid}";

    [Get(Root, Guards = new[] { typeof(Everyone) })]
    internal static string List() => "[]";

    [Bolt.BoltGetAttribute(One, Guards = new Type[] { typeof(Bolt.AllowAny) })]
    internal static string Read(Guid id) => id.ToString()!;

    [BoltPost(pattern: Root, Auth = new[] { typeof(JwtAuthentication) }, Guards = new[] { typeof(IsAuthenticated), typeof(IsStaff) })]
    internal static string Add(NewCar body) => body.Name;

    [BoltRoute(One, "PUT", "PATCH", Auth = new Type[] { typeof(JwtAuthentication) })]
    [HasPermission(Names.Change)]
    internal static string Change(Guid id, NewCar body) => id + body.Name;

    [BoltRoute("/cars/hooks/{kind}", ["POST", "PUT"], Auth = new[] { typeof(PartnerCar) }, Guards = new[] { typeof(OfficeHoursCar) })]
    internal static string Hook(string kind) => kind;

    [BoltDelete(One, Auth = new[] { typeof(JwtAuthentication), typeof(PartnerCar) }, Guards = new[] { typeof(OwnsCar), typeof(IsAuthenticated) })]
    internal static string Delete(Guid id) => id.ToString()!;

    [BoltGet(
        "/cars/report",
        Auth = new[]
        {
            typeof(JwtAuthentication), // people
            typeof(PartnerCar), // machines
        },
        Guards = new[]
        {
            typeof(IsStaff),
        })]
    internal static string Report() => "report";

    [BoltGet(One + "/owner", Auth = new[] { typeof(JwtAuthentication) }), OwnsCar]
    internal static string Owner(Guid id) => id.ToString()!;

    [BoltGet(Root + "/" + nameof(Count), Guards = new[] { typeof(Everyone) })]
    internal static int Count() => 1;

    [Get(Root + "/first", Guards = new[] { typeof(Everyone) }), Get(Root + "/newest", Guards = new[] { typeof(Everyone) })]
    internal static partial string Newest();

    [BoltGet(Root + "/at/{hour:int:range(0,23)}", Auth = new[] { typeof(JwtAuthentication) }), HoursCar(8, To = 18)]
    internal static string At(int hour) => hour.ToString();

    [BoltGet(Root + "/by/{year:int}-{month:int}", Guards = new[] { typeof(Everyone) })]
    internal static string ByMonth(int year, int month) => year + "-" + month;

    [BoltGet(@"/cars/code/{code:regex(^\d{{3}}$)}", Guards = new[] { typeof(Everyone) })]
    internal static string ByCode(string code) => code;

    [BoltRoute("/cars/any/{name}", Guards = new[] { typeof(Everyone) })]
    internal static string Any([Microsoft.AspNetCore.Mvc.FromRoute(Name = "name")] string what) => what;

    internal static class Nested
    {
        [BoltGet("/cars/nested/{id:guid}", Auth = new[] { typeof(JwtAuthentication) }, Guards = new[] { typeof(IsStaff) })]
        internal static string Get(Guid id, [Microsoft.AspNetCore.Mvc.FromHeader(Name = "X-Trace")] string? trace) => id + trace;
    }
}

internal static partial class Cars
{
    internal static partial string Newest() => "first";
}

internal static class Names
{
    public const string Change = "cars." + nameof(Change);
}

internal sealed class PartnerCar : IAuthenticationBackend
{
    public string Name => "partner";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
}

internal sealed class OfficeHoursCar : Guard
{
    public override GuardResult Evaluate(GuardContext context) => GuardResult.Forbidden("closed");
}

internal sealed class HoursCar(int from) : Guard
{
    public int To { get; set; }

    public override GuardResult Evaluate(GuardContext context) => context.Time.GetUtcNow().Hour >= from ? GuardResult.Allow : GuardResult.Forbidden("closed");
}

internal sealed class OwnsCar : AsyncGuard
{
    public override ValueTask<GuardResult> EvaluateAsync(GuardContext context) => new(context.Auth is null ? GuardResult.Unauthorized : GuardResult.Allow);
}

internal sealed record NewCar(string Name);
