using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bolt.Generators.Tests.Proof;

/// <summary>Every handler call is dominated by every declared check, and a checker that says so catches every emitter that forgets one.</summary>
public sealed class DominanceTests
{
    private const string Source =
        """
        using Bolt.Generators.Tests.Proof;
        namespace Shop;
        public sealed record Body(int A);
        public interface IDb;
        public sealed class IsLong : IUserTest<string>
        {
            public bool Test(string user) => user.Length > 10;
        }
        public sealed class Api(IDb db)
        {
            [BoltGet("/one", Auth = [typeof(BackendA)], Guards = [typeof(IsAuthenticated)])]
            public static string One(AuthContext auth) => auth.UserId;

            [BoltGet("/many", Auth = [typeof(BackendA), typeof(BackendB), typeof(BackendC)], Guards = [typeof(IsAuthenticated), typeof(SecondGuard)])]
            [SlotGuard("x", Tag = "1")]
            [HasAnyPermission("p", "q")]
            public string Many() => db.ToString()!;

            [BoltPost("/body", Auth = [typeof(BackendA)], Guards = [typeof(SecondGuard), typeof(IsStaff)])]
            public static void WithBody([FromBody] Body body) { }

            [BoltGet("/none", Guards = [typeof(FirstGuard)])]
            public static string None() => "";

            [BoltGet("/page", Auth = [typeof(BackendA)], Guards = [typeof(LoginRequired)]), PermissionRequired("p", "q", LoginUrl = "/in"), UserPassesTest<IsLong>(RaiseException = true)]
            public static string Page() => "";

            [BoltPost("/close", Auth = [typeof(BackendA), typeof(CookieBackend)], Guards = [typeof(RecentLogin)]), UserPassesTest<IsLong>, RecentLogin(Minutes = 5, LoginUrl = "/in")]
            public static string Close() => "";

            [BoltGet("/open", Auth = [typeof(BackendA)], Guards = [typeof(AllowAny)])]
            public static string Open(AuthContext? auth) => "";

            [BoltPost("/cookie", Auth = [typeof(CookieBackend)], Guards = [typeof(IsAuthenticated), typeof(FirstGuard)])]
            public static void Cookie([FromBody] Body body) { }

            [BoltPost("/cookies", Auth = [typeof(BackendA), typeof(CookieBackend), typeof(DerivedCookieBackend)], Guards = [typeof(SecondGuard), typeof(IsStaff)])]
            public static void Cookies() { }

            [BoltPut("/cookie-first", Auth = [typeof(CookieBackend), typeof(BackendA)], Guards = [typeof(IsAuthenticated)])]
            public string CookieFirst() => db.ToString()!;

            [BoltDelete("/cookie-open", Auth = [typeof(CookieBackend)], Guards = [typeof(AllowAny)])]
            public static string CookieOpen(AuthContext? auth) => "";
        }

        [FirstGuard]
        public abstract class Base
        {
            [SlotGuard("dropped")]
            public virtual string Audit() => "";
        }

        [SlotGuard("around"), BoltGroup("/outer", Auth = [typeof(BackendA)])]
        public static class Outer
        {
            [AllowAny, BoltGroup(InheritGuards = false)]
            public class Quiet : Base
            {
                [AllowAny]
                public override string Audit() => "";
            }

            [SlotGuard("base")]
            public class Loud : Quiet
            {
                [SlotGuard("over")]
                public override string Audit() => "";
            }

            [SlotGuard("own")]
            public sealed class Levels : Loud
            {
                [BoltGet("/plain", Guards = [typeof(IsStaff)])]
                public static string Plain() => "";

                [BoltGet("/audit", Guards = [typeof(IsStaff)])]
                public override string Audit() => "";

                [BoltGet("/cleared", Guards = [typeof(AllowAny)])]
                public static string Cleared() => "";
            }
        }

        [SlotGuard("crud")]
        public abstract class Crud<T>
        {
            [BoltGet("/list", Guards = [typeof(IsStaff)])]
            public virtual string List() => "";

            [BoltGet("/get", Guards = [typeof(AllowAny)])]
            public string Get() => "";
        }

        [BoltGroup("/one", Auth = [typeof(BackendA)]), BoltGroup("/two", Auth = [typeof(BackendB)], Guards = [typeof(FirstGuard)])]
        [SlotGuard("group")]
        public sealed class Inheriting : Crud<int>
        {
            public new string Get() => "hidden";

            [SlotGuard("over")]
            public override string List() => "";
        }

        public abstract class Preferring
        {
            [System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
            public string Choose(object? q) => "";

            public virtual string Choose(string? q) => "";
        }

        public sealed class Chosen : Preferring
        {
            [BoltGet("/chosen", Guards = [typeof(FirstGuard)])]
            public override string Choose(string? q) => "";
        }

        public sealed class Overloads
        {
            [BoltGet("/in/{id}", Guards = [typeof(FirstGuard)])]
            public static string Show(in int id) => "";

            [BoltGet("/value/{id}", Auth = [typeof(BackendA)], Guards = [typeof(IsStaff)])]
            public static string Show(int id) => "";

            [BoltGet("/text", Guards = [typeof(FirstGuard)])]
            public static string Prefer(string? q) => "";

            [BoltGet("/preferred", Auth = [typeof(BackendA)], Guards = [typeof(IsStaff)]), System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
            public static string Prefer(object? q = null) => "";

            [BoltGet("/late", Guards = [typeof(FirstGuard)])]
            public static string Late(string? q, [FromServices] dynamic? log = null) => "";

            [BoltGet("/early", Auth = [typeof(BackendA)], Guards = [typeof(IsStaff)])]
            public static string Late(string? q, string? log = null) => "";

            [BoltGet("/dynamic", Guards = [typeof(FirstGuard)])]
            public static dynamic Result() => "";
        }
        """;

