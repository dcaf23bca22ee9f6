using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.EmptyPermissionAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1008.</summary>
public class EmptyPermissionTests
{
    [Theory]
    [InlineData("""[HasPermission({|BOLT1008:""|})]""")]
    [InlineData("""[HasPermission({|BOLT1008:" \t"|})]""")]
    [InlineData("""[HasPermission({|BOLT1008:null!|})]""")]
    [InlineData("""[HasPermission(permission: {|BOLT1008:Empty|})]""")]
    [InlineData("""[{|BOLT1008:HasAnyPermission|}]""")]
    [InlineData("""[{|BOLT1008:HasAllPermissions()|}]""")]
    [InlineData("""[{|BOLT1008:HasAllPermissions([])|}]""")]
    [InlineData("""[{|BOLT1008:HasAnyPermission(new string[0])|}]""")]
    [InlineData("""[HasAnyPermission("a.b", {|BOLT1008:""|})]""")]
    [InlineData("""[HasAllPermissions(["a.b", {|BOLT1008:" "|}])]""")]
    [InlineData("""[HasAllPermissions(new[] { {|BOLT1008:""|}, "a.b" })]""")]
    public Task ForEmptyName_Triggers(string guard) => Test.RunAsync($$"""
        public static class Api
        {
            private const string Empty = "";

            {{guard}}
            [BoltGet("/a"), BoltGet("/b")]
            public static string A() => "a";
        }
        """);

    /// <summary>A guard of the user's that says of itself that it names permissions.</summary>
    [Theory]
    [InlineData("""[Granted("a", {|BOLT1008:""|})]""")]
    [InlineData("""[{|BOLT1008:Granted|}]""")]
    [InlineData("""[Granted("a")]""")]
    [InlineData("""[Numbered(0)]""")]
    [InlineData("""[CanEdit]""")]
    public Task ForGuardThatSaysItNamesPermissions_Triggers(string guard) => Test.RunAsync($$"""
        public static class Api
        {
            {{guard}}
            [BoltGet("/a")]
            public static string A() => "a";
        }

        [NamesPermissions]
        public class Granted(params string[] names) : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => names.Length == 0 ? GuardResult.Allow : GuardResult.Unauthorized;
        }

        public sealed class CanEdit() : Granted("edit");

        // It does not: its argument is no name.
        [NamesPermissions]
        public sealed class Numbered(int number) : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => number == 0 ? GuardResult.Allow : GuardResult.Unauthorized;
        }
        """);

    [Fact]
    public Task ForGroupAndAssembly_Triggers() => Test.RunAsync("""
        [assembly: HasPermission({|BOLT1008:""|})]

        [{|BOLT1008:HasAnyPermission|}]
        public static class Api
        {
            [BoltGet("/a"), BoltGet("/b")]
            public static string A() => "a";
        }
        """);

    [Theory]
    [InlineData("""[HasPermission("a.b")]""")]
    [InlineData("""[HasPermission(nameof(Api))]""")]
    [InlineData("""[HasAnyPermission("a", "b"), HasAllPermissions(["c"])]""")]
    [InlineData("""[HasPermission({|CS0103:Missing|})]""")]
    [InlineData("""[Named("")]""")]
    public Task ForName_DoesNotTrigger(string guard) => Test.RunAsync($$"""
        public static class Api
        {
            {{guard}}
            [BoltGet("/a")]
            public static string A() => "a";
        }

        public sealed class Named(string name) : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => name.Length == 0 ? GuardResult.Allow : GuardResult.Unauthorized;
        }
        """);
}
