using Everyone = Bolt.AllowAny;
using Get = Bolt.BoltGetAttribute;

namespace Clean.Labels;

/// <summary>Older array forms, constants, aliases and full names.</summary>
internal static partial class Labels
{
    private const string Root = "/labels";
    private const string One = Root + "/{id}";

    [Get(Root, Guards = new[] { typeof(Everyone) })]
    internal static string List() => "[]";

    [Bolt.BoltGetAttribute(One, Guards = new Type[] { typeof(Bolt.AllowAny) })]
    internal static string Read(string id) => id.ToString()!;

    [BoltPost(pattern: Root, Auth = new[] { typeof(JwtAuthentication) }, Guards = new[] { typeof(IsAuthenticated), typeof(IsStaff) })]
    internal static string Add(NewLabel body) => body.Name;

    [BoltRoute(One, "PUT", "PATCH", Auth = new Type[] { typeof(JwtAuthentication) })]
    [HasPermission(Names.Change)]
    internal static string Change(string id, NewLabel body) => id + body.Name;

    [BoltRoute("/labels/hooks/{kind}", ["POST", "PUT"], Auth = new[] { typeof(PartnerLabel) }, Guards = new[] { typeof(OfficeHoursLabel) })]
    internal static string Hook(string kind) => kind;

    [BoltDelete(One, Auth = new[] { typeof(JwtAuthentication), typeof(PartnerLabel) }, Guards = new[] { typeof(OwnsLabel), typeof(IsAuthenticated) })]
    internal static string Delete(string id) => id.ToString()!;

    [BoltGet(
        "/labels/report",
        Auth = new[]
        {
            typeof(JwtAuthentication), // people
            typeof(PartnerLabel), // machines
        },
        Guards = new[]
        {
            typeof(IsStaff),
        })]
    internal static string Report() => "report";

    [BoltGet(One + "/owner", Auth = new[] { typeof(JwtAuthentication) }), OwnsLabel]
    internal static string Owner(string id) => id.ToString()!;

    [BoltGet(Root + "/" + nameof(Count), Guards = new[] { typeof(Everyone) })]
    internal static int Count() => 1;

    [Get(Root + "/first", Guards = new[] { typeof(Everyone) }), Get(Root + "/newest", Guards = new[] { typeof(Everyone) })]
    internal static partial string Newest();

    [BoltGet(Root + "/at/{hour:int:range(0,23)}", Auth = new[] { typeof(JwtAuthentication) }), HoursLabel(8, To = 18)]
    internal static string At(int hour) => hour.ToString();

    [BoltGet(Root + "/by/{year:int}-{month:int}", Guards = new[] { typeof(Everyone) })]
    internal static string ByMonth(int year, int month) => year + "-" + month;

    [BoltGet(@"/labels/code/{code:regex(^\d{{3}}$)}", Guards = new[] { typeof(Everyone) })]
    internal static string ByCode(string code) => code;

    [BoltRoute("/labels/any/{name}", Guards = new[] { typeof(Everyone) })]
    internal static string Any([Microsoft.AspNetCore.Mvc.FromRoute(Name = "name")] string what) => what;

    internal static class Nested
    {
        [BoltGet("/labels/nested/{id}", Auth = new[] { typeof(JwtAuthentication) }, Guards = new[] { typeof(IsStaff) })]
        internal static string Get(string id, [Microsoft.AspNetCore.Mvc.FromHeader(Name = "X-Trace")] string? trace) => id + trace;
    }
}

internal static partial class Labels
{
    internal static partial string Newest() => "first";
}

internal static class Names
{
    public const string Change = "labels." + nameof(Change);
}

internal sealed class PartnerLabel : IAuthenticationBackend
{
    public string Name => "partner";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
}

internal sealed class OfficeHoursLabel : Guard
{
    public override GuardResult Evaluate(GuardContext context) => GuardResult.Forbidden("closed");
}

internal sealed class HoursLabel(int from) : Guard
{
    public int To { get; set; }

    public override GuardResult Evaluate(GuardContext context) => context.Time.GetUtcNow().Hour >= from ? GuardResult.Allow : GuardResult.Forbidden("closed");
}

internal sealed class OwnsLabel : AsyncGuard
{
    public override ValueTask<GuardResult> EvaluateAsync(GuardContext context) => new(context.Auth is null ? GuardResult.Unauthorized : GuardResult.Allow);
}

internal sealed record NewLabel(string Name);
