using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.RouteWithoutGuardAnalyzer, Bolt.CodeFixes.RouteWithoutGuardCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.RouteWithoutGuardAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1001.</summary>
public class RouteWithoutGuardTests
{
    [Theory]
    [InlineData("""[{|BOLT1001:BoltGet("/me")|}]""")]
    [InlineData("""[{|BOLT1001:BoltPost("/me", Auth = [typeof(JwtAuthentication)])|}]""")]
    [InlineData("""[BoltPut("/me", {|BOLT1001:Guards = []|})]""")]
    [InlineData("""[BoltPatch("/me", {|BOLT1001:Guards = new Type[0]|})]""")]
    [InlineData("""[BoltDelete("/me", {|BOLT1001:Guards = new Type[] { }|})]""")]
    [InlineData("""[BoltHead("/me", {|BOLT1001:Guards = null|})]""")]
    [InlineData("""[{|BOLT1001:BoltRoute("/me", "GET", "POST")|}]""")]
    [InlineData("""[{|BOLT1001:BoltRoute("/me")|}]""")]
    [InlineData("""[{|BOLT1001:Bolt.BoltOptionsAttribute("/me", Name = "me")|}]""")]
    public Task ForRouteWithoutGuard_Triggers(string attribute) => Test.RunAsync($$"""
        public static class Api
        {
            {{attribute}}
            public static string Me() => "me";
        }
        """);

    [Theory]
    [InlineData("""[BoltGet("/me", Guards = [typeof(IsAuthenticated)])]""")]
    [InlineData("""[BoltGet("/me", Guards = new[] { typeof(AllowAny) })]""")]
    [InlineData("""[BoltGet("/me")] [IsStaff]""")]
    [InlineData("""[BoltGet("/me"), HasPermission(Names.Read)]""")]
    [InlineData("""[BoltGet("/me", Guards = [typeof(Mine)])]""")]
    [InlineData("""[BoltGet("/me", Guards = [typeof(Alias)])]""")]
    public Task ForGuardOnRoute_DoesNotTrigger(string attribute) => Test.RunAsync($$"""
        using Alias = Bolt.IsStaff;

        public static class Api
        {
            {{attribute}}
            public static string Me() => "me";
        }

        public static class Names { public const string Read = nameof(Read); }

        public sealed class Mine : AsyncGuard
        {
            public override ValueTask<GuardResult> EvaluateAsync(GuardContext context) => new(GuardResult.Allow);
        }
        """);

    [Theory]
    [InlineData("[BoltGroup(Guards = [typeof(IsAuthenticated)])]", "")]
    [InlineData("[IsStaff]", "")]
    [InlineData("", "[assembly: BoltDefaults(Guards = [typeof(IsAuthenticated)])]")]
    [InlineData("", "[assembly: IsStaff]")]
    public Task ForGuardOnFartherLevel_DoesNotTrigger(string group, string assembly) => Test.RunAsync($$"""
        {{assembly}}
        {{group}}
        public static class Api
        {
            [BoltGet("/me")]
            public static string Me() => "me";
        }
        """);

    [Fact]
    public Task ForDroppedGuards_Triggers() => Test.RunAsync("""
        [BoltGroup(Guards = [typeof(IsAuthenticated)])]
        public static class Api
        {
            [{|BOLT1001:BoltGet("/me", InheritGuards = false)|}]
            public static string Me() => "me";
        }
        """);

    [Fact]
    public Task ForGroupOnBaseClass_DoesNotTrigger() => Test.RunAsync("""
        [BoltGroup(Guards = [typeof(IsAuthenticated)])]
        public abstract class Base;

        public sealed class Api : Base
        {
            [BoltGet("/me")]
            public string Me() => "me";
        }
        """);

    [Fact]
    public Task ForGuardAroundTheClass_DoesNotTrigger() => Test.RunAsync("""
        [IsStaff]
        public static class Outer
        {
            public static class Api
            {
                [BoltGet("/me")]
                public static string Me() => "me";
            }
        }
        """);

