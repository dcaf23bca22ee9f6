using Microsoft.CodeAnalysis;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.GuardWithoutRouteAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1015.</summary>
public class GuardWithoutRouteTests
{
    /// <summary>Guards that may stand anywhere: a user's <c>AttributeUsage</c> decides where the compiler lets one stand, not where it is read.</summary>
    private const string Guards = """

        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        public sealed class Anywhere : Guard { public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow; }

        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        public class AnywhereAsync(params string[] names) : AsyncGuard
        {
            public string[] Names => names;
            public override ValueTask<GuardResult> EvaluateAsync(GuardContext context) => new(GuardResult.Allow);
        }

        public sealed class DerivedGuard() : AnywhereAsync("a");
        """;

    [Theory]
    [InlineData("public static class Admin { public static string Get() => \"\"; }")]
    [InlineData("public sealed class Admin { public string Get() => \"\"; }")]
    [InlineData("internal class Admin;")]
    [InlineData("internal abstract class Admin; internal sealed class Derived : Admin { public string Get() => \"\"; }")]
    [InlineData("class Admin<T>; class Derived : Admin<int>;")]
    [InlineData("file class Admin;")]
    [InlineData("public sealed record Admin(int A);")]
    [InlineData("public class Admin { private Admin() { } public static string Get() => \"\"; }")]
    [InlineData("public abstract class Admin { private protected Admin() { } }")]
    [InlineData("public static class Admin { public static class Inner { public class Dto { public int A { get; set; } } } }")]
    [InlineData("public static partial class Admin; static partial class Admin { public static string Get() => \"\"; }")]
    public async Task ForTypeWithoutRoutes_Triggers(string type)
    {
        await Test.RunAsync($"[{{|BOLT1015:IsStaff|}}] {type}");
        await Test.RunAsync($"[{{|BOLT1015:HasPermission(\"a\")|}}, {{|BOLT1015:AnywhereAsync(\"x\")|}}] [{{|BOLT1015:DerivedGuard|}}] {type} {Guards}");
        await Test.RunAsync($"[{{|BOLT1015:BoltGroup(\"/admin\", Guards = [typeof(IsStaff)])|}}] {type}");
    }

    [Theory]
    [InlineData("struct Admin { public string Get() => \"\"; }")]
    [InlineData("record struct Admin(int A);")]
    [InlineData("interface IAdmin;")]
    [InlineData("enum Kind { A }")]
    [InlineData("delegate string Get();")]
    public Task ForAnyKindOfType_Triggers(string type) => Test.RunAsync($"[{{|BOLT1015:Anywhere|}}] public {type} {Guards}");

    [Theory]
    [InlineData("[{|BOLT1015:IsStaff|}] static string Plain() => \"\";")]
    [InlineData("[{|BOLT1015:IsStaff|}] public string Plain() => \"\";")]
    [InlineData("[{|BOLT1015:IsStaff|}] private string Plain() => \"\";")]
    [InlineData("[{|BOLT1015:IsStaff|}, {|BOLT1015:HasPermission(\"a\")|}] protected internal string Plain() => \"\";")]
    [InlineData("[{|BOLT1015:IsStaff|}] internal virtual string Plain() => \"\";")]
    [InlineData("[{|BOLT1015:IsStaff|}] private protected virtual string Plain() => \"\";")]
    [InlineData("[{|BOLT1015:IsStaff|}] public sealed override string ToString() => \"\";")]
    [InlineData("[{|BOLT1015:IsStaff|}] public static Api operator +(Api a, Api b) => a;")]
    [InlineData("[{|BOLT1015:IsStaff|}] public static explicit operator int(Api a) => 0;")]
    [InlineData("[{|BOLT1015:IsStaff|}] ~Api() { }")]
    [InlineData("[{|BOLT1015:Anywhere|}] public Api() { }")]
    [InlineData("[{|BOLT1015:Anywhere|}] static Api() { }")]
    [InlineData("[{|BOLT1015:Anywhere|}] public int Count { get; set; }")]
    [InlineData("public int Count { [{|BOLT1015:IsStaff|}] get; set; }")]
    [InlineData("public virtual int Count { [{|BOLT1015:IsStaff|}] get; set; }")]
    [InlineData("[{|BOLT1015:Anywhere|}] public int this[[{|BOLT1015:Anywhere|}] int i] => i;")]
    [InlineData("[field: {|BOLT1015:Anywhere|}] public int Count { get; set; }")]
    [InlineData("[{|BOLT1015:Anywhere|}] public int Count;")]
    [InlineData("[{|BOLT1015:Anywhere|}] public const int Count = 1;")]
    [InlineData("[{|BOLT1015:Anywhere|}] public event Action? Changed;")]
    [InlineData("[method: {|BOLT1015:IsStaff|}] public event Action? Changed;")]
    [InlineData("[BoltGet(\"/a\"), IsStaff] public string A([{|BOLT1015:Anywhere|}] int id) => \"\";")]
    [InlineData("[BoltGet(\"/a\"), IsStaff] [return: {|BOLT1015:Anywhere|}] public string A() => \"\";")]
    [InlineData("[IsStaff, BoltGet(\"/a\")] public string A<[{|BOLT1015:Anywhere|}] T>() => \"\";")]
    [InlineData("[{|BOLT1015:IsStaff|}] partial void Part(); partial void Part() { }")]
    [InlineData("partial void Part(); [{|BOLT1015:IsStaff|}] partial void Part() { }")]
    [InlineData("[{|BOLT1015:IsStaff|}] partial void Part(); [{|BOLT1015:HasPermission(\"a\")|}] partial void Part() { }")]
    [InlineData("[method: {|BOLT1015:Anywhere|}] public sealed class Primary(int a) { public int A => a; }")]
    [InlineData("public sealed record Positional([property: {|BOLT1015:Anywhere|}] int A, [{|BOLT1015:Anywhere|}] int B);")]
    [InlineData("public enum Kind { [{|BOLT1015:Anywhere|}] A }")]
    [InlineData("[return: {|BOLT1015:Anywhere|}] public delegate int Calculate([{|BOLT1015:Anywhere|}] int a);")]
    public Task ForMember_Triggers(string member) => Test.RunAsync($$"""
        public partial class Api
        {
            [BoltGet("/me"), IsStaff]
            public string Me() => "me";

            {{member}}
        }
        {{Guards}}
        """);