    private const string Api = "Shop.Api.g.cs", Levels = "Shop.Outer.Levels.g.cs", Overloads = "Shop.Overloads.g.cs", Inheriting = "Shop.Inheriting.g.cs";

    private static readonly (string Class, Declared Declared, string File)[] Routes =
    [
        ("Plain_0", new("global::Shop.Outer.Levels.Plain(", [T("BackendA")], [T("SlotGuard") + "(\"around\")", T("SlotGuard") + "(\"base\")", T("SlotGuard") + "(\"own\")", "global::Bolt.IsStaff()"]), Levels),
        ("Audit_0", new("new global::Shop.Outer.Levels(", [T("BackendA")],
            [T("SlotGuard") + "(\"around\")", T("SlotGuard") + "(\"base\")", T("SlotGuard") + "(\"own\")", T("SlotGuard") + "(\"over\")", "global::Bolt.IsStaff()"]), Levels),
        ("Cleared_0", new("global::Shop.Outer.Levels.Cleared(", [T("BackendA")], []), Levels),
        ("List_0", new("((global::Shop.Crud<int>)new global::Shop.Inheriting()).List(", [T("BackendA")],
            [T("SlotGuard") + "(\"crud\")", T("SlotGuard") + "(\"group\")", "global::Bolt.IsStaff()", T("SlotGuard") + "(\"over\")"]), Inheriting),
        ("List_1", new("((global::Shop.Crud<int>)new global::Shop.Inheriting()).List(", [T("BackendB")],
            [T("SlotGuard") + "(\"crud\")", T("FirstGuard") + "()", T("SlotGuard") + "(\"group\")", "global::Bolt.IsStaff()", T("SlotGuard") + "(\"over\")"]), Inheriting),
        ("Get_0", new("((global::Shop.Crud<int>)new global::Shop.Inheriting()).Get(", [T("BackendA")], [T("SlotGuard") + "(\"group\")"]), Inheriting),
        ("Get_1", new("((global::Shop.Crud<int>)new global::Shop.Inheriting()).Get(", [T("BackendB")], [T("FirstGuard") + "()", T("SlotGuard") + "(\"group\")"]), Inheriting),
        ("Show_0", new("global::Shop.Overloads.Show(", [], [T("FirstGuard") + "()"]), Overloads),
        ("Show_1", new("global::Shop.Overloads.Show(", [T("BackendA")], ["global::Bolt.IsStaff()"]), Overloads),
        ("Late_1", new("global::Shop.Overloads.Late(", [T("BackendA")], ["global::Bolt.IsStaff()"]), Overloads),
        ("Late_0", new("global::Shop.Overloads.Late(", [], [T("FirstGuard") + "()"]), Overloads),
        ("Result_0", new("global::Shop.Overloads.Result(", [], [T("FirstGuard") + "()"]), Overloads),
        ("One_0", new("global::Shop.Api.One(", [T("BackendA")], ["global::Bolt.IsAuthenticated()"]), Api),
        ("Many_0", new("new global::Shop.Api(", [T("BackendA"), T("BackendB"), T("BackendC")],
            ["global::Bolt.IsAuthenticated()", T("SecondGuard") + "()", T("SlotGuard") + "(\"x\") { Tag = \"1\" }", "global::Bolt.HasAnyPermission(new string[] { \"p\", \"q\" })"]), Api),
        ("WithBody_0", new("global::Shop.Api.WithBody(", [T("BackendA")], [T("SecondGuard") + "()", "global::Bolt.IsStaff()"]), Api),
        ("None_0", new("global::Shop.Api.None(", [], [T("FirstGuard") + "()"]), Api),
        ("Page_0", new("global::Shop.Api.Page(", [T("BackendA")],
            ["global::Bolt.LoginRequired()", "global::Bolt.PermissionRequired(new string[] { \"p\", \"q\" }) { LoginUrl = \"/in\" }", "global::Bolt.UserPassesTest<global::Shop.IsLong>() { RaiseException = true }"]), Api),
        ("Close_0", new("global::Shop.Api.Close(", [T("BackendA"), T("CookieBackend")],
            ["global::Bolt.RecentLogin()", "global::Bolt.UserPassesTest<global::Shop.IsLong>()", "global::Bolt.RecentLogin() { Minutes = 5, LoginUrl = \"/in\" }"], 1), Api),
        ("Open_0", new("global::Shop.Api.Open(", [T("BackendA")], []), Api),
        ("Cookie_0", new("global::Shop.Api.Cookie(", [T("CookieBackend")], ["global::Bolt.IsAuthenticated()", T("FirstGuard") + "()"], 0), Api),
        ("Cookies_0", new("global::Shop.Api.Cookies(", [T("BackendA"), T("CookieBackend"), T("DerivedCookieBackend")], [T("SecondGuard") + "()", "global::Bolt.IsStaff()"], 1, 2), Api),
        ("CookieFirst_0", new("new global::Shop.Api(", [T("CookieBackend"), T("BackendA")], ["global::Bolt.IsAuthenticated()"], 0), Api),
        ("CookieOpen_0", new("global::Shop.Api.CookieOpen(", [T("CookieBackend")], [], 0), Api),
    ];

