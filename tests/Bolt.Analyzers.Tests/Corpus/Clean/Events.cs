using Everyone = Bolt.AllowAny;
using Get = Bolt.BoltGetAttribute;

namespace Clean.Events;

/// <summary>Older array forms, constants, aliases and full names.</summary>
internal static partial class Events
{
    private const string Root = "/events";
    private const string One = Root + "/{id:long}";

    [Get(Root, Guards = new[] { typeof(Everyone) })]
    internal static string List() => "[]";

    [Bolt.BoltGetAttribute(One, Guards = new Type[] { typeof(Bolt.AllowAny) })]
    internal static string Read(long id) => id.ToString()!;

    [BoltPost(pattern: Root, Auth = new[] { typeof(JwtAuthentication) }, Guards = new[] { typeof(IsAuthenticated), typeof(IsStaff) })]
    internal static string Add(NewEvent body) => body.Name;

    [BoltRoute(One, "PUT", "PATCH", Auth = new Type[] { typeof(JwtAuthentication) })]
    [HasPermission(Names.Change)]
    internal static string Change(long id, NewEvent body) => id + body.Name;

    [BoltRoute("/events/hooks/{kind}", ["POST", "PUT"], Auth = new[] { typeof(PartnerEvent) }, Guards = new[] { typeof(OfficeHoursEvent) })]
    internal static string Hook(string kind) => kind;

    [BoltDelete(One, Auth = new[] { typeof(JwtAuthentication), typeof(PartnerEvent) }, Guards = new[] { typeof(OwnsEvent), typeof(IsAuthenticated) })]
    internal static string Delete(long id) => id.ToString()!;

    [BoltGet(
        "/events/report",
        Auth = new[]
        {
            typeof(JwtAuthentication), // people
            typeof(PartnerEvent), // machines
        },
        Guards = new[]
        {
            typeof(IsStaff),
        })]
    internal static string Report() => "report";

    [BoltGet(One + "/owner", Auth = new[] { typeof(JwtAuthentication) }), OwnsEvent]
    internal static string Owner(long id) => id.ToString()!;

    [BoltGet(Root + "/" + nameof(Count), Guards = new[] { typeof(Everyone) })]
    internal static int Count() => 1;

    [Get(Root + "/first", Guards = new[] { typeof(Everyone) }), Get(Root + "/newest", Guards = new[] { typeof(Everyone) })]
    internal static partial string Newest();

    [BoltGet(Root + "/at/{hour:int:range(0,23)}", Auth = new[] { typeof(JwtAuthentication) }), HoursEvent(8, To = 18)]
    internal static string At(int hour) => hour.ToString();

    [BoltGet(Root + "/by/{year:int}-{month:int}", Guards = new[] { typeof(Everyone) })]
    internal static string ByMonth(int year, int month) => year + "-" + month;

    [BoltGet(@"/events/code/{code:regex(^\d{{3}}$)}", Guards = new[] { typeof(Everyone) })]
    internal static string ByCode(string code) => code;

    [BoltRoute("/events/any/{name}", Guards = new[] { typeof(Everyone) })]
    internal static string Any([Microsoft.AspNetCore.Mvc.FromRoute(Name = "name")] string what) => what;

    internal static class Nested
    {
        [BoltGet("/events/nested/{id:long}", Auth = new[] { typeof(JwtAuthentication) }, Guards = new[] { typeof(IsStaff) })]
        internal static string Get(long id, [Microsoft.AspNetCore.Mvc.FromHeader(Name = "X-Trace")] string? trace) => id + trace;
    }
}

internal static partial class Events
{
    internal static partial string Newest() => "first";
}

internal static class Names
{
    public const string Change = "events." + nameof(Change);
}

internal sealed class PartnerEvent : IAuthenticationBackend
{
    public string Name => "partner";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
}

internal sealed class OfficeHoursEvent : Guard
{
    public override GuardResult Evaluate(GuardContext context) => GuardResult.Forbidden("closed");
}

internal sealed class HoursEvent(int from) : Guard
{
    public int To { get; set; }

    public override GuardResult Evaluate(GuardContext context) => context.Time.GetUtcNow().Hour >= from ? GuardResult.Allow : GuardResult.Forbidden("closed");
}

internal sealed class OwnsEvent : AsyncGuard
{
    public override ValueTask<GuardResult> EvaluateAsync(GuardContext context) => new(context.Auth is null ? GuardResult.Unauthorized : GuardResult.Allow);
}

internal sealed record NewEvent(string Name);