    [Fact]
    public Task ForGuardOnOverriddenMethod_DoesNotTrigger() => Test.RunAsync("""
        public abstract class Base
        {
            [IsStaff]
            public virtual string Me() => "me";
        }

        public sealed class Api : Base
        {
            [BoltGet("/me")]
            public override string Me() => "me";
        }
        """);

    /// <summary>The group that serves what a base class declares can say it.</summary>
    [Fact]
    public Task ForInheritedRouteOfAGroup_Triggers() => Test.RunAsync("""
        public abstract class Crud<T>
        {
            [BoltGet("/a")]
            public string A() => "a";

            [BoltGet("/b", Guards = [typeof(AllowAny)])]
            public string B() => "b";
        }

        [{|BOLT1001:BoltGroup("/open")|}]
        public sealed class Open : Crud<int>;

        [BoltGroup("/closed", Guards = [typeof(AllowAny)])]
        public sealed class Closed : Crud<int>;
        """);

    /// <summary>Each set of routes is judged by its own group.</summary>
    [Fact]
    public Task ForOneOfTwoGroupsWithoutGuard_Triggers() => Test.RunAsync("""
        [BoltGroup("/v1", Guards = [typeof(AllowAny)]), BoltGroup("/v2")]
        public static class Half
        {
            [{|BOLT1001:BoltGet("/me")|}]
            public static string Me() => "me";
        }

        [BoltGroup("/v1", Guards = [typeof(AllowAny)]), BoltGroup("/v2", Guards = [typeof(ScriptedGuard)])]
        public static class Both
        {
            [BoltGet("/both")]
            public static string Me() => "me";
        }

        public sealed class ScriptedGuard : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
        }
        """);

    [Fact]
    public Task ForGuardThatANearerBaseDrops_Triggers() => Test.RunAsync("""
        [IsStaff]
        public abstract class Base;

        [BoltGroup(InheritGuards = false)]
        public abstract class Nearer : Base;

        public sealed class Api : Nearer
        {
            [{|BOLT1001:BoltGet("/me")|}]
            public string Me() => "me";
        }
        """);

    [Fact]
    public Task ForSeveralRoutesOnOneMethod_TriggersOnTheUnguardedOne() => Test.RunAsync("""
        public static class Api
        {
            [BoltGet("/me", Guards = [typeof(IsAuthenticated)])]
            [{|BOLT1001:BoltGet("/myself")|}]
            public static string Me() => "me";
        }
        """);

    [Fact]
    public Task ForPartialClassAndMethod_TriggersOnce() => Test.RunAsync("""
        public static partial class Api
        {
            [{|BOLT1001:BoltGet("/me")|}]
            public static partial string Me();
        }

        public static partial class Api
        {
            public static partial string Me() => "me";

            [BoltGet("/you")]
            public static partial string You();
        }

        public static partial class Api
        {
            [IsStaff]
            public static partial string You() => "you";
        }
        """);

    [Fact]
    public Task ForAlias_Triggers() => Test.RunAsync("""
        using Get = Bolt.BoltGetAttribute;

        public static class Api
        {
            private const string Me = "/" + nameof(Me);

            [{|BOLT1001:Get(Me)|}]
            public static string Handler() => "me";
        }
        """);

    [Theory]
    [InlineData("""[BoltGet("/me", Guards = [typeof({|CS0246:IsAuth|})])]""")]
    [InlineData("""[BoltGet("/me"), {|CS0246:{|CS0246:HasPermision|}|}("a.b")]""")]
    [InlineData("""[BoltGet("/me", Guards = [typeof(string)])]""")]
    [InlineData("""[BoltGet({|CS0103:Path|})]""")]
    public Task ForCodeBeingTyped_DoesNotTrigger(string attribute) => Test.RunAsync($$"""
        public static class Api
        {
            {{attribute}}
            public static string Me() => "me";
        }
        """);

