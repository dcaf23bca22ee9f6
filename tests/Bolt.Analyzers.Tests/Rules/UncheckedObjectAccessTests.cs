using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.UncheckedObjectAccessAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1010.</summary>
public class UncheckedObjectAccessTests
{
    [Theory]
    [InlineData("/orders/{id:int}", "int {|BOLT1010:id|}")]
    [InlineData("/orders/{orderId}", "string {|BOLT1010:orderId|}, CancellationToken cancellation")]
    [InlineData("/orders/{order_id:guid}/lines", "Guid {|BOLT1010:order_id|}, IOrders orders")]
    [InlineData("/orders/{ID}", "long {|BOLT1010:id|}, NewOrder order")]
    public Task ForIdThatNobodyChecks_Triggers(string pattern, string parameters) => Test.RunAsync(Source("IsAuthenticated", pattern, parameters));

    [Theory]
    [InlineData("IsAuthenticated", "/orders/{id}", "int id, AuthContext auth")]
    [InlineData("IsAuthenticated", "/orders/{id}", "int id, [CurrentUser] Person person")]
    [InlineData("IsAuthenticated", "/orders/{id}", "int id, CurrentUser<Person> person")]
    [InlineData("IsAuthenticated", "/orders/{id}", "int id, HttpContext http")]
    [InlineData("IsAuthenticated", "/orders/{id}", "int id, System.Security.Claims.ClaimsPrincipal user")]
    [InlineData("IsAuthenticated", "/orders/{id}", "int id, ITenantContext tenant")]
    [InlineData("IsAuthenticated", "/orders/{slug}", "string slug")]
    [InlineData("IsAuthenticated", "/orders/{id}", "")]
    [InlineData("IsAuthenticated", "/orders", "int id")]
    [InlineData("AllowAny", "/orders/{id}", "int id")]
    [InlineData("IsStaff", "/orders/{id}", "int id")]
    [InlineData("OwnsOrder", "/orders/{id}", "int id")]
    [InlineData("HasPermission(\"orders.read\")", "/orders/{id}", "int id")]
    [InlineData("IsAuthenticated, OwnsOrder", "/orders/{id}", "int id")]
    public Task ForCheckOrNoId_DoesNotTrigger(string guards, string pattern, string parameters) => Test.RunAsync(Source(guards, pattern, parameters));

    /// <summary>A guard of the user's that says of itself that it asks for an identity and nothing more.</summary>
    [Fact]
    public Task ForGuardThatSaysItIsIdentityOnly_Triggers() => Test.RunAsync(Source("IsAuthenticated, SignedIn", "/orders/{id:int}", "int {|BOLT1010:id|}"));

    [Fact]
    public Task ForHandlerClassThatKnowsTheCaller_DoesNotTrigger() => Test.RunAsync("""
        public sealed class Orders(IHttpContextAccessor accessor)
        {
            [BoltGet("/orders/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public string Get(int id) => accessor.ToString() + id;
        }
        """);

    [Theory]
    [InlineData("IsAuthenticated", "int Id, int Page = 1", "{|BOLT1010:all|}")]
    [InlineData("IsAuthenticated", "IOrders Orders, [FromQuery] string[] Tags, int Id", "{|BOLT1010:all|}")]
    [InlineData("IsAuthenticated", "int Id, AuthContext Auth")]
    [InlineData("IsAuthenticated", "int Id, [CurrentUser] Person Person")]
    [InlineData("IsAuthenticated", "int Id, ITenantContext Tenant")]
    [InlineData("OwnsOrder", "int Id")]
    public Task ForIdInsideAnObject_TriggersUnlessTheCallerIsThereToo(string guards, string members, string all = "all") =>
        Test.RunAsync("using Microsoft.AspNetCore.Mvc;\n" + Source(guards, "/orders/{id}", "[AsParameters] All " + all) + $"\npublic sealed record All({members});");

    private static string Source(string guards, string pattern, string parameters) => $$"""
        public static class Api
        {
            [BoltPost("{{pattern}}", Auth = [typeof(JwtAuthentication)])]
            [{{guards}}]
            public static string Handle({{parameters}}) => "order";
        }

        public interface IOrders;
        public interface ITenantContext;
        public sealed record NewOrder(string Item);
        public sealed class Person;

        [RequiresIdentity(IdentityOnly = true)]
        public sealed class SignedIn : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => context.Auth is null ? GuardResult.Unauthorized : GuardResult.Allow;
        }

        [RequiresIdentity]
        public sealed class OwnsOrder : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
        }
        """;
}