    [Fact]
    public Task ForInterfaceMembers_Triggers() => Test.RunAsync("""
        public interface IReports
        {
            [{|BOLT1015:IsStaff|}] string List();
            [{|BOLT1015:HasPermission("a")|}] string Default() => "";
            [{|BOLT1015:IsStaff|}] static string Static() => "";
            [{|BOLT1015:IsStaff|}] static abstract string Abstract();
            string Name { [{|BOLT1015:IsStaff|}] get; }
        }

        public sealed class Reports : IReports
        {
            [BoltGet("/reports", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public string List() => "ALL";

            public static string Abstract() => "";

            [{|BOLT1015:IsStaff|}]
            string IReports.Default() => "";

            public string Name => "";
        }
        """);

    [Fact]
    public Task ForMvc_Triggers() => Test.RunAsync("""
        using Microsoft.AspNetCore.Mvc;

        [{|BOLT1015:IsStaff|}]
        public class AdminController : ControllerBase
        {
            [HttpGet("/mvc"), {|BOLT1015:HasPermission("admin")|}]
            public string Get() => "";

            [{|BOLT1015:HasPermission("admin")|}]
            public virtual string Virtual() => "";
        }

        [{|BOLT1015:IsStaff|}] public abstract class ControllerOfMine : ControllerBase;
        public class Derived : ControllerOfMine { public string Get() => ""; }

        [Controller, {|BOLT1015:IsStaff|}] public class Marked { public string Get() => ""; }
        [ApiController, Route("x"), {|BOLT1015:IsStaff|}] public class Api { public string Get() => ""; }
        [{|BOLT1015:IsStaff|}] public class Poco { [HttpGet("/poco")] public string Get() => ""; }
        public class Poco2 { [Route("/poco2"), {|BOLT1015:IsStaff|}] public virtual string Get() => ""; }

        // The class reaches its Bolt route; the action beside it is reached by nothing.
        [IsStaff]
        public class Both : ControllerBase
        {
            [HttpGet("/both"), {|BOLT1015:HasPermission("admin")|}]
            public string Mvc() => "";

            [BoltGet("/bolt"), HasPermission("admin")]
            public string Bolt() => "";
        }
        """);

    [Fact]
    public Task ForOtherFrameworks_Triggers() => Test.RunAsync("""
        [{|BOLT1015:IsStaff|}] public class IndexModel : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { [{|BOLT1015:IsStaff|}] public virtual void OnGet() { } }
        [{|BOLT1015:IsStaff|}] public class Chat : Microsoft.AspNetCore.SignalR.Hub { [{|BOLT1015:IsStaff|}] public Task Send() => Task.CompletedTask; }
        [{|BOLT1015:IsStaff|}] public class Page : Microsoft.AspNetCore.Components.ComponentBase;
        """);

