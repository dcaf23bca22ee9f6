using Bolt.Analyzers.Rules;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>
/// Routes that base classes declare and groups serve: what is wrong with the declaration is said there, once; what is wrong with what the levels ask is said at the group; where the
/// declaration is in another assembly, all of it is said at the group.
/// </summary>
public class InheritedRouteTests
{
    /// <summary>A base class in another assembly, which the generator has marked as one with routes.</summary>
    private const string Library = """
        using System;
        using Bolt;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Antiforgery;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        [assembly: Bolt.Endpoints.BoltModule(typeof(object))]

        public abstract class Crud<T>
        {
            [BoltGet("/items", Name = "items")] public T Items() => default(T);
            [BoltPost("/items"), RequireAntiforgeryToken(false)] public void Add(T item) { }
        }

        public abstract class Validated<T>
        {
            [BoltPost("/validated")] public void Add([FromBody] T item) { }
        }

        public abstract class Secured
        {
            [BoltGet("/secured"), Authorize] public string Get() => "";
        }

        public abstract class Faulty
        {
            [BoltGet("/faulty")] public IActionResult Get() => null;
            [BoltPost("/faulty/{id}")] public string Post([FromRoute] int id) => "";
        }

        public sealed class Known
        {
            [BoltGet("/known", Guards = new[] { typeof(AllowAny) }, Name = "known")] public string Get() => "";
        }

        public abstract class Base
        {
            [BoltGet("/base", Name = "base")] public string Get() => "";
        }

        [BoltGroup("/v1", Guards = new[] { typeof(AllowAny) }), BoltGroup("/v2", Guards = new[] { typeof(AllowAny) })]
        public sealed class Served : Base { }
        """;

    [Fact]
    public Task Authorize_IsReportedAtTheDeclaration_Once() => RuleTest<ForeignAuthorizationAnalyzer>.RunAsync("""
        using Microsoft.AspNetCore.Authorization;

        public abstract class Crud<T>
        {
            [BoltGet("/items"), {|BOLT1005:Authorize|}]
            public string Items() => "a";
        }

        [{|BOLT1005:Authorize|}]
        public abstract class Reports
        {
            [BoltGet("/reports")]
            public virtual string All() => "a";
        }

        [BoltGroup("/a", Guards = [typeof(AllowAny)])]
        public sealed class A : Crud<int>;

        [BoltGroup("/b", Guards = [typeof(AllowAny)])]
        public sealed class B : Crud<string>;

        [BoltGroup("/c", Guards = [typeof(AllowAny)])]
        public sealed class C : Reports
        {
            [{|BOLT1005:Authorize|}]
            public override string All() => "c";
        }
        """);

    /// <summary>Nothing in this project serves it; some other project may.</summary>
    [Fact]
    public Task Authorize_OnAPublicBase_IsReported() => RuleTest<ForeignAuthorizationAnalyzer>.RunAsync("""
        using Microsoft.AspNetCore.Authorization;

        public abstract class Crud<T>
        {
            [BoltGet("/items"), {|BOLT1005:Authorize|}]
            public T? Items() => default;
        }
        """);

    [Fact]
    public Task Authorize_OnAnEnclosingClass_IsReported() => RuleTest<ForeignAuthorizationAnalyzer>.RunAsync("""
        using Microsoft.AspNetCore.Authorization;

        [{|BOLT1005:Authorize|}]
        public static class Outer
        {
            public static class Inner
            {
                [BoltGet("/a")]
                public static string A() => "a";
            }
        }
        """);

    [Fact]
    public Task Authorize_OnABaseWithoutRoutes_IsReportedAtTheGroup() => RuleTest<ForeignAuthorizationAnalyzer>.RunAsync("""
        using Microsoft.AspNetCore.Authorization;

        public abstract class Base
        {
            [BoltGet("/a")]
            public string A() => "a";
        }

        [Authorize]
        public abstract class Between : Base;

        [BoltGroup("/a", Guards = [typeof(AllowAny)])]
        public sealed class {|BOLT1005:Group|} : Between;
        """);

    [Fact]
    public Task Authorize_InAnotherAssembly_IsReportedAtTheGroup() => WithLibraryAsync<ForeignAuthorizationAnalyzer>("""
        [{|BOLT1005:BoltGroup("/a", Guards = [typeof(AllowAny)])|}]
        public sealed class A : Secured;
        """);

