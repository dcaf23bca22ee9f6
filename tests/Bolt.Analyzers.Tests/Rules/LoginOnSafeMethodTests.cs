using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.LoginOnSafeMethodAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1014.</summary>
public class LoginOnSafeMethodTests
{
    [Theory]
    [InlineData("""BoltGet("/a", Guards = [typeof(AllowAny)])""")]
    [InlineData("""BoltHead("/a", Guards = [typeof(AllowAny)])""")]
    [InlineData("""BoltOptions("/a", Guards = [typeof(AllowAny)])""")]
    [InlineData("""BoltRoute("/a", "GET", "HEAD", Guards = [typeof(AllowAny)])""")]
    [InlineData("""BoltGet("/a", Guards = [typeof(AllowAny)]), BoltHead("/b", Guards = [typeof(AllowAny)])""")]
    [InlineData("""BoltGet("/a", Guards = [typeof(AllowAny)]), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken""")]
    public Task OnASafeMethod_Triggers(string attribute) => Test.RunAsync($$"""
        public static class Api
        {
            [{{attribute}}]
            public static async Task Go(HttpContext http, IBoltUser user)
            {
                await {|BOLT1014:http.LoginAsync(user)|};
                await {|BOLT1014:http.LogoutAsync()|}.ConfigureAwait(false);
                await {|BOLT1014:BoltLoginExtensions.LoginAsync(http, user)|};
            }
        }
        """);

    [Fact]
    public Task InEveryFormOfHandler_Triggers() => Test.RunAsync("""
        public static partial class Api
        {
            [BoltGet("/a", Guards = [typeof(AllowAny)])]
            public static Task Expression(HttpContext http) => {|BOLT1014:http.LogoutAsync()|};

            [BoltGet("/b", Guards = [typeof(AllowAny)])]
            public static async Task Local(HttpContext http, IBoltUser? user)
            {
                await Out();
                Func<Task> later = () => {|BOLT1014:http.LoginAsync(user!)|};
                await later();

                async Task Out() => await {|BOLT1014:http.LogoutAsync()|};
            }

            [BoltGet("/c", Guards = [typeof(AllowAny)])]
            public static partial Task Partial(HttpContext http);

            public static partial Task Partial(HttpContext http) => {|BOLT1014:http.LogoutAsync()|};
        }

        public sealed class Instance(IHttpContextAccessor accessor)
        {
            [BoltGet("/d", Guards = [typeof(AllowAny)])]
            public async Task<string> Go()
            {
                if (accessor.HttpContext is { } http)
                {
                    await {|BOLT1014:http.LogoutAsync()|};
                }

                return "out";
            }
        }
        """);

    [Fact]
    public Task TheMessage_NamesTheRouteAndTheCall()
    {
        var test = Test.Of("""
            public static class Api
            {
                [BoltGet("/out", Guards = [typeof(AllowAny)])]
                public static Task Out(HttpContext http) => {|#0:http.LogoutAsync()|};
            }
            """);
        test.ExpectedDiagnostics.Add(new DiagnosticResult("BOLT1014", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
            "GET /out calls 'LogoutAsync', which is refused on safe methods, because a link on another site could call it for its visitors: map the handler to POST"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("""BoltPost("/a", Guards = [typeof(AllowAny)])""")]
    [InlineData("""BoltDelete("/a", Guards = [typeof(AllowAny)])""")]
    [InlineData("""BoltRoute("/a", Guards = [typeof(AllowAny)])""")]
    [InlineData("""BoltRoute("/a", "GET", "POST", Guards = [typeof(AllowAny)])""")]
    [InlineData("""BoltGet("/a", Guards = [typeof(AllowAny)]), BoltPost("/a", Guards = [typeof(AllowAny)])""")]
    [InlineData("""BoltGet("/a", Guards = [typeof(AllowAny)]), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)""")]
    [InlineData("""BoltGet("/a", Guards = [typeof(AllowAny)]), Own""")]
    [InlineData("""BoltGet("/a", Guards = [typeof(AllowAny)]), {|CS0246:{|CS0246:Missing|}|}""")]
    [InlineData("""Obsolete""")]
    public Task OnAnotherMethodOrWithTheCheckOff_DoesNotTrigger(string attribute) => Test.RunAsync($$"""
        public static class Api
        {
            [{{attribute}}]
            public static async Task Go(HttpContext http, IBoltUser user)
            {
                await http.LoginAsync(user);
                await http.LogoutAsync();
            }
        }

        public sealed class OwnAttribute : Attribute, Microsoft.AspNetCore.Antiforgery.IAntiforgeryMetadata
        {
            public bool RequiresValidation => false;
        }
        """);

    /// <summary>Neither is a handler: a field's value, and code at the top of the program.</summary>
    [Fact]
    public Task OutsideOfAMethodWithARoute_DoesNotTrigger() => Test.RunAsync("""
        public static class Api
        {
            private static readonly Func<HttpContext, Task> Out = static http => http.LogoutAsync();

            public static Func<HttpContext, Task> Again { get; } = static http => http.LogoutAsync();

            [BoltGet("/a", Guards = [typeof(AllowAny)])]
            public static Task Go(HttpContext http) => Out(http);
        }
        """);

    [Fact]
    public Task ForOtherMethodsOfThatName_DoesNotTrigger() => Test.RunAsync("""
        [Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class Callback
        {
            [BoltGet("/callback", Guards = [typeof(AllowAny)])]
            public static Task Go(HttpContext http, IBoltUser user) => http.LoginAsync(user);
        }

        public static class Api
        {
            [BoltGet("/a", Guards = [typeof(AllowAny)])]
            public static async Task Go(HttpContext http, IBoltUser user, Audit audit)
            {
                await audit.LoginAsync(user);
                await Other.BoltLoginExtensions.LogoutAsync(http);
                await http.RefreshLoginAsync(user);
                await Helper(http);
            }

            private static Task Helper(HttpContext http) => http.LogoutAsync();
        }

        public sealed class Audit
        {
            public Task LoginAsync(IBoltUser user) => Task.CompletedTask;
        }

        namespace Other
        {
            public static class BoltLoginExtensions
            {
                public static Task LogoutAsync(HttpContext http) => Task.CompletedTask;
            }
        }
        """);
}
