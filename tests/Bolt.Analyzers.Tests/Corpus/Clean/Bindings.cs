using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;

namespace Clean.Bindings;

/// <summary>Every kind of parameter that is bound, alone and together.</summary>
public static class Bindings
{
    [BoltGet("/bind/decimal/{amount:decimal}", Guards = [typeof(AllowAny)])]
    public static decimal Decimal(decimal amount) => amount;

    [BoltGet("/bind/double/{x}/{y:double}", Guards = [typeof(AllowAny)])]
    public static double Doubles(double x, double y, double z = 0) => x + y + z;

    [BoltGet("/bind/enum/{day}", Guards = [typeof(AllowAny)])]
    public static DayOfWeek Enum(DayOfWeek day, DateTimeKind? kind) => kind is null ? day : DayOfWeek.Sunday;

    [BoltGet("/bind/time/{from:datetime}", Guards = [typeof(AllowAny)])]
    public static DateTimeOffset Times(DateTimeOffset from, DateTime? to, TimeOnly? at, TimeSpan every = default) => from + every + (at?.ToTimeSpan() ?? to?.TimeOfDay ?? default);

    [BoltGet("/bind/guid", Guards = [typeof(AllowAny)])]
    public static Guid? Guids(Guid? trace) => trace;

    [BoltGet("/bind/uri", Guards = [typeof(AllowAny)])]
    public static string? Address(Uri? next) => next?.Host;

    [BoltGet("/bind/own/{point}", Guards = [typeof(AllowAny)])]
    public static double Own(Point point) => point.X;

    [BoltGet("/bind/parsable/{size}", Guards = [typeof(AllowAny)])]
    public static int Parsable(Size size) => size.Value;

    [BoltGet("/bind/numbers/{a:int}/{b:long}/{c}/{d}", Guards = [typeof(AllowAny)])]
    public static long Numbers(int a, long b, short c, byte d, ulong? e, float f = 1.5f) => a + b + c + d + (long)(e ?? 0) + (long)f;

    [BoltGet("/bind/bool/{yes:bool}", Guards = [typeof(AllowAny)])]
    public static bool Bool(bool yes, bool? no = null, char letter = 'x') => yes && no != true && letter == 'x';

    [BoltGet("/bind/header", Guards = [typeof(AllowAny)])]
    public static string? Header([FromHeader(Name = "Accept-Language")] string? language, [FromHeader(Name = "X-Retry")] int retry = 0) => language + retry;

    [BoltGet("/bind/query", Guards = [typeof(AllowAny)])]
    public static string Query([FromQuery(Name = "q")] string text, [FromQuery] int? page, [FromQuery(Name = "page-size")] int size = 20) => text + page + size;

    [BoltGet("/bind/renamed/{order-number}", Guards = [typeof(AllowAny)])]
    public static string Renamed([FromRoute(Name = "order-number")] string number) => number;

    [BoltGet("/bind/optional/{lang=en}/{page:int?}", Guards = [typeof(AllowAny)])]
    public static string Optional(string lang, int? page) => lang + page;

    [BoltGet("/bind/rest/{*rest}", Guards = [typeof(AllowAny)])]
    public static string Rest(string? rest) => rest ?? "";

    [BoltPost("/bind/body", Guards = [typeof(AllowAny)])]
    public static string Body([FromBody] Point? point, [FromHeader(Name = "If-Match")] string? tag, CancellationToken cancellation) => $"{point} {tag} {cancellation}";

    [BoltPost("/bind/empty-body", Guards = [typeof(AllowAny)])]
    public static string EmptyBody([FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] Draft? draft) => draft?.Text ?? "none";

    [BoltPut("/bind/implicit-body/{id}", Guards = [typeof(AllowAny)])]
    public static string ImplicitBody(string id, Draft draft) => id + draft.Text;

    [BoltPost("/bind/list", Guards = [typeof(AllowAny)])]
    public static int List(IReadOnlyList<Draft> drafts) => drafts.Count;

    [BoltPost("/bind/map", Guards = [typeof(AllowAny)])]
    public static int Map(Dictionary<string, int> counts) => counts.Values.Sum();

    [BoltGet("/bind/services", Guards = [typeof(AllowAny)])]
    public static string Services(IServiceProvider services, [FromServices] TimeProvider time, [FromKeyedServices("slow")] Random? random) => $"{services} {time} {random}";

    [BoltGet("/bind/request", Guards = [typeof(AllowAny)])]
    public static void Request(HttpContext context, HttpRequest request, HttpResponse response) => response.StatusCode = request.HttpContext == context ? 204 : 500;

    [BoltGet("/bind/principal", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string? Principal(ClaimsPrincipal principal, AuthContext auth) => principal.Identity?.Name ?? auth.UserId;

    [BoltGet("/bind/anonymous-principal", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static bool AnonymousPrincipal(ClaimsPrincipal principal) => principal.Identity?.IsAuthenticated == true;

    [BoltGet("/bind/maybe-user", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static string MaybeUser([CurrentUser] Member? member) => member?.Name ?? "nobody";

    [BoltGet("/bind/lazy-user", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static async Task<string> LazyUser(CurrentUser<Member> member) => (await member.GetAsync())?.Name ?? "nobody";
}

public sealed record Member(string Name);

public sealed record Draft(string Text);

public readonly record struct Point(double X, double Y)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out Point point)
    {
        var parts = (text ?? "").Split(',');
        point = default;
        if (parts.Length != 2 || !double.TryParse(parts[0], NumberStyles.Float, provider, out var x) || !double.TryParse(parts[1], NumberStyles.Float, provider, out var y))
        {
            return false;
        }

        point = new(x, y);
        return true;
    }
}

public sealed class Size(int value) : IParsable<Size>
{
    public int Value => value;

    public static Size Parse(string s, IFormatProvider? provider) => new(int.Parse(s, provider));

    public static bool TryParse(string? s, IFormatProvider? provider, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Size result)
    {
        result = int.TryParse(s, NumberStyles.Integer, provider, out var value) ? new(value) : null;
        return result is not null;
    }
}
