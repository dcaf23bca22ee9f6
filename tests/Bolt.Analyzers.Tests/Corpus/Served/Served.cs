using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Served;

// Programs in which other frameworks serve what Bolt serves too: what a fix takes away here, they no longer ask.
[ApiController, Route("mvc")]
[Authorize(Roles = "admin")]
public sealed class Both : ControllerBase
{
    [HttpGet("{id}")]
    public string Mvc(int id) => "x" + id;

    [BoltGet("/both", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    [Authorize]
    public string BothWays() => "x";

    [AllowAnonymous]
    [BoltGet("/open"), BoltPost("/open")]
    public string Open() => "x";
}

[Authorize]
public abstract class Base : ControllerBase
{
    [Authorize(Roles = "a,b")]
    [BoltGet("/base", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public virtual string List() => "x";

    [BoltGet("/static", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Static() => "x";
}

public class Derived : Base
{
    [HttpGet("/derived")]
    public override string List() => "x";
}

[Authorize]
public class PlainBase
{
    [Authorize]
    [BoltGet("/plain-base", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public string List() => "x";
}

[Controller]
public class Inherits : PlainBase;

[Authorize]
public sealed class PocoController
{
    [BoltGet("/poco", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public string Get() => "x";

    [Authorize]
    [BoltGet("/poco/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public string A() => "x";
}

[NonController]
[Authorize]
public sealed class NoController
{
    [BoltGet("/none", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public string Get() => "x";
}

[Authorize]
public sealed partial class Parts : Microsoft.AspNetCore.Mvc.RazorPages.PageModel
{
    public void OnGet()
    {
    }
}

public sealed partial class Parts
{
    [Authorize(Roles = "x")]
    [BoltGet("/parts", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public string Get() => "x";
}

[Authorize]
public class Chat : Microsoft.AspNetCore.SignalR.Hub
{
    [Authorize(Roles = "sender")]
    [BoltPost("/chat", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public Task Send() => Task.CompletedTask;
}

//// dll
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Served.Mapped;

public interface IHandler
{
    string Through();
}

public abstract class HandlerBase
{
    public abstract string Overridden();
}

public sealed class Handlers : HandlerBase, IHandler
{
    [Authorize]
    [BoltGet("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string A() => "a";

    [Authorize(Roles = "b")]
    [BoltGet("/b", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string B() => "b";

    [Authorize]
    [BoltGet("/c/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string C() => "c";

    [Authorize]
    [BoltGet("/through", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public string Through() => "through";

    [Authorize]
    [BoltGet("/overridden", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public override string Overridden() => "overridden";

    [Authorize]
    [BoltGet("/reflected", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Reflected() => "reflected";

    [AllowAnonymous]
    [BoltGet("/open", Auth = [typeof(JwtAuthentication)])]
    public static string Open() => "open";

    // Named and called, but nothing reads its attributes: a fix is offered.
    [Authorize]
    [BoltGet("/named", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Named() => nameof(Named);
}

//// file
using Microsoft.AspNetCore.Routing;

namespace Served.Mapped;

public static class Mapping
{
    public static void Map(IEndpointRouteBuilder app, IHandler through, HandlerBase overridden)
    {
        app.MapGet("/other/a", Handlers.A);
        app.MapGet("/other/b", (Delegate)Handlers.B);
        app.MapMethods("/other/c", ["GET"], Handlers.C);
        app.MapGet("/other/through", through.Through);
        app.MapGet("/other/overridden", overridden.Overridden);
        app.MapGet("/other/open", Handlers.Open);
        app.MapGet("/other/reflected", through.GetType().GetMethod(nameof(Handlers.Reflected))!.CreateDelegate<Func<string>>());
        app.MapGet("/other/called", () => Handlers.Named());
    }
}

//// dll
namespace Served.Shapes;

public static class Adding
{
    [BoltGet("/a/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Query([Microsoft.AspNetCore.Mvc.FromQuery] string id) => id;

    [BoltGet("/b/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Header([Microsoft.AspNetCore.Mvc.FromHeader] int Id) => "b" + Id;

    [BoltGet("/c/{id:int}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Local()
    {
        var id = 1;
        return "c" + id;
    }

    [BoltGet("/d/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Called(string? other) => "d" + other;

    [BoltGet("/e/{class}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Keyword() => Called("e");

    [BoltGet("/f/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Overloaded() => "f";

    public static string Overloaded(string id) => id;

    [BoltGet("/g/{id:guid}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Lines(
        int number, // the first
        string? second) => "g" + number + second;

    [BoltGet("/h/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Extension(this string text) => text;

    [BoltGet("/i/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Fine(CancellationToken cancellation) => "i" + cancellation;
}

public abstract class Hidden
{
    [BoltGet("/j", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    // between
    private static string Commented() => "j";

    [BoltGet("/k", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    protected virtual string Virtual() => "k" + Commented() + Exposes(new());

    [BoltGet("/l", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    private static string Exposes([Microsoft.AspNetCore.Mvc.FromBody] Body body) => "l" + body;

    private sealed record Body;

    private sealed class Nested
    {
        [BoltGet("/m", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
        static string Get() => "m";
    }

    private sealed class Derived : Hidden
    {
        protected override string Virtual() => "k";
    }
}

public interface IInherited
{
    string Inherited();
}

public class InheritedFrom
{
    [BoltGet("/inherited/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public string Inherited() => "x";
}

public sealed class Implements : InheritedFrom, IInherited;

public static partial class PartialHandlers
{
    [BoltGet("/n", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static partial string Get(AuthContext auth);

    public static partial string Get(AuthContext auth) => "n" + auth;

    [BoltGet("/o", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static partial string Other(AuthContext auth);
}

//// file
namespace Served.Shapes;

public static partial class PartialHandlers
{
    public static partial string Other(AuthContext auth) => "o" + auth;
}

//// dll
[assembly: HasPermission("api.use")]
[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)])]

namespace Served.Levels;

[IsStaff, BoltGroup("/outer")]
public static class Outer
{
    [HasPermission("inner")]
    public static class Inner
    {
        [BoltGet("/a"), AllowAny, IsAuthenticated]
        public static string A() => "a";

        [BoltGet("/b", Guards = [typeof(AllowAny), typeof(IsAdminUser)])]
        public static string B() => "b";

        [BoltGet("/c", InheritGuards = false)]
        public static string C() => "c";

        [BoltGet("/d", Auth = [], Guards = [typeof(IsAuthenticated)])]
        public static string D() => "d";

        [BoltGet("/e", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
        public static string E() => "e";

        [BoltGet("/f", Guards = [typeof(HasPermission)])]
        public static string F() => "f";
    }
}

//// dll
using Microsoft.AspNetCore.Authorization;

namespace Served.Library;

public static class Handlers
{
    [Authorize]
    [BoltGet("/library/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Get() => "x";
}

[Authorize]
public class Base
{
    [Authorize(Roles = "a")]
    [BoltGet("/library-base", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public string List() => "x" + Helper();

    [BoltGet("/library-protected", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    protected static string Helper() => "x";
}

//// project
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Served.Library;

namespace Served.Caller;

public static class Mapping
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/caller", Handlers.Get);
}

[ApiController, Route("caller-base")]
public sealed class Inherits : Base
{
    [HttpGet]
    public string Index() => Helper();
}
