using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.MvcResultAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2013.</summary>
public class MvcResultTests
{
    [Theory]
    [InlineData("IActionResult")]
    [InlineData("ActionResult")]
    [InlineData("ActionResult<string>")]
    [InlineData("JsonResult")]
    [InlineData("Task<IActionResult>")]
    [InlineData("ValueTask<ActionResult<int>>")]
    public Task ForResultOfMvc_Triggers(string type) => Test.RunAsync(Source("{|BOLT2013:" + type + "|}"));

    [Theory]
    [InlineData("IResult")]
    [InlineData("string")]
    [InlineData("Task<Both>")]
    [InlineData("Microsoft.AspNetCore.Http.HttpResults.Ok<int>")]
    public Task ForWhatIsExecuted_DoesNotTrigger(string type) => Test.RunAsync(Source(type));

    private static string Source(string type) => $$"""
        using Microsoft.AspNetCore.Mvc;

        public static class Api
        {
            [BoltGet("/a", Guards = [typeof(AllowAny)])]
            public static {{type}} Get() => default!;
        }

        public sealed class Both : IResult, IActionResult
        {
            public Task ExecuteAsync(HttpContext httpContext) => Task.CompletedTask;

            public Task ExecuteResultAsync(ActionContext context) => Task.CompletedTask;
        }
        """;
}