    /// <summary>Each drops or weakens a check in what is emitted: a file of the generator, a text in it, and what a careless change would make of it.</summary>
    public static TheoryData<string, string, string, string> Mutants => new()
    {
        { "no guard is written", "AuthEmitter.cs", "if (guard.IsAllowAny)", "if (true)" },
        { "every second guard is skipped", "AuthEmitter.cs", "if (guard.IsAllowAny)", "if (guard.IsAllowAny || i % 2 == 1)" },
        { "the last guard is skipped", "AuthEmitter.cs", "i < body.Guards.Count; i++)", "i < body.Guards.Count - 1; i++)" },
        { "the first guard is skipped", "AuthEmitter.cs", "for (var i = 0; i < body.Guards.Count; i++)", "for (var i = 1; i < body.Guards.Count; i++)" },
        { "async guards are skipped", "AuthEmitter.cs", "if (guard.IsAllowAny)", "if (guard.IsAllowAny || guard.IsAsync)" },
        { "a decision is not looked at", "AuthEmitter.cs", "writer.Line($\"if (!decision{i}.IsAllowed) return Deny(http, auth, decision{i}, {i});\");", "" },
        { "a decision is inverted", "AuthEmitter.cs", "if (!decision{i}.IsAllowed)", "if (decision{i}.IsAllowed)" },
        { "a refusal is written but the request goes on", "AuthEmitter.cs", "IsAllowed) return Deny(http, auth, decision{i}, {i});", "IsAllowed) Deny(http, auth, decision{i}, {i});" },
        { "every decision is the first guard's", "AuthEmitter.cs", "= guard{i}.Evaluate(", "= guard0.Evaluate(" },
        { "an async guard's outcome is ignored when it comes late", "AuthEmitter.cs", "Await(http, auth, pending{i}, Guarded{i});", "Guarded{i}(http, auth, GuardResult.Allow);" },
        { "an async guard's outcome is ignored when it comes at once", "AuthEmitter.cs", "Guarded{i}(http, auth, pending{i}.Result)", "Guarded{i}(http, auth, GuardResult.Allow)" },
        { "guards see no identity", "AuthEmitter.cs", "\"new(http, auth, Time)\"", "\"new(http, null, Time)\"" },
        { "only the first backend is asked", "AuthEmitter.cs", "for (var i = 0; i < count; i++)", "for (var i = 0; i < 1; i++)" },
        { "no backend is asked", "AuthEmitter.cs", "if (count == 0)", "if (count >= 0)" },
        { "a backend's outcome is credited to another", "AuthEmitter.cs", "Accept(http, {i}, outcome)", "Accept(http, 0, outcome)" },
        { "a late backend is not waited for", "AuthEmitter.cs", "Await(http, pending, Authenticated{i});", "Authenticated{i}(http, default);" },
        { "the first refusal authorizes", "AuthEmitter.cs", "if (auth is not null) return Authorize(http, auth);", "return Authorize(http, auth);" },
        { "an accepted request skips authorization", "AuthEmitter.cs", "if (auth is not null) return Authorize(http, auth);", "if (auth is not null) return Run(http, auth);" },
        { "no cookie is checked", "AuthEmitter.cs", "if (body.Auth[i].IsCookie)", "if (false)" },
        { "cookies of the first backend are not checked", "AuthEmitter.cs", "if (body.Auth[i].IsCookie)", "if (body.Auth[i].IsCookie && i > 0)" },
        { "cookies of the last backend are not checked", "AuthEmitter.cs", "if (body.Auth[i].IsCookie)", "if (body.Auth[i].IsCookie && i < count - 1)" },
        { "what is no cookie is checked instead", "AuthEmitter.cs", "if (body.Auth[i].IsCookie)", "if (!body.Auth[i].IsCookie)" },
        { "anonymous callers are checked instead", "AuthEmitter.cs", "if (auth is not null && CrossSite(http)", "if (auth is null && CrossSite(http)" },
        { "the cross-site check is inverted", "AuthEmitter.cs", "CrossSite(http) is { } reason) return Deny(http, auth, reason);\");", "CrossSite(http) is not { } reason) return Deny(http, auth, \\\"\\\");\");" },
        { "another site is refused but the request goes on", "AuthEmitter.cs", "is { } reason) return Deny(http, auth, reason);", "is { } reason) Deny(http, auth, reason);" },
        { "another site is refused as a guard would", "AuthEmitter.cs", "return Deny(http, auth, reason);", "return Deny(http, auth, GuardResult.Allow, 0);" },
        {
            "the cross-site check comes behind the next backend's turn", "AuthEmitter.cs", "writer.Line($\"var auth = Accept(http, {i}, outcome);\");",
            "writer.Line($\"var auth = Accept(http, {i}, outcome);\"); if (i < count - 1) writer.Line(\"if (auth is not null) return Authorize(http, auth);\");"
        },
        {
            "the cross-site check comes behind the guards", "AuthEmitter.cs", "if (body.Auth[i].IsCookie)",
            "if (body.Auth[i].IsCookie && !body.Guards.Any(static g => g.IsAsync)) { EmitGuards(writer, body); } if (body.Auth[i].IsCookie)"
        },
        { "a derived backend's cookie is not seen", "SymbolFacts.cs", "=> Implements(type, BoltNames.CookieBackend)", "=> !type.Interfaces.IsEmpty && Implements(type, BoltNames.CookieBackend)" },
        { "no backend is known to accept cookies", "RouteParser.cs", "SymbolFacts.IsCookieBackend(b)", "false" },
        { "the runtime is not told that a route is checked", "EndpointEmitter.cs", "? \"CookieBackend\" : \"Backend\"", "? \"Backend\" : \"Backend\"" },
        { "guards lose their arguments", "GuardParser.cs", "{string.Join(\", \", attribute.ConstructorArguments.Select((a, i) => Argument(a, attribute.AttributeConstructor?.Parameters[i].Type)))}", "null!" },
        { "guards lose their properties", "GuardParser.cs", "attribute.NamedArguments.Select(static a => CSharpLiteral.Identifier", "attribute.NamedArguments.Take(0).Select(static a => CSharpLiteral.Identifier" },
        { "all backends are the first", "EndpointEmitter.cs", "readonly {body.Auth[i].Type} auth{i};", "readonly {body.Auth[0].Type} auth{i};" },
        { "every backend is found for the first's field", "EndpointEmitter.cs", "out auth{i});", "out auth{0});" },
        { "the handler is called before the filters decide", "CallEmitter.cs", "? $\"if (HasFilters) {{ await RunFilters({create}); return; }}\"", "? $\"if (HasFilters) {{ await Call({create}); return; }}\"" },
        { "requests are said to be allowed in front of the guards", "AuthEmitter.cs", "EmitGuards(writer, body);\n", "writer.Line(\"Allowed(http);\"); EmitGuards(writer, body); if (body.Guards.Count < 0)\n" },
        { "it is not said that a request is allowed", "AuthEmitter.cs", "writer.Line(\"Allowed(http);\");", "" },
        { "a refused request is said to be allowed", "AuthEmitter.cs", "IsAllowed) return Deny(http, auth, decision{i}, {i});", "IsAllowed) {{ Allowed(http); return Deny(http, auth, decision{i}, {i}); }}" },
        { "every route is said to be public", "EndpointEmitter.cs", "body.AllowsAnonymous ?", "true ?" },
        { "guard attributes are not read", "SecurityLevelReader.cs", "if (SymbolFacts.IsGuard(attribute.AttributeClass))", "if (false)" },
        { "guards of the route replace the others", "EffectiveSecurity.cs", "guards = [.. guards.Where(static g => !g.IsAllowAny), .. level.Guards", "guards = [.. level.Guards" },
        { "enclosing types are not looked at", "SecurityLevels.cs", "type.ContainingType is { } outer ?", "type.ContainingType is { IsValueType: true } outer ?" },
        { "base types are not looked at", "SecurityLevels.cs", "type.BaseType is { SpecialType:", "type.BaseType is { IsValueType: true, SpecialType:" },
        { "the inner chain replaces the other", "SecurityLevels.cs", "enclosing.And(bases)", "bases" },
        { "the outer chain replaces the other", "SecurityLevels.cs", "enclosing.And(bases)", "enclosing" },
        { "overridden methods are not looked at", "SecurityLevels.cs", "method.OverriddenMethod is { } overridden", "method.OverriddenMethod is { IsStatic: true } overridden" },
        { "an overridden method replaces what the class asks", "SecurityLevels.cs", "type.And(overridden)", "overridden" },
        { "what hides a base's handler is called", "CallEmitter.cs", "handler.DeclaringType is { } declaring ?", "handler.DeclaringType is { Length: 0 } declaring ?" },
        { "a base's method drops what the class asks", "SecurityLevels.cs", "asked = type with { Guards = beyond.Guards };", "asked = type with { Guards = [] };" },
        { "a base's method replaces what the class asks", "SecurityLevels.cs", "var all = asked.And(method);", "var all = method;" },
        { "what overrides a base's handler is not asked", "SecurityLevels.cs", "foreach (var overriding in route.Overriding)", "foreach (var overriding in route.Overriding.Take(0))" },
        { "every set of routes asks what the first group asks", "SecurityLevelReader.cs", "ReadAll(groups?.Of(handlerType) ?? FindGroups(attributes), ", "ReadAll(FindGroups(attributes).Take(1).ToImmutableArray(), " },
        { "the class's Auth does not win over the base method's", "SecurityLevels.cs", "with { NearestAuth = auth,", "with { NearestAuth = []," },
        { "adding up forgets a chain's guards", "EffectiveSecurity.cs", "var all = Guards.AddRange(", "var all = Guards.RemoveAll(static g => true).AddRange(" },
        { "the form of the call is not asked for", "CallBinding.cs", "if (IsOnlyOneOfItsName(method))", "if (true)" },
        { "overloads of base types do not count", "CallBinding.cs", "type = type.BaseType)", "type = null)" },
        { "in is left out at the call", "CallEmitter.cs", "$\"in In<{handler.Signature[i].TypeOf}>({a})\"", "a" },
        { "a dynamic argument stays dynamic", "TypeNames.cs", "type.TypeKind == TypeKind.Dynamic ? \"object\" : type.WithNullableAnnotation", "type.WithNullableAnnotation" },
        { "a dynamic result stays dynamic", "CallEmitter.cs", "? \"(object?)\" : \"\"", "? \"\" : \"\"" },
        { "a guard list ends at the first", "SecurityLevelReader.cs", "guards.Add(new(type, null, settings, i));", "guards.Add(new(type, null, settings, i)); break;" },
    };