    [Theory]
    [InlineData("IsAuthenticated", "BOLT1002")]
    [InlineData("LoginRequired", "")]
    public Task AGuardWithoutBackend_IsReportedAtEachGroup(string guard, string id) => RuleTest<GuardWithoutBackendAnalyzer>.RunAsync(Mark(id, $$"""
        public abstract class Crud<T>
        {
            [BoltGet("/items"), {{guard}}]
            public string Items() => "a";

            [BoltGet("/others"), {{guard}}]
            public string Others() => "a";
        }

        [@BoltGroup("/a")@]
        public sealed class A : Crud<int>;

        [@BoltGroup("/b")@, BoltGroup("/c", Auth = [typeof(JwtAuthentication)])]
        public sealed class B : Crud<string>;

        [BoltGroup("/d", Auth = [typeof(JwtAuthentication)])]
        public sealed class C : Crud<string>;
        """));

    [Fact]
    public Task ALoginLoop_IsReportedAtTheGroup() => RuleTest<LoginLoopAnalyzer>.RunAsync("""
        public abstract class Pages
        {
            [BoltGet("/page"), LoginRequired]
            public string Page() => "a";
        }

        [{|BOLT1017:BoltGroup("/a")|}]
        public sealed class A : Pages;

        [BoltGroup("/b", Auth = [typeof(SessionAuthentication)])]
        public sealed class B : Pages;
        """);

    [Fact]
    public Task Fix_GivesTheGroupABackend() => FixTest<GuardWithoutBackendAnalyzer, CodeFixes.GuardWithoutBackendCodeFix>.RunAsync(
        """
        public abstract class Crud
        {
            [BoltGet("/items"), IsAuthenticated]
            public string Items() => "a";
        }

        [{|BOLT1002:BoltGroup("/a")|}]
        public sealed class A : Crud;
        """,
        """
        public abstract class Crud
        {
            [BoltGet("/items"), IsAuthenticated]
            public string Items() => "a";
        }

        [BoltGroup("/a", Auth = [typeof(JwtAuthentication)])]
        public sealed class A : Crud;
        """);

    [Fact]
    public Task ACrossSiteCheckThatIsOff_IsReportedAtTheAttribute() => RuleTest<CrossSiteCheckOffAnalyzer>.RunAsync("""
        using Microsoft.AspNetCore.Antiforgery;

        public abstract class Carts
        {
            [BoltPost("/cart")]
            [{|BOLT1009:RequireAntiforgeryToken(false)|}]
            public void Post() { }

            [BoltPost("/other")]
            public void Other() { }
        }

        [BoltGroup("/a", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
        public sealed class A : Carts;

        [BoltGroup("/b", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
        public sealed class B : Carts;
        """);

    [Fact]
    public Task ACrossSiteCheckThatTheGroupSwitchesOff_IsReported() => RuleTest<CrossSiteCheckOffAnalyzer>.RunAsync("""
        using Microsoft.AspNetCore.Antiforgery;

        public abstract class Carts
        {
            [BoltPost("/cart")]
            public virtual void Post() { }
        }

        [{|BOLT1009:RequireAntiforgeryToken(false)|}]
        [BoltGroup("/a", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
        public sealed class A : Carts;

        [BoltGroup("/b", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
        public sealed class B : Carts
        {
            [{|BOLT1009:RequireAntiforgeryToken(false)|}]
            public override void Post() { }
        }
        """);

    [Fact]
    public Task ACrossSiteCheckThatAnotherAssemblySwitchesOff_IsReportedAtTheGroup() => WithLibraryAsync<CrossSiteCheckOffAnalyzer>("""
        [{|BOLT1009:BoltGroup("/a", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])|}]
        public sealed class A : Crud<int>;
        """);

    [Fact]
    public Task ALoginOnASafeMethod_IsReportedAtTheCall() => RuleTest<LoginOnSafeMethodAnalyzer>.RunAsync("""
        public abstract class Logins
        {
            [BoltGet("/logout")]
            public Task Logout(HttpContext http) => {|BOLT1014:http.LogoutAsync()|};

            [BoltGet("/other")]
            public virtual Task Other(HttpContext http) => Task.CompletedTask;
        }

        [BoltGroup("/a", Guards = [typeof(AllowAny)])]
        public sealed class A : Logins
        {
            public override Task Other(HttpContext http) => {|BOLT1014:http.LogoutAsync()|};
        }
        """);

