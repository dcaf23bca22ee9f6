using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.CrossSiteCheckOffAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1009.</summary>
public class CrossSiteCheckOffTests
{
    private const string Backends = """

        public class Session : ICookieAuthenticationBackend
        {
            public const bool Off = false;
            public string Name => "session";
            public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
        }

        public sealed class AdminSession : Session;

        public sealed class NoTokensAttribute() : RequireAntiforgeryTokenAttribute(false);
        """;

    [Theory]
    [InlineData("BoltPost", "{|#0:RequireAntiforgeryToken(false)|}")]
    [InlineData("BoltPut", "{|#0:RequireAntiforgeryToken(required: false)|}")]
    [InlineData("BoltPatch", "{|#0:RequireAntiforgeryTokenAttribute(Session.Off)|}")]
    [InlineData("BoltDelete", "{|#0:Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(!true)|}")]
    public Task OnTheHandler_Triggers(string route, string attribute)
    {
        var test = Test.Of($$"""
            using Microsoft.AspNetCore.Antiforgery;

            public static class Api
            {
                [{{route}}("/carts", Auth = [typeof(JwtAuthentication), typeof(Session)], Guards = [typeof(IsAuthenticated)])]
                [{{attribute}}]
                public static void Change() { }
            }
            """ + Backends);
        var method = route["Bolt".Length..].ToUpperInvariant();
        test.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("BOLT1009", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
            $"{method} /carts accepts the cookies of 'Session' and its CSRF protection is disabled, so any site can call it on behalf of its visitors: remove the attribute, or name the sites in 'TrustedOrigins'"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task OnAnEnclosingClass_Triggers() => Test.RunAsync("""
        using Microsoft.AspNetCore.Antiforgery;

        [{|BOLT1009:RequireAntiforgeryToken(false)|}]
        public static class Outer
        {
            [BoltGroup("/a", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])]
            public static class A
            {
                [BoltPost("/")]
                public static void Change() { }
            }

            [BoltGroup("/b", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)]), RequireAntiforgeryToken]
            public static class B
            {
                [BoltPost("/")]
                public static void Change() { }
            }
        }
        """ + Backends);

    [Fact]
    public Task OnTheClassOrABaseClass_Triggers() => Test.RunAsync("""
        using Microsoft.AspNetCore.Antiforgery;
        using Loose = Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute;

        [BoltGroup("/a", Auth = [typeof(AdminSession)], Guards = [typeof(IsAuthenticated)])]
        [{|BOLT1009:Loose(false)|}]
        public static partial class A
        {
            [BoltGet("/")]
            public static string Read() => "";
        }

        public static partial class A
        {
            [BoltPost("/")]
            public static void Change() { }
        }

        [{|BOLT1009:RequireAntiforgeryToken(false)|}]
        public abstract class Base
        {
            [RequireAntiforgeryToken(true)]
            public virtual void Other() { }
        }

        [BoltGroup("/b", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])]
        public sealed class B : Base
        {
            [BoltPost("/")]
            public void Change() { }

            [BoltPost("/other")]
            public override void Other() { }
        }
        """ + Backends);

    [Fact]
    public Task ForEveryMethodAndTheAssemblysAuth_Triggers() => Test.RunAsync("""
        using Microsoft.AspNetCore.Antiforgery;
        [assembly: BoltDefaults(Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])]

        public static class Api
        {
            [BoltRoute("/all")]
            [{|BOLT1009:RequireAntiforgeryToken(false)|}]
            public static void All() { }

            [BoltRoute("/some", "GET", "LOCK")]
            [{|BOLT1009:RequireAntiforgeryToken(false)|}]
            public static void Some() { }

            [BoltGet("/read"), BoltPost("/write")]
            [{|BOLT1009:RequireAntiforgeryToken(false)|}]
            public static void Both() { }
        }
        """ + Backends);

    [Theory]
    [InlineData("BoltPost(\"/a\", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])", "RequireAntiforgeryToken")]
    [InlineData("BoltPost(\"/a\", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])", "RequireAntiforgeryToken(true)")]
    [InlineData("BoltPost(\"/a\", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])", "Obsolete")]
    [InlineData("BoltPost(\"/a\", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])", "NoTokens")]
    [InlineData("BoltPost(\"/a\", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])", "NoTokens, RequireAntiforgeryToken(false)")]
    [InlineData("BoltPost(\"/a\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])", "RequireAntiforgeryToken(false)")]
    [InlineData("BoltPost(\"/a\", Auth = [], Guards = [typeof(AllowAny)])", "RequireAntiforgeryToken(false)")]
    [InlineData("BoltPost(\"/a\", Auth = [typeof(Session), typeof(string)], Guards = [typeof(IsAuthenticated)])", "RequireAntiforgeryToken(false)")]
    [InlineData("BoltGet(\"/a\", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])", "RequireAntiforgeryToken(false)")]
    [InlineData("BoltRoute(\"/a\", \"GET\", \"head\", \"OPTIONS\", \"TRACE\", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])", "RequireAntiforgeryToken(false)")]
    public Task OnTheHandler_DoesNotTrigger(string route, string attributes) => Test.RunAsync($$"""
        using Microsoft.AspNetCore.Antiforgery;

        public static class Api
        {
            [{{route}}]
            [{{attributes}}]
            public static void Change() { }
        }
        """ + Backends);

    [Fact]
    public Task WhereTheHandlerHasTheLastWordOrIsNone_DoesNotTrigger() => Test.RunAsync("""
        using Microsoft.AspNetCore.Antiforgery;

        [BoltGroup("/a", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])]
        [RequireAntiforgeryToken(false)]
        public static class A
        {
            [BoltPost("/on"), RequireAntiforgeryToken]
            public static void On() { }

            [BoltPost("/unknown"), NoTokens]
            public static void Unknown() { }

            [BoltPost("/missing"), {|CS0246:{|CS0246:Missing|}|}]
            public static void Missing() { }

            [RequireAntiforgeryToken(false)]
            public static void NoRoute() { }
        }
        """ + Backends);
}