    [Theory]
    [InlineData("[{|CS0246:{|CS0246:Missing|}|}]", "")]
    [InlineData("", "[assembly: {|CS0246:{|CS0246:Missing|}|}]")]
    public Task ForGroupOrAssemblyBeingTyped_DoesNotTrigger(string group, string assembly) => Test.RunAsync($$"""
        {{assembly}}

        {{group}}
        public static class Api
        {
            [BoltGet("/me")]
            public static string Me() => "me";
        }
        """);

    [Fact]
    public Task ForAttributesOfAnotherProject_ReadsThem()
    {
        var test = Test.Of("""
            public static class Api
            {
                [BoltGet("/a"), Library.Own]
                public static string A() => "a";

                [BoltGet("/b", Guards = [typeof(Library.Own)])]
                public static string B() => "b";

                [{|BOLT1001:BoltGet(Library.Names.Path)|}, Library.Note]
                public static string C() => "c";

                [Library.Get("/d")]
                public static string D() => "a route attribute of somebody's own makes no endpoint: BOLT2004 says so";
            }

            public sealed class Derived : Library.Handlers
            {
                public override string Inherited() => "an override is no route of its own";

                [{|BOLT1001:BoltGet("/e")|}]
                public string E() => "e";
            }
            """);
        var library = test.TestState.AdditionalProjects["Library"];
        library.Sources.Add("""
            using Bolt;

            namespace Library;

            public sealed class Own : Guard
            {
                public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
            }

            public sealed class NoteAttribute : System.Attribute;

            public sealed class GetAttribute(string pattern) : BoltRouteAttribute(pattern, "GET");

            public static class Names
            {
                public const string Path = "/" + nameof(Path);
            }

            public class Handlers
            {
                [{|BOLT1001:BoltGet("/inherited")|}]
                public virtual string Inherited() => "reported where it is written";
            }
            """);
        library.AdditionalReferences.AddRange(References.WithBolt);
        test.TestState.AdditionalProjectReferences.Add("Library");
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task ForEditorConfigSeverity_ReportsWithIt()
    {
        var test = Test.Of("""
            public static class Api
            {
                [{|#0:BoltGet("/me")|}]
                public static string Me() => "me";
            }
            """);
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.BOLT1001.severity = suggestion\n"));
        test.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("BOLT1001", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0).WithArguments("GET /me"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task ForGeneratedHandler_Triggers() => Test.RunAsync("""
        // <auto-generated/>
        public static class Api
        {
            [{|BOLT1001:BoltGet("/me")|}]
            public static string Me() => "me";
        }
        """);

    [Fact]
    public Task ForPragma_DoesNotTrigger() => Test.RunAsync("""
        public static class Api
        {
        #pragma warning disable BOLT1001 // one reason
            [BoltGet("/me")]
        #pragma warning restore BOLT1001
            public static string Me() => "me";
        }
        """);

    [Fact]
    public Task ForEditorConfigNone_DoesNotTrigger()
    {
        var test = Test.Of("""
            public static class Api
            {
                [BoltGet("/me")]
                public static string Me() => "me";
            }
            """);
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.BOLT1001.severity = none\n"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task ForProjectWithoutBolt_DoesNothing()
    {
        var test = Test.Of("""
            namespace Bolt
            {
                public sealed class BoltGetAttribute(string pattern) : Attribute { public string Pattern => pattern; }
            }

            public static class Api
            {
                [Bolt.BoltGet("/me")]
                public static string Me() => "me";
            }
            """);
        test.TestState.AdditionalReferences.Clear();
        test.TestState.AdditionalReferences.AddRange(References.WithoutBolt);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task RequireAuthentication_AddsBackendAndGuard() => Fix.RunAsync(
        """
        public static class Api
        {
            // Kept.
            [{|BOLT1001:BoltGet("/me")|}] // Kept too.
            public static string Me() => "me";

            [BoltPost(
                "/a",
                {|BOLT1001:Guards = []|})]
            public static string A() => "a";

            [BoltPut("/b", Auth = [typeof(JwtAuthentication)], {|BOLT1001:Guards = new Type[] { }|})]
            public static string B() => "b";

            [{|BOLT1001:BoltPatch(
                "/c",
                Name = "c")|}]
            public static string C() => "c";
        }
        """,
        """
        public static class Api
        {
            // Kept.
            [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])] // Kept too.
            public static string Me() => "me";

            [BoltPost(
                "/a",
                Guards = [typeof(IsAuthenticated)],
                Auth = [typeof(JwtAuthentication)])]
            public static string A() => "a";

            [BoltPut("/b", Auth = [typeof(JwtAuthentication)], Guards = new Type[] { typeof(IsAuthenticated) })]
            public static string B() => "b";

            [BoltPatch(
                "/c",
                Name = "c",
                Auth = [typeof(JwtAuthentication)],
                Guards = [typeof(IsAuthenticated)])]
            public static string C() => "c";
        }
        """,
        RouteWithoutGuardCodeFix.RequireAuthenticationKey);

    [Fact]
    public Task RequireAuthentication_UsesTheBackendsOfTheProject() => Fix.RunAsync(
        """
        public static class Api
        {
            [BoltGet("/a", Auth = [typeof(PartnerJwt)], Guards = [typeof(IsStaff)])]
            public static string A() => "a";

            [{|BOLT1001:BoltGet("/b")|}]
            public static string B() => "b";
        }

        public sealed class PartnerJwt : JwtAuthentication;
        """,
        """
        public static class Api
        {
            [BoltGet("/a", Auth = [typeof(PartnerJwt)], Guards = [typeof(IsStaff)])]
            public static string A() => "a";

            [BoltGet("/b", Auth = [typeof(PartnerJwt)], Guards = [typeof(IsAuthenticated)])]
            public static string B() => "b";
        }

        public sealed class PartnerJwt : JwtAuthentication;
        """,
        RouteWithoutGuardCodeFix.RequireAuthenticationKey);

    [Fact]
    public Task RequireAuthentication_LeavesTheGroupsBackend() => Fix.RunAsync(
        """
        [BoltGroup("/a", Auth = new[] { typeof(JwtAuthentication) })]
        public static class Api
        {
            [{|BOLT1001:BoltGet("/b")|}]
            public static string B() => "b";
        }
        """,
        """
        [BoltGroup("/a", Auth = new[] { typeof(JwtAuthentication) })]
        public static class Api
        {
            [BoltGet("/b", Guards = [typeof(IsAuthenticated)])]
            public static string B() => "b";
        }
        """,
        RouteWithoutGuardCodeFix.RequireAuthenticationKey);

    [Fact]
    public Task AllowAnyone_OpensTheRouteAndSaysSo() => Fix.RunTitledAsync(
        "(opens the route to everyone)",
        """
        public static class Api
        {
            [{|BOLT1001:BoltGet("/a")|}]
            [{|BOLT1001:BoltGet("/b")|}]
            public static string A() => "a";
        }
        """,
        """
        public static class Api
        {
            [BoltGet("/a", Guards = [typeof(AllowAny)])]
            [BoltGet("/b", Guards = [typeof(AllowAny)])]
            public static string A() => "a";
        }
        """,
        RouteWithoutGuardCodeFix.AllowAnyoneKey);

    [Fact]
    public Task RequireAuthentication_AddsTheUsingItNeeds()
    {
        var test = Fix.Of(
            """
            public static class Api
            {
                [{|BOLT1001:Get("/a")|}]
                public static string A() => "a";
            }
            """,
            """
            using Bolt;

            public static class Api
            {
                [Get("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
                public static string A() => "a";
            }
            """,
            RouteWithoutGuardCodeFix.RequireAuthenticationKey);
        var usings = Microsoft.CodeAnalysis.Text.SourceText.From("global using Get = Bolt.BoltGetAttribute;");
        test.TestState.Sources[1] = ("GlobalUsings.cs", usings);
        test.FixedState.Sources[1] = ("GlobalUsings.cs", usings);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
