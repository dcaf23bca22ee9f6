using Everyone = Bolt.AllowAny;
using Get = Bolt.BoltGetAttribute;

namespace Clean.Invoices;

/// <summary>Older array forms, constants, aliases and full names.</summary>
internal static partial class Invoices
{
    private const string Root = "/invoices";
    private const string One = Root + "/{id:int}";

    [Get(Root, Guards = new[] { typeof(Everyone) })]
    internal static string List() => "[]";

    [Bolt.BoltGetAttribute(One, Guards = new Type[] { typeof(Bolt.AllowAny) })]
    internal static string Read(int id) => id.ToString()!;

    [BoltPost(pattern: Root, Auth = new[] { typeof(JwtAuthentication) }, Guards = new[] { typeof(IsAuthenticated), typeof(IsStaff) })]
    internal static string Add(NewInvoice body) => body.Name;

    [BoltRoute(One, "PUT", "PATCH", Auth = new Type[] { typeof(JwtAuthentication) })]
    [HasPermission(Names.Change)]
    internal static string Change(int id, NewInvoice body) => id + body.Name;

    [BoltRoute("/invoices/hooks/{kind}", ["POST", "PUT"], Auth = new[] { typeof(PartnerInvoice) }, Guards = new[] { typeof(OfficeHoursInvoice) })]
    internal static string Hook(string kind) => kind;

    [BoltDelete(One, Auth = new[] { typeof(JwtAuthentication), typeof(PartnerInvoice) }, Guards = new[] { typeof(OwnsInvoice), typeof(IsAuthenticated) })]
    internal static string Delete(int id) => id.ToString()!;

    [BoltGet(
        "/invoices/report",
        Auth = new[]
        {
            typeof(JwtAuthentication), // people
            typeof(PartnerInvoice), // machines
        },
        Guards = new[]
        {
            typeof(IsStaff),
        })]
    internal static string Report() => "report";

    [BoltGet(One + "/owner", Auth = new[] { typeof(JwtAuthentication) }), OwnsInvoice]
    internal static string Owner(int id) => id.ToString()!;

    [BoltGet(Root + "/" + nameof(Count), Guards = new[] { typeof(Everyone) })]
    internal static int Count() => 1;

    [Get(Root + "/first", Guards = new[] { typeof(Everyone) }), Get(Root + "/newest", Guards = new[] { typeof(Everyone) })]
    internal static partial string Newest();

    [BoltGet(Root + "/at/{hour:int:range(0,23)}", Auth = new[] { typeof(JwtAuthentication) }), HoursInvoice(8, To = 18)]
    internal static string At(int hour) => hour.ToString();

    [BoltGet(Root + "/by/{year:int}-{month:int}", Guards = new[] { typeof(Everyone) })]
    internal static string ByMonth(int year, int month) => year + "-" + month;

    [BoltGet(@"/invoices/code/{code:regex(^\d{{3}}$)}", Guards = new[] { typeof(Everyone) })]
    internal static string ByCode(string code) => code;

    [BoltRoute("/invoices/any/{name}", Guards = new[] { typeof(Everyone) })]
    internal static string Any([Microsoft.AspNetCore.Mvc.FromRoute(Name = "name")] string what) => what;

    internal static class Nested
    {
        [BoltGet("/invoices/nested/{id:int}", Auth = new[] { typeof(JwtAuthentication) }, Guards = new[] { typeof(IsStaff) })]
        internal static string Get(int id, [Microsoft.AspNetCore.Mvc.FromHeader(Name = "X-Trace")] string? trace) => id + trace;
    }
}

internal static partial class Invoices
{
    internal static partial string Newest() => "first";
}

internal static class Names
{
    public const string Change = "invoices." + nameof(Change);
}

internal sealed class PartnerInvoice : IAuthenticationBackend
{
    public string Name => "partner";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
}

internal sealed class OfficeHoursInvoice : Guard
{
    public override GuardResult Evaluate(GuardContext context) => GuardResult.Forbidden("closed");
}

internal sealed class HoursInvoice(int from) : Guard
{
    public int To { get; set; }

    public override GuardResult Evaluate(GuardContext context) => context.Time.GetUtcNow().Hour >= from ? GuardResult.Allow : GuardResult.Forbidden("closed");
}

internal sealed class OwnsInvoice : AsyncGuard
{
    public override ValueTask<GuardResult> EvaluateAsync(GuardContext context) => new(context.Auth is null ? GuardResult.Unauthorized : GuardResult.Allow);
}

internal sealed record NewInvoice(string Name);