    [Fact]
    public Task AHandlerThatCannotBeCalled_IsReportedAtTheDeclaration() => RuleTest<UncallableHandlerAnalyzer>.RunAsync("""
        public abstract class Crud<T>
        {
            [BoltGet("/items")]
            private string {|BOLT2004:Items|}() => "a";

            [BoltGet("/all")]
            public string {|BOLT2004:All|}<TOther>() => "a";
        }

        [BoltGroup("/a", Guards = [typeof(AllowAny)])]
        public sealed class A : Crud<int>;

        [BoltGroup("/b", Guards = [typeof(AllowAny)])]
        public sealed class B : Crud<string>;
        """);

    [Fact]
    public Task AGroupThatCannotBeMade_IsReportedAtTheGroup() => RuleTest<UncallableHandlerAnalyzer>.RunAsync("""
        public class Items
        {
            [BoltGet("/items", Guards = [typeof(AllowAny)])]
            public string All() => "a";
        }

        [BoltGroup("/a")]
        public sealed class {|BOLT2004:A|} : Items
        {
            private A() { }
        }

        [BoltGroup("/b")]
        public sealed class B : Items;
        """);

    [Fact]
    public Task WhatAnotherAssemblyDeclares_IsReportedAtTheGroup() => Task.WhenAll(
        WithLibraryAsync<MvcResultAnalyzer>("""
            [{|BOLT2013:BoltGroup("/a", Guards = [typeof(AllowAny)])|}]
            public sealed class A : Faulty;
            """),
        WithLibraryAsync<UnseenValidationAnalyzer>("""
            public record Car([System.ComponentModel.DataAnnotations.Required] string Name);

            [BoltGroup("/a", Guards = [typeof(AllowAny)])]
            public sealed class {|BOLT2012:A|} : Validated<Car>;
            """),
        WithLibraryAsync<InvalidPatternAnalyzer>("""
            [BoltGroup({|BOLT2001:"/a/{id}"|}, Guards = [typeof(AllowAny)])]
            public sealed class A : Faulty;
            """));

    [Fact]
    public Task WhatIsBound_IsReportedAtTheDeclaration_Once() => Task.WhenAll(
        RuleTest<MvcResultAnalyzer>.RunAsync(Bound("{|BOLT2013:IActionResult|}", "int page = 1")),
        RuleTest<UnboundParameterAnalyzer>.RunAsync(Bound("string", "[FromQuery] object {|BOLT2009:value|}")),
        RuleTest<InvalidBodyAnalyzer>.RunAsync(Bound("string", "[FromBody] string {|BOLT2008:body|}")),
        RuleTest<UnmatchedRouteParameterAnalyzer>.RunAsync(Bound("string", "", "{|BOLT2002:{id}|}")),
        RuleTest<AnonymousCallerAnalyzer>.RunAsync(Bound("string", "AuthContext {|BOLT2010:auth|}")),
        RuleTest<UncheckedObjectAccessAnalyzer>.RunAsync(Bound("string", "int {|BOLT1010:id|}", "{id}", "Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)]")));

    /// <summary>The type is each group's choice; what the base class itself chose is its own.</summary>
    [Fact]
    public Task AGenericBodyThatIsNotValidated_IsReportedAtEachGroup() => FixTest<UnseenValidationAnalyzer, CodeFixes.UnseenValidationCodeFix>.RunAsync(
        Validated("", "{|BOLT2012:Cars|}", "{|BOLT2012:Bikes|}", "{|BOLT2012:note|}"),
        Validated("#pragma warning disable ASP0029 // experimental in .NET 10\n[Microsoft.Extensions.Validation.ValidatableType]\n#pragma warning restore ASP0029\n", "Cars", "Bikes", "note"),
        CodeFixes.UnseenValidationCodeFix.AddValidatableTypeKey);

