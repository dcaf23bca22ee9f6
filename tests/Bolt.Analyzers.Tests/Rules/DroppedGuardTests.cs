using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.DroppedGuardAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1004.</summary>
public class DroppedGuardTests
{
    [Theory]
    [InlineData("[IsStaff]", """[BoltGet("/me", {|BOLT1004:InheritGuards = false|}, Guards = [typeof(IsAuthenticated)])]""")]
    [InlineData("[BoltGroup(Guards = [typeof(IsAuthenticated), typeof(IsStaff)])]", """[BoltGet("/me", Guards = [typeof(IsAdminUser)], {|BOLT1004:InheritGuards = false|})]""")]
    [InlineData("""[HasPermission("a.b")]""", """[BoltGet("/me", {|BOLT1004:InheritGuards = false|})] [HasPermission("a.c")]""")]
    [InlineData("[BoltGroup(Guards = [typeof(IsStaff)])]", """[BoltGet("/me", {|BOLT1004:InheritGuards = !true|}, Guards = [typeof(AllowAny)])]""")]
    public Task ForInheritGuardsFalse_Triggers(string group, string route) => Test.RunAsync(Api("", group, route));

    [Theory]
    [InlineData("[IsStaff]", """[BoltGet("/me", Guards = [{|#0:typeof(AllowAny)|}])]""")]
    [InlineData("[IsStaff]", """[BoltGet("/me"), {|#0:AllowAny|}]""")]
    public Task ForAllowAny_TriggersAsInformation(string group, string route)
    {
        var test = Test.Of(Api("", group, route));
        test.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("BOLT1004", Microsoft.CodeAnalysis.DiagnosticSeverity.Info)
            .WithLocation(0).WithArguments("GET /me", "'IsStaff'"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task ForGroupThatDropsTheAssemblys_TriggersOnce() => Test.RunAsync(Api(
        "[assembly: BoltDefaults(Guards = [typeof(IsAdminUser)])]",
        "[BoltGroup({|BOLT1004:InheritGuards = false|}, Guards = [typeof(IsStaff)])]",
        """[BoltGet("/a"), BoltGet("/b")]"""));

    [Theory]
    [InlineData("", """[BoltGet("/me", InheritGuards = false, Guards = [typeof(IsStaff)])]""")]
    [InlineData("[IsStaff]", """[BoltGet("/me", InheritGuards = true)]""")]
    [InlineData("[IsStaff]", """[BoltGet("/me", Guards = [typeof(IsAuthenticated)])]""")]
    [InlineData("[IsAuthenticated]", """[BoltGet("/me", InheritGuards = false, Guards = [typeof(IsStaff)])]""")]
    [InlineData("[IsStaff]", """[BoltGet("/me", InheritGuards = false, Guards = [typeof(IsStaff)])]""")]
    [InlineData("[AllowAny]", """[BoltGet("/me", Guards = [typeof(AllowAny)])]""")]
    [InlineData("[IsStaff]", """[BoltGet("/me", InheritGuards = false)]""")]
    [InlineData("[IsStaff]", """[BoltGet("/me", Guards = [typeof(AllowAny), typeof(IsAdminUser)])]""")]
    public Task ForNothingDroppedOrSaidByAnotherRule_DoesNotTrigger(string group, string route) => Test.RunAsync(Api("", group, route));

    private static string Api(string assembly, string group, string route) => $$"""
        {{assembly}}
        {{group}}
        public static class Api
        {
            {{route}}
            public static string Me() => "me";
        }
        """;
}