    [Fact]
    public Task ForMinimalApi_Triggers()
    {
        var test = Test.Of("""
            var app = WebApplication.Create(args);
            app.MapGet("/lambda", [{|BOLT1015:IsStaff|}] () => "x");
            app.MapGet("/async", [{|BOLT1015:IsStaff|}, {|BOLT1015:HasPermission("a")|}] [{|BOLT1015:IsStaff|}] async ([{|BOLT1015:Anywhere|}] string name) => { await Task.Yield(); return name; });
            app.MapGet("/parameter", ([{|BOLT1015:Anywhere|}] string name) => name);
            app.MapGet("/result", [return: {|BOLT1015:Anywhere|}] () => "x");
            app.MapGet("/local", Local);
            app.MapGet("/group", Handlers.Get);
            app.MapGet("/nested", () =>
            {
                [{|BOLT1015:IsStaff|}] static string Inner<[{|BOLT1015:Anywhere|}] T>(T value) => "x";
                return Inner(1);
            });

            [{|BOLT1015:IsStaff|}]
            static string Local() => "x";

            public static class Handlers
            {
                private static readonly Func<string> Field = [{|BOLT1015:IsStaff|}] () => "x";

                [{|BOLT1015:IsStaff|}]
                public static string Get() => Field();
            }
            """ + Guards);
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task ForModuleAndExtensionBlock_Triggers() => Test.RunAsync("""
        [module: {|BOLT1015:Anywhere|}]
        [assembly: Anywhere]

        public static class Extensions
        {
            extension(string text)
            {
                [{|BOLT1015:IsStaff|}] public string Get() => text;
            }
        }
        """ + Guards);

    /// <summary>A derived or nested type that has no route of its own is no reason to be silent.</summary>
    [Fact]
    public Task ForHierarchyWithoutRoutes_Triggers() => Test.RunAsync("""
        [{|BOLT1015:IsStaff|}]
        internal abstract class Root
        {
            [{|BOLT1015:IsStaff|}] public virtual string Get() => "";

            internal static class Nested { public static string Get() => ""; }
        }

        internal class Middle : Root { [{|BOLT1015:IsStaff|}] public override string Get() => ""; }

        [{|BOLT1015:HasPermission("a")|}]
        internal sealed class Leaf : Middle;

        // Routes of a base class are served for groups only.
        public abstract class Served { [BoltGet("/a"), IsStaff] public string A() => ""; }
        [{|BOLT1015:IsStaff|}] public sealed class NoGroup : Served;
        """);

    [Theory]
    [InlineData("'IsStaff' on 'Admin' protects nothing: it reaches no Bolt route", "[IsStaff] public static class Admin;")]
    [InlineData("'BoltGroup' on 'Admin' has no effect: it reaches no Bolt route", "[BoltGroup] public static class Admin;")]
    [InlineData("'IsStaff' on 'Admin.Get' protects nothing: it reaches no Bolt route; put it on a method with a Bolt route", "public class Admin { [IsStaff] public string Get() => \"\"; }")]
    [InlineData("'IsStaff' on the interface member 'IAdmin.Get' protects nothing", "public interface IAdmin { [IsStaff] string Get(); }")]
    [InlineData("MVC does not read Bolt's attributes", "[IsStaff] public class Admin : Microsoft.AspNetCore.Mvc.ControllerBase;")]
    [InlineData("'IsStaff' on a lambda protects nothing", "public class Admin { public Func<string> Get = [IsStaff] () => \"\"; }")]
    public async Task Message_NamesTheGuardThePlaceAndTheWayOut_Triggers(string expected, string source)
    {
        var file = await CorpusFile.AnalyzeAsync("Message", [source], isProgram: false, TestContext.Current.CancellationToken);
        Assert.Empty(file.CompilerErrors);
        Assert.Contains(expected, Assert.Single(file.Reported).Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task ForLevels_DoesNotTrigger() => Test.RunAsync("""
        [assembly: HasPermission("api.use")]
        [assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)])]

        [IsStaff, BoltGroup("/outer")]
        public static class Outer
        {
            [IsStaff, BoltGroup("/middle")]
            public static class Middle
            {
                [IsStaff]
                public static class Inner { [BoltGet("/a"), IsStaff] public static string A() => ""; }
            }
        }

        [IsStaff] internal abstract class Root<T> { [IsStaff] public abstract string Get(); [IsStaff] internal virtual string Post() => ""; }
        [IsStaff] internal abstract class Middle<T> : Root<T> { [IsStaff] public override string Get() => ""; }
        internal sealed class Leaf : Middle<int>
        {
            [BoltGet("/b")] public override string Get() => "";
            [BoltPost("/b")] internal override string Post() => "";
        }

        // The class that encloses a base class is a level too.
        [IsStaff]
        internal static class Bases { internal abstract class Base; }
        internal sealed class Derived : Bases.Base { [BoltGet("/c")] public string Get() => ""; }

        [IsStaff]
        internal class DeepBase { }
        internal sealed class Deep : DeepBase { public static class Nested { [BoltGet("/d")] public static string Get() => ""; } }

        [Anywhere] public struct Struct { [BoltGet("/e"), Anywhere] public string Get() => ""; }
        [Anywhere] public readonly record struct RecordStruct { [BoltGet("/f")] public static string Get() => ""; }
        [IsStaff] public sealed record Record { [BoltGet("/g")] public static string Get() => ""; }

        [IsStaff] public static partial class Parts;
        public static partial class Parts
        {
            [IsStaff] public static partial string Get();
            [BoltGet("/h")] public static partial string Get() => "";
        }
        """ + Guards);

    [Fact]
    public Task ForInheritedRoutesOfAGroup_Passes() => Test.RunAsync("""
        public abstract class Crud<T>
        {
            [BoltGet("/")] public virtual string List() => "";
        }

        [BoltGroup("/cars"), IsStaff]
        public sealed class Cars : Crud<int>
        {
            [IsStaff] public override string List() => "";
        }

        [IsStaff] internal abstract class Vans : Crud<string>;
        [BoltGroup("/vans")] internal sealed class SmallVans : Vans;
        """);

    /// <summary>The handler it overrides is called on the class that declares it, unless a group serves it again.</summary>
    [Fact]
    public Task ForOverrideOfAHandlerThatIsServedForNoGroup_Triggers() => Test.RunAsync("""
        internal class Root { [BoltGet("/a")] public virtual string Get() => ""; }
        internal sealed class Leaf : Root { [{|BOLT1015:IsStaff|}] public override string Get() => ""; }
        """);

    /// <summary>What another assembly may derive from or override can be a level of its routes.</summary>
    [Fact]
    public Task ForWhatOthersMayDeriveFrom_DoesNotTrigger() => Test.RunAsync("""
        [IsStaff, BoltGroup("/admin")]
        public abstract class AdminBase
        {
            [IsStaff] public abstract string Get();
            [IsStaff] protected virtual string Post() => "";
            [IsStaff] protected internal virtual string Put() => "";
        }

        [IsStaff] public class Open { public class Inner { protected class Deeper; } }
        [IsStaff] public record OpenRecord;
        [IsStaff] public static class Holder { [IsStaff] public abstract class Base; }

        // Nobody outside can derive from the first, but from the second.
        [IsStaff] public abstract class Closed { internal Closed() { } }
        public class Opened : Closed { [IsStaff] public override string ToString() => ""; }
        """);

    [Fact]
    public Task WithFriendAssemblies_DoesNotTrigger() => Test.RunAsync("""
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Friend")]

        [IsStaff] internal class Admin { [IsStaff] internal virtual string Get() => ""; }
        [IsStaff] internal abstract class Other { private protected Other() { } }
        [{|BOLT1015:IsStaff|}] internal sealed class Sealed;
        internal class Plain { [{|BOLT1015:IsStaff|}] internal string Get() => ""; [{|BOLT1015:IsStaff|}] private string Post() => ""; }
        file class Hidden { [{|BOLT1015:IsStaff|}] public virtual string Get() => ""; }
        """);

    /// <summary>A route that makes no endpoint is another rule's, and what does not compile may have been meant as a route.</summary>
    [Fact]
    public Task ForRefusedAndUnresolvedRoutes_DoesNotTrigger() => Test.RunAsync("""
        [IsStaff]
        public static class Refused
        {
            [BoltGet("/a"), IsStaff] private static string A<T>() => "";

            public static void B()
            {
                var route = [BoltGet("/b"), IsStaff] () => "";
            }
        }

        [IsStaff]
        public static class Unresolved
        {
            [{|CS0246:{|CS0246:BoltGett|}|}("/c"), IsStaff] public static string C() => "";
        }

        [IsStaff] public sealed class UnknownBase : {|CS0246:Missing|};

        public sealed class OwnRoute() : BoltRouteAttribute("/own");
        [IsStaff] public static class Own { [OwnRoute, IsStaff] public static string Get() => ""; }
        """);

    [Fact]
    public Task ForOtherAttributes_DoesNotTrigger() => Test.RunAsync("""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;

        [Authorize, ApiController] public sealed class Plain : ControllerBase { [Obsolete] public string Get([FromQuery] int id) => ""; }
        [PermissionCatalog] public static class Permissions { public const string Read = "read"; }
        """);
}