    private static string Validated(string mark, string cars, string bikes, string note) => $$"""
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;

        {{mark}}public record Car([Required] string Name);
        {{mark}}public record Bike([Required] string Name);
        {{mark}}public record Note([Required] string Text);
        public record Plain(string Name);

        public abstract class Crud<T>
        {
            [BoltPost("")]
            public string Add([FromBody] T item) => "a";

            [BoltPut("")]
            public string Change([FromBody] List<T> items) => "a";

            [BoltPost("/notes")]
            public string Comment([FromBody] Note {{note}}) => "a";
        }

        [BoltGroup("/cars")]
        public sealed class {{cars}} : Crud<Car>;

        [BoltGroup("/bikes"), BoltGroup("/bicycles")]
        public sealed class {{bikes}} : Crud<Bike>;

        [BoltGroup("/plain")]
        public sealed class Plains : Crud<Plain>;
        """;

    [Fact]
    public Task TheSameRouteOfTwoGroups_IsReportedAtTheSecond() => RuleTest<DuplicateRouteAnalyzer>.RunAsync("""
        public abstract class Items<T>
        {
            [BoltGet("/items")]
            public string All() => "a";
        }

        [BoltGroup(Guards = [typeof(AllowAny)])]
        public sealed class A : Items<int>;

        [{|BOLT2003:BoltGroup(Guards = [typeof(AllowAny)])|}]
        public sealed class B : Items<string>;

        [BoltGroup("/c", Guards = [typeof(AllowAny)])]
        public sealed class C : Items<string>;
        """);

    [Fact]
    public Task TheSameNameOfTwoGroups_IsReportedAtTheSecond() => RuleTest<DuplicateNameAnalyzer>.RunAsync("""
        public abstract class Items<T>
        {
            [BoltGet("/items", Name = "items")]
            public string All() => "a";
        }

        [BoltGroup("/a", Guards = [typeof(AllowAny)])]
        public sealed class A : Items<int>;

        [{|BOLT2014:BoltGroup("/b", Guards = [typeof(AllowAny)])|}]
        public sealed class B : Items<string>;
        """);

    [Fact]
    public Task InheritedRoutesOfAReferencedAssembly_AreKnown() => Task.WhenAll(
        WithLibraryAsync<DuplicateRouteAnalyzer>("""
            public static class Api
            {
                [BoltGet({|BOLT2003:"/v2/base"|}, Guards = [typeof(AllowAny)])]
                public static string A() => "a";

                [BoltGet("/base", Guards = [typeof(AllowAny)])]
                public static string B() => "b";
            }
            """),
        WithLibraryAsync<DuplicateNameAnalyzer>("""
            public static class Api
            {
                [BoltGet("/a", Guards = [typeof(AllowAny)], {|BOLT2014:Name = "base"|})]
                public static string A() => "a";

                [BoltGet("/b", Guards = [typeof(AllowAny)], Name = "items")]
                public static string B() => "b";
            }
            """));

    [Fact]
    public Task EveryRepeatedPrefix_IsRead() => RuleTest<InvalidPatternAnalyzer>.RunAsync("""
        [BoltGroup("/v1"), BoltGroup({|BOLT2001:"/v2/{"|})]
        public static class A
        {
            [BoltGet("/a", Guards = [typeof(AllowAny)])]
            public static string Get() => "a";
        }

        [BoltGroup("/v1"), BoltGroup("/{id}")]
        public static class B
        {
            [BoltGet({|BOLT2001:"/b/{id}"|}, Guards = [typeof(AllowAny)])]
            public static string Get(int id) => "b";
        }
        """);

    [Fact]
    public Task ALevelOfABaseClass_IsJudgedWhereItStands() => Task.WhenAll(
        RuleTest<ContradictingGuardsAnalyzer>.RunAsync(Level("[BoltGet(\"/a\"), {|BOLT1003:AllowAny|}, IsStaff]")),
        RuleTest<EmptyPermissionAnalyzer>.RunAsync(Level("[BoltGet(\"/a\"), HasPermission({|BOLT1008:\"\"|})]")),
        RuleTest<InvalidGuardAnalyzer>.RunAsync(Level("[BoltGet(\"/a\", Guards = [{|BOLT2006:typeof(string)|}])]")),
        RuleTest<InvalidBackendAnalyzer>.RunAsync(Level("[BoltGet(\"/a\", Auth = [{|BOLT2005:typeof(string)|}])]")),
        RuleTest<DroppedGuardAnalyzer>.RunAsync(Level("[BoltGet(\"/a\", {|BOLT1004:InheritGuards = false|})]")),
        RuleTest<ForeignLoginUrlAnalyzer>.RunAsync(Level("[BoltGet(\"/a\"), LoginRequired({|BOLT1016:LoginUrl = \"//evil\"|})]")));

