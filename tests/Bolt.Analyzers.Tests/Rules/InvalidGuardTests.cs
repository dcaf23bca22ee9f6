using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.InvalidGuardAnalyzer, Bolt.CodeFixes.InvalidGuardCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.InvalidGuardAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2006.</summary>
public class InvalidGuardTests
{
    [Theory]
    [InlineData("Guards = [{|BOLT2006:typeof(string)|}]")]
    [InlineData("Guards = [typeof(IsStaff), {|BOLT2006:typeof(JwtAuthentication)|}]")]
    [InlineData("Guards = new[] { {|BOLT2006:typeof(Guard)|} }")]
    [InlineData("Guards = new Type[] { {|BOLT2006:typeof(Half)|} }")]
    [InlineData("Guards = [{|BOLT2006:typeof(HasPermission)|}]")]
    [InlineData("Guards = [{|BOLT2006:typeof(HasAnyPermission)|}]")]
    [InlineData("Guards = [{|BOLT2006:typeof(OfficeHours)|}]")]
    [InlineData("Guards = [{|BOLT2006:typeof(Hidden)|}]")]
    [InlineData("Guards = [{|BOLT2006:null!|}]")]
    [InlineData("Guards = [{|BOLT2006:typeof(Of<>)|}]")]
    [InlineData("Name = \"a\"), {|BOLT2006:Hidden|}, BoltPost(\"/a\"")]
    [InlineData("Name = \"a\"), {|BOLT2006:Typed(typeof(Hidden))|}, BoltPost(\"/a\"")]
    [InlineData("Name = \"a\"), {|BOLT2006:Typed(typeof(Secret<>))|}, BoltPost(\"/a\"")]
    public Task ForTypeThatIsNoGuard_Triggers(string guards) => Test.RunAsync(Source("", guards));

    [Fact]
    public Task ForGroup_TriggersOnce() => Test.RunAsync(Source("[BoltGroup(Guards = [{|BOLT2006:typeof(int)|}])]", "Name = \"a\""));

    [Theory]
    [InlineData("Guards = [typeof(IsStaff), typeof(Of<int>), typeof(Optional)]")]
    [InlineData("Guards = []")]
    [InlineData("Guards = [typeof({|CS0246:Missing|})]")]
    [InlineData("Guards = [{|CS0119:IsStaff|}]")]
    [InlineData("Name = \"a\"), OfficeHours(8, 18), Typed(typeof(int)), BoltPost(\"/a\"")]
    [InlineData("Name = \"a\"), Typed(typeof(List<>)), Typed(typeof(Dictionary<,>)), Typed(typeof(Of<>.Inner)), BoltPost(\"/a\"")]
    [InlineData("Name = \"a\"), Typed(typeof({|CS0246:Missing|})), BoltPost(\"/a\"")]
    [InlineData("{|CS0246:Gaurds|} = [typeof(IsStaff)]")]
    public Task ForGuardOrCodeBeingTyped_DoesNotTrigger(string guards) => Test.RunAsync(Source("", guards));

    /// <summary>The level is in another assembly: the route says what keeps it from being served.</summary>
    [Theory]
    [InlineData("[Hidden] public abstract class Base { public virtual string Get() => \"\"; }")]
    [InlineData("public abstract class Base { [Hidden] public virtual string Get() => \"\"; }")]
    public Task ForGuardOfAnotherAssemblysLevel_TriggersAtTheRoute(string library)
    {
        var test = Test.Of("""
            public sealed class Api : Base
            {
                [{|BOLT2006:BoltGet("/a")|}]
                public override string Get() => "";
            }
            """);
        test.TestState.AdditionalReferences.Add(References.Compile("Library", $"using Bolt; internal sealed class Hidden : Guard {{ public override GuardResult Evaluate(GuardContext context) => default; }} {library}"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task ForLevelOfAnOverriddenMethod_TriggersThere() => Test.RunAsync("""
        public abstract class Base
        {
            private sealed class Hidden : Guard
            {
                public override GuardResult Evaluate(GuardContext context) => default;
            }

            [{|BOLT2006:Hidden|}]
            public virtual string Get() => "";
        }

        public sealed class Api : Base
        {
            [BoltGet("/a")]
            public override string Get() => "";
        }
        """);

    [Fact]
    public Task Fix_MakesItAnAttribute() => Fix.RunAsync(
        """
        public static class Articles
        {
            [BoltPost("/a", Guards = [{|BOLT2006:typeof(HasPermission)|}])] // Kept.
            public static string Add() => "a";

            [BoltPut("/b", Guards = new[] { typeof(IsStaff), {|BOLT2006:typeof(HasAnyPermission)|} })]
            public static string Change() => "b";
        }
        """,
        """
        public static class Articles
        {
            [BoltPost("/a"), HasPermission("articles.add")] // Kept.
            public static string Add() => "a";

            [BoltPut("/b", Guards = new[] { typeof(IsStaff) }), HasAnyPermission("articles.change")]
            public static string Change() => "b";
        }
        """,
        InvalidGuardCodeFix.MoveToAttributeKey);

    [Fact]
    public Task Fix_IsNotOfferedForGuardsOfTheUsers()
    {
        var source = Source("", "Guards = [{|BOLT2006:typeof(OfficeHours)|}]");
        return Fix.RunAsync(source, source);
    }

    private static string Source(string group, string argument) => $$"""
        {{group}}
        public class Api
        {
            [BoltGet("/a", {{argument}})]
            public static string A() => "a";

            private sealed class Hidden : Base;
            private sealed class Secret<T>;
        }

        public class Base : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
        }

        public abstract class Half : Base;
        public class Of<T> : Base { public class Inner; }
        public sealed class Optional(int a = 1) : Base { public int A => a; }
        public sealed class OfficeHours(int from, int to) : Base { public int Length => to - from; }
        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        public sealed class Typed(Type type) : Base { public Type Type => type; }
        """;
}
