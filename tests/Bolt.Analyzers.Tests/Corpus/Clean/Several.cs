using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clean.Several;

/// <summary>Several routes on one method, and routes that look alike and are not.</summary>
[BoltGroup("/s", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
public static class Several
{
    [BoltGet("a"), BoltGet("b"), BoltGet("c")]
    public static string ThreeNames() => "abc";

    [BoltGet("d")]
    [BoltPost("d")]
    [BoltPut("d", Guards = [typeof(IsStaff)])]
    [BoltDelete("d", Guards = [typeof(IsAdminUser)])]
    public static string FourMethods(HttpRequest request) => request.Method;

    [BoltGet("e/{id:int}"), BoltGet("e/by-slug/{slug}")]
    public static string EitherOr([FromRoute] int? id, [FromRoute] string? slug, AuthContext auth) => auth.UserId + id + slug;

    [BoltRoute("f", "GET", "HEAD"), BoltRoute("g", "POST", "PUT", "PATCH")]
    public static string Mixed() => "fg";

    [BoltRoute("h", "get")]
    public static string LowerCase() => "h";

    [BoltRoute("i", "PROPFIND", "MKCOL", "X-OWN")]
    public static string UnusualMethods() => "i";

    [BoltGet("j/{x:int}")]
    public static string ByInt(int x) => "int" + x;

    [BoltGet("j/{x:guid}")]
    public static string ByGuid(Guid x) => "guid" + x;

    [BoltGet("j/{x}")]
    public static string ByText(string x) => "text" + x;

    [BoltPost("j/{x}")]
    public static string Post(string x) => "post" + x;

    [BoltGet("k"), Host("api.example")]
    public static string Host() => "k";

    [BoltGet("k"), Host("www.example", "example")]
    public static string OtherHost() => "k";

    [BoltPost("l"), Consumes("application/json")]
    public static string Json(Data data) => data.Text;

    [BoltPost("l"), Consumes("text/plain")]
    public static string Text(HttpContext http) => http.TraceIdentifier;

    [BoltGet("m/{a}.{b}")]
    public static string Dotted(string a, string b) => a + b;

    [BoltGet("n/{a}-{b}/{c?}")]
    public static string Dashed(string a, string b, string? c) => a + b + c;

    [BoltGet("/~o/$p/@q/!r/(s)/'t'/,u/;v/=w/+x/&y")]
    public static string Signs() => "signs";

    [BoltGet("p/{id:length(3,5)}/{code:regex(^[[a-z]]{{2}}$)}/{n:range(1,9)}")]
    public static string Constraints(string id, string code, int n, AuthContext auth) => auth.UserId + id + code + n;

    [BoltGet("q/{**path:nonfile}")]
    public static string CatchAll(string path) => path;

    [BoltGet("r%20s/{a}/t")]
    public static string Encoded(string a) => a;
}

public sealed record Data(string Text);