    [Fact]
    public Task AnApplicationWithInheritedRoutesOnly_HasToMapThem()
    {
        var test = RuleTest<RoutesNotMappedAnalyzer>.Of("""
            public abstract class Items
            {
                [BoltGet("/items")]
                public string All() => "a";
            }

            [{|BOLT2007:BoltGroup("/a", Guards = [typeof(AllowAny)])|}]
            public sealed class A : Items;

            public static class Program { public static void Main() { } }
            """);
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task AGroupThatOpensItself_IsNotUnused_WhereAnInheritedRouteLooksAtTheCaller() => RuleTest<UnusedAuthenticationAnalyzer>.RunAsync("""
        public abstract class Items
        {
            [BoltGet("/me")]
            public string Me(AuthContext? auth) => auth?.UserId ?? "";
        }

        [BoltGroup("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
        public sealed class A : Items
        {
            [BoltGet("/version")]
            public string Version() => "1";
        }
        """);

    /// <summary>The places of a project that is referenced as source are in no file of this one: an analyzer that reports there stops.</summary>
    [Fact]
    public async Task ADeclarationInAReferencedProject_IsReportedAtTheGroup()
    {
        var token = TestContext.Current.CancellationToken;
        var parse = new Microsoft.CodeAnalysis.CSharp.CSharpParseOptions(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Latest);
        var library = Compile("Library", Library, References.WithBolt);
        var compilation = Compile("Application", """
            using System;
            using Bolt;
            [BoltGroup("/a", Guards = [typeof(AllowAny)])] public sealed class A : Faulty;
            [BoltGroup("/b", Guards = [typeof(AllowAny)])] public sealed class B : Secured;
            [BoltGroup("/c", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])] public sealed class C : Crud<Guid>;
            [BoltGroup("/d")] public sealed class D : Base;
            """, [.. References.WithBolt, library.ToMetadataReference()]);
        Assert.Empty(compilation.GetDiagnostics(token).Where(static d => d.Severity == DiagnosticSeverity.Error));
        var reported = await Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerExtensions.WithAnalyzers(compilation, [.. Catalog.Analyzers], CorpusFile.Options).GetAnalyzerDiagnosticsAsync(token);
        Assert.Equal(
            ["BOLT1001 5", "BOLT1005 3", "BOLT1009 4", "BOLT2013 2", "BOLT2014 5"],
            reported.Select(static d => $"{d.Id} {d.Location.GetLineSpan().StartLinePosition.Line}").Order(StringComparer.Ordinal));

        Microsoft.CodeAnalysis.CSharp.CSharpCompilation Compile(string name, string source, IEnumerable<MetadataReference> references) => Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
            name,
            [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(source, parse, name + ".cs", cancellationToken: token)],
            references,
            new(OutputKind.DynamicallyLinkedLibrary));
    }

    private static Task WithLibraryAsync<TAnalyzer>(string source)
        where TAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new()
    {
        var test = RuleTest<TAnalyzer>.Of(source);
        test.TestState.AdditionalReferences.Add(References.Compile("Library", Library));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary><c>@…@</c> as a mark of the rule; without a rule as no mark.</summary>
    private static string Mark(string id, string source) => string.Concat(source.Split('@').Select((part, i) =>
        i == 0 ? part : id.Length == 0 ? part : i % 2 == 1 ? "{|" + id + ":" + part : "|}" + part));

    private static string Bound(string result, string parameters, string tail = "", string group = "Guards = [typeof(AllowAny)]") => $$"""
        using Microsoft.AspNetCore.Mvc;

        public abstract class Items<T>
        {
            [BoltGet("/items/{{tail}}")]
            public {{result}} All({{parameters}}) => null!;
        }

        [BoltGroup("/a", {{group}})]
        public sealed class A : Items<int>;

        [BoltGroup("/b", {{group}})]
        public sealed class B : Items<string>;
        """;

    private static string Level(string attributes) => $$"""
        [IsAdminUser]
        public abstract class Items
        {
            {{attributes}}
            public string All() => "a";
        }

        [BoltGroup("/g", Auth = [typeof(JwtAuthentication)])]
        public sealed class A : Items;
        """;
}