    [Fact]
    public void EveryCallIsDominated()
    {
        var driver = BoltDriver.Of(Compilation());
        driver.AssertClean();
        foreach (var (name, declared, file) in Routes)
        {
            Assert.Empty(EmittedCodeChecker.Check(driver.Files[file], name, declared));
        }

        // C# would call the other one: no endpoint of it.
        Assert.DoesNotContain("Prefer_1", driver.Files[Overloads], StringComparison.Ordinal);
        Assert.DoesNotContain("Choose_0", driver.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void AMutantOfTheEmitterIsCaught(string what, string file, string original, string mutated)
    {
        var number = 1 + All.IndexOf((file, original, mutated));
        var compilation = Compilation();
        var run = Mutated.Value.Run(number, compilation, out var output);
        var files = run.GeneratedSources.ToDictionary(static s => s.HintName, static s => s.SourceText.ToString());
        var text = string.Join('\n', files.Values);
        Assert.NotEqual(Emitted.Value, text);
        // The first objection is enough: nothing after it is looked for.
        var objection = Routes.SelectMany(r => EmittedCodeChecker.Check(files[r.File], r.Class, r.Declared)).FirstOrDefault()
            ?? HandlerCallChecker.Check(output, output.SyntaxTrees.Where(t => !compilation.ContainsSyntaxTree(t))).FirstOrDefault();
        Assert.True(objection is not null, $"Not caught: {what}\n{text}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {objection}");
    }

    /// <summary>What the mutants are compared with is the generator itself.</summary>
    [Fact]
    public void WithoutAMutationTheEmitterIsTheSame() =>
        Assert.Equal(Emitted.Value, string.Join('\n', Mutated.Value.Run(0, Compilation(), out _).GeneratedSources.Select(static s => s.SourceText.ToString())));

    private static string T(string name) => "global::Bolt.Generators.Tests.Proof." + name;

    private static readonly List<(string File, string Original, string Mutated)> All = [.. Mutants.Select(static m => m.Data).Select(static d => (d.Item2, d.Item3, d.Item4))];

    private static readonly Lazy<GeneratorMutants> Mutated = new(static () => new(All));

    private static CSharpCompilation Compilation() =>
        BoltDriver.Compile("Shop", OutputKind.DynamicallyLinkedLibrary, [Source], MetadataReference.CreateFromFile(typeof(BackendA).Assembly.Location));

    private static readonly Lazy<string> Emitted = new(static () => BoltDriver.Of(Compilation()).Output);
}
