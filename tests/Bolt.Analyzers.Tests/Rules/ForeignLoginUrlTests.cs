using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.ForeignLoginUrlAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1016.</summary>
public class ForeignLoginUrlTests
{
    [Theory]
    [InlineData("https://login.example.com/")]
    [InlineData("//login.example.com")]
    [InlineData("https:///login/")]
    [InlineData("login")]
    [InlineData("~/login")]
    [InlineData("")]
    [InlineData("/a/../login")]
    [InlineData("/%2Flogin")]
    [InlineData("/login\\n")]
    [InlineData("/\\\\login.example.com")]
    public Task OnAnAttribute_Triggers(string url) => Test.RunAsync($$"""
        public static class Api
        {
            [BoltGet("/a", Auth = [typeof(JwtAuthentication)]), LoginRequired({|BOLT1016:LoginUrl = "{{url}}"|})]
            public static string A() => "a";

            [BoltPost("/b", Auth = [typeof(JwtAuthentication)])]
            [PermissionRequired("a.b", RaiseException = true, {|BOLT1016:LoginUrl = Foreign|})]
            public static string B() => "b";

            private const string Foreign = "{{url}}";
        }
        """);

    [Fact]
    public Task OnEveryLevel_Triggers() => Test.RunAsync("""
        [assembly: LoginRequired({|BOLT1016:LoginUrl = "//in"|})]

        [BoltGroup("/a", Auth = [typeof(JwtAuthentication)]), UserPassesTest<IsAdult>({|BOLT1016:LoginUrl = @"\in"|})]
        public class Api
        {
            [BoltGet("/a"), BoltGet("/b"), Mine({|BOLT1016:LoginUrl = "in" + "side"|})]
            public static string A() => "a";

            [LoginRequired({|BOLT1016:LoginUrl = "http:in"|})]
            public virtual string B() => "b";
        }

        public sealed class IsAdult : IUserTest<string>
        {
            public bool Test(string user) => user.Length > 17;
        }

        [RedirectsToLogin]
        public sealed class Mine : Guard
        {
            public string? LoginUrl { get; set; }
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Redirect(LoginUrl ?? "/in");
        }
        """);

    /// <summary>Guards in a list have no arguments, and those of one's own may have a LoginUrl that is no string.</summary>
    [Fact]
    public Task BesideGuardsWithoutOne_Triggers() => Test.RunAsync("""
        public static class Api
        {
            [BoltGet("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(LoginRequired), typeof(Several)]), Several(LoginUrl = new[] { "//in" }), Several, LoginRequired({|BOLT1016:LoginUrl = "//in"|})]
            public static string A() => "a";
        }

        [RedirectsToLogin, AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        public sealed class Several : Guard
        {
            public string[]? LoginUrl { get; set; }
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Redirect("/in");
        }
        """);

    [Fact]
    public Task InCode_Triggers() => Test.RunAsync("""
        public static class Setup
        {
            private const string Page = "//in";

            public static LoginRequired Make() => new() { LoginUrl = {|BOLT1016:"https://in.example.com/"|} };

            public static void Change(LoginRequired guard) => guard.LoginUrl = {|BOLT1016:Page|};
        }
        """);

    [Fact]
    public Task TheMessage_NamesTheRouteAndTheValue()
    {
        var test = Test.Of("""
            public static class Api
            {
                [BoltGet("/a", Auth = [typeof(JwtAuthentication)]), LoginRequired({|#0:LoginUrl = "//in"|})]
                public static string A() => "a";
            }
            """);
        test.ExpectedDiagnostics.Add(new DiagnosticResult("BOLT1016", DiagnosticSeverity.Error).WithLocation(0).WithMessage(
            "GET /a has the LoginUrl \"//in\", which is not a path on this site: write one that starts with a single slash, such as \"/login\""));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("LoginUrl = \"/login\"")]
    [InlineData("LoginUrl = \"/\"")]
    [InlineData("LoginUrl = \"/login?kind=staff#form\"")]
    [InlineData("LoginUrl = \"/søk\"")]
    [InlineData("LoginUrl = null")]
    [InlineData("LoginUrl = {|CS0103:Missing|}")]
    [InlineData("")]
    public Task ForALocalPath_DoesNotTrigger(string argument) => Test.RunAsync($$"""
        public static class Api
        {
            [BoltGet("/a", Auth = [typeof(JwtAuthentication)]), LoginRequired({{argument}})]
            public static string A() => "a";
        }
        """);

    [Fact]
    public Task ForWhatIsNotBolts_DoesNotTrigger() => Test.RunAsync("""
        public sealed class Oidc
        {
            public string? LoginUrl { get; set; }
        }

        public sealed class Mine : Guard
        {
            public string? LoginUrl { get; set; }
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
        }

        public static class Api
        {
            [BoltGet("/a"), Mine(LoginUrl = "https://login.example.com/")]
            public static string A() => "a";

            public static void Set(Oidc options, Bolt.SessionOptions sessions, LoginRequired guard, string read)
            {
                options.LoginUrl = "https://login.example.com/";
                sessions.CookieName = "__Host-shop";
                sessions.ReturnUrlParameter = "back";
                guard.LoginUrl = read;
                guard.LoginUrl = "/in";
            }
        }
        """);

    /// <summary>The rule is the program's own: every value of <c>redirect-vectors.json</c>, as a constant.</summary>
    [Fact]
    public async Task EveryVector_IsReportedAsTheProgramRefusesIt()
    {
        var vectors = Read();
        Assert.Equal(235, vectors.Count);
        var sources = vectors.Where(static v => v.Value is not null).Select(static (v, i) =>
            $$"""public static class A{{i}} { [BoltGet("/{{i}}", Auth = [typeof(JwtAuthentication)]), LoginRequired(LoginUrl = {{SymbolDisplay.FormatLiteral(v.Value!, quote: true)}})] public static string V() => ""; }""");
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = sources.Prepend(TestSetup.GlobalUsings).Select(s => CSharpSyntaxTree.ParseText(s, parse)).ToList();
        var compilation = CSharpCompilation.Create("Vectors", trees, References.WithBolt, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), static d => d.Severity == DiagnosticSeverity.Error);
        var reported = await compilation.WithAnalyzers([new Analyzers.Rules.ForeignLoginUrlAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        var refused = vectors.Where(static v => v.Value is not null).Select((v, i) => (v.IsSafe, Tree: trees[i + 1])).Where(static v => !v.IsSafe).Select(static v => v.Tree);
        Assert.Equal(refused.ToHashSet(), reported.Select(static d => d.Location.SourceTree!).ToHashSet());
    }

    private static List<(string? Value, bool IsSafe)> Read([CallerFilePath] string file = "")
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "vectors", "redirect-vectors.json")));
        return [.. json.RootElement.EnumerateArray().Select(static v => (
            v.TryGetProperty("utf16", out var units) ? string.Concat(units.GetString()!.Split(' ').Select(static u => (char)Convert.ToUInt16(u, 16))) : v.GetProperty("value").GetString(),
            v.GetProperty("safe").GetBoolean()))];
    }
}
