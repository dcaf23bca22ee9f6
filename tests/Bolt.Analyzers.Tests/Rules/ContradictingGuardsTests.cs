using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.ContradictingGuardsAnalyzer, Bolt.CodeFixes.ContradictingGuardsCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.ContradictingGuardsAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1003.</summary>
public class ContradictingGuardsTests
{
    [Theory]
    [InlineData("""[BoltGet("/me", Guards = [{|BOLT1003:typeof(AllowAny)|}, typeof(IsStaff)])]""")]
    [InlineData("""[BoltGet("/me", Guards = new[] { typeof(IsStaff), {|BOLT1003:typeof(Bolt.AllowAny)|} })]""")]
    [InlineData("""[BoltGet("/me", Guards = [{|BOLT1003:typeof(Everyone)|}])] [HasPermission("a.b")]""")]
    [InlineData("""[BoltGet("/me", Guards = [typeof(IsStaff)])] [{|BOLT1003:AllowAny|}]""")]
    [InlineData("""[BoltGet("/me"), BoltGet("/you"), {|BOLT1003:AllowAny|}, IsStaff]""")]
    public Task ForAllowAnyBesideGuard_Triggers(string attribute) => Test.RunAsync($$"""
        using Everyone = Bolt.AllowAny;

        public static class Api
        {
            {{attribute}}
            public static string Me() => "me";
        }
        """);

    [Theory]
    [InlineData("", "[BoltGroup(Guards = [typeof(IsStaff), {|BOLT1003:typeof(AllowAny)|}])]")]
    [InlineData("", "[IsStaff, {|BOLT1003:AllowAny|}]")]
    [InlineData("[assembly: BoltDefaults(Guards = [{|BOLT1003:typeof(AllowAny)|}, typeof(IsStaff)])]", "")]
    [InlineData("[assembly: IsStaff, {|BOLT1003:AllowAny|}]", "")]
    public Task ForGroupOrAssembly_TriggersOnce(string assembly, string group) => Test.RunAsync($$"""
        {{assembly}}
        {{group}}
        public static class Api
        {
            [BoltGet("/a", Guards = [typeof(IsStaff)])]
            public static string A() => "a";

            [BoltGet("/b", Guards = [typeof(IsStaff)])]
            public static string B() => "b";
        }
        """);

    [Theory]
    [InlineData("[BoltGroup(Guards = [typeof(IsStaff)])]", """[BoltGet("/me", Guards = [typeof(AllowAny)])]""")]
    [InlineData("[AllowAny]", """[BoltGet("/me", Guards = [typeof(IsStaff)])]""")]
    [InlineData("", """[BoltGet("/me", Guards = [typeof(AllowAny)])]""")]
    public Task ForDifferentLevels_DoesNotTrigger(string group, string route) => Test.RunAsync($$"""
        {{group}}
        public static class Api
        {
            {{route}}
            public static string Me() => "me";
        }
        """);

    [Fact]
    public Task Fix_RemovesAllowAny() => Fix.RunAsync(
        """
        public static class Api
        {
            [BoltGet("/a", Guards = [{|BOLT1003:typeof(AllowAny)|}, typeof(IsStaff)])]
            public static string A() => "a";

            [BoltGet("/b", Guards = new[] { typeof(IsStaff), {|BOLT1003:typeof(AllowAny)|} })]
            public static string B() => "b";

            [BoltGet("/c", Guards = new Type[] { typeof(IsStaff), {|BOLT1003:typeof(AllowAny)|}, typeof(IsAdminUser) })]
            public static string C() => "c";

            [BoltGet("/d", Guards = [{|BOLT1003:typeof(AllowAny)|}])] // Kept.
            [IsStaff]
            public static string D() => "d";

            // Kept.
            [{|BOLT1003:AllowAny|}]
            [BoltGet("/e"), IsStaff]
            public static string E() => "e";

            [BoltGet("/f"), IsStaff, {|BOLT1003:AllowAny|}]
            public static string F() => "f";
        }
        """,
        """
        public static class Api
        {
            [BoltGet("/a", Guards = [typeof(IsStaff)])]
            public static string A() => "a";

            [BoltGet("/b", Guards = new[] { typeof(IsStaff) })]
            public static string B() => "b";

            [BoltGet("/c", Guards = new Type[] { typeof(IsStaff), typeof(IsAdminUser) })]
            public static string C() => "c";

            [BoltGet("/d")] // Kept.
            [IsStaff]
            public static string D() => "d";

            // Kept.
            [BoltGet("/e"), IsStaff]
            public static string E() => "e";

            [BoltGet("/f"), IsStaff]
            public static string F() => "f";
        }
        """,
        ContradictingGuardsCodeFix.RemoveKey);
}
