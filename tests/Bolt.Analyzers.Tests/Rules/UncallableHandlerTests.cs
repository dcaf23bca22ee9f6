using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.UncallableHandlerAnalyzer, Bolt.CodeFixes.UncallableHandlerCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.UncallableHandlerAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2004.</summary>
public class UncallableHandlerTests
{
    [Theory]
    [InlineData("private static string {|BOLT2004:A|}() => \"a\";")]
    [InlineData("static string {|BOLT2004:A|}() => \"a\";")]
    [InlineData("protected static string {|BOLT2004:A|}() => \"a\";")]
    [InlineData("public static string {|BOLT2004:A|}<T>() => \"a\";")]
    [InlineData("public abstract string {|BOLT2004:A|}();")]
    [InlineData("public string {|BOLT2004:A|}() => \"a\";")]
    [InlineData("public static async void {|BOLT2004:A|}() => await Task.Yield();")]
    [InlineData("public static string {|BOLT2004:A|}(ref int a) => \"a\";")]
    [InlineData("public static string {|BOLT2004:A|}(out int a) { a = 1; return \"a\"; }")]
    [InlineData("public static ref int {|BOLT2004:A|}() => throw new Exception();")]
    [InlineData("public static Span<int> {|BOLT2004:A|}() => default;")]
    public Task ForUncallableMethod_Triggers(string method) => Test.RunAsync($$"""
        internal abstract class Api
        {
            [BoltGet("/a"), BoltGet("/b")]
            {{method}}
        }
        """);

    [Theory]
    [InlineData("internal class Api<T>")]
    [InlineData("file class Api")]
    [InlineData("public class Api { private class Inner")]
    [InlineData("internal class Api<T> { public class Inner")]
    public Task ForUncallableClass_Triggers(string type) => Test.RunAsync($$"""
        {{type}}
        {
            [BoltGet("/a")]
            public static string {|BOLT2004:A|}() => "a";
        }
        {{(type.Contains('{', StringComparison.Ordinal) ? "}" : "")}}
        """);

    [Theory]
    [InlineData("public Api(int a) { } public Api(string a) { }")]
    [InlineData("public required string Name { get; init; }")]
    [InlineData("public Api(out int a) => a = 1;")]
    public Task ForClassThatCannotBeConstructed_Triggers(string members) => Test.RunAsync($$"""
        public class Api
        {
            {{members}}

            [BoltGet("/a")]
            public string {|BOLT2004:A|}() => "a";

            [BoltGet("/b")]
            public static string B() => "b";
        }
        """);

    /// <summary>A group serves what its base classes declare: one of this assembly, or of one that references it.</summary>
    [Theory]
    [InlineData("internal abstract class Crud<T>")]
    [InlineData("internal abstract class Crud<T> where T : struct")]
    public Task ForBaseThatAGroupServes_DoesNotTrigger(string type) => Test.RunAsync($$"""
        {{type}}
        {
            [BoltGet("/a")] public string A() => "a";
            [BoltGet("/b")] public abstract string B();
        }

        [BoltGroup("/numbers")]
        internal sealed class Numbers : Crud<int>
        {
            public override string B() => "b";
        }

        public abstract class Published<T>
        {
            [BoltGet("/c")] public T? C() => default;
        }
        """);

    /// <summary>Generated code that constructs the class would not compile.</summary>
    [Fact]
    public Task ForClassThatInheritsARequiredMember_Triggers() => Test.RunAsync("""
        public abstract class Named
        {
            public required string Name { get; init; }
        }

        public class Api : Named
        {
            [BoltGet("/a")]
            public string {|BOLT2004:A|}() => "a";
        }
        """);

    [Fact]
    public Task ForLocalFunctionInTopLevelProgram_Triggers()
    {
        var test = Test.Of("""
            Health();

            [{|BOLT2004:BoltGet("/health", Guards = [typeof(AllowAny)])|}]
            static string Health() => "ok";

            var other = [{|BOLT2004:BoltGet("/other")|}] () => "ok";
            """);
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task ForRouteAttributeOfTheUsers_Triggers() => Test.RunAsync("""
        public sealed class MyGetAttribute(string pattern) : BoltRouteAttribute(pattern, "GET");

        public static class Api
        {
            [{|BOLT2004:MyGet("/a")|}]
            public static string A() => "a";

            public static string B { [{|BOLT2004:BoltGet("/b")|}] get => "b"; }
        }
        """);

    [Theory]
    [InlineData("internal static string A() => \"a\";")]
    [InlineData("public string A() => \"a\";")]
    [InlineData("protected internal static Task<string> A(int a) => null!;")]
    [InlineData("public static {|CS0246:Missing|} A() => default;")]
    [InlineData("private protected static string A({|CS0246:Missing|} a) => \"a\";")]
    public Task ForCallableMethodOrCodeBeingTyped_DoesNotTrigger(string method) => Test.RunAsync($$"""
        internal class Api(IServiceProvider services)
        {
            public override string ToString() => services.ToString()!;

            [BoltGet("/a")]
            {{method}}
        }
        """);

    [Fact]
    public Task Fix_MakesItInternal() => Fix.RunAsync(
        """
        public static class Api
        {
            /// <summary>Kept.</summary>
            [BoltGet("/a")] // Kept.
            private static string {|BOLT2004:A|}() => "a";

            [BoltGet("/b")]
            static string {|BOLT2004:B|}() => "b";

            private static class Inner
            {
                [BoltGet("/c")]
                public static string {|BOLT2004:C|}() => "c";

                [BoltGet("/d")]
                private static string {|BOLT2004:D|}() => "d";
            }
        }
        """,
        """
        public static class Api
        {
            /// <summary>Kept.</summary>
            [BoltGet("/a")] // Kept.
            internal static string A() => "a";

            [BoltGet("/b")]
            internal static string B() => "b";

            internal static class Inner
            {
                [BoltGet("/c")]
                public static string C() => "c";

                [BoltGet("/d")]
                internal static string D() => "d";
            }
        }
        """,
        UncallableHandlerCodeFix.MakeInternalKey);

    [Fact]
    public Task Fix_KeepsCommentsAndWhatDerivedClassesCanCall() => Fix.RunAsync(
        """
        public class Api
        {
            [BoltGet("/a")]
            // Between.
            private static string {|BOLT2004:A|}() => "a";

            [BoltGet("/b")]
            /* before */ static /* after */ string {|BOLT2004:B|}() => "b";

            [BoltGet("/c")]
            protected static string {|BOLT2004:C|}() => "c";
        }
        """,
        """
        public class Api
        {
            [BoltGet("/a")]
            // Between.
            internal static string A() => "a";

            [BoltGet("/b")]
            /* before */ internal static /* after */ string B() => "b";

            [BoltGet("/c")]
            protected internal static string C() => "c";
        }
        """,
        UncallableHandlerCodeFix.MakeInternalKey);

    /// <summary>The override would have to change with it (CS0507); a private type would stand in an internal signature (CS0051).</summary>
    [Theory]
    [InlineData("[BoltGet(\"/a\")] protected virtual string {|BOLT2004:A|}() => \"a\"; class Derived : Api { protected override string A() => \"b\"; }")]
    [InlineData("[BoltGet(\"/a\")] private static string {|BOLT2004:A|}(Body body) => \"a\"; private sealed class Body;")]
    public Task Fix_IsNotOfferedWhereItWouldNotCompile(string members) => Fix.RunAsync($"public class Api {{ {members} }}", $"public class Api {{ {members} }}");

    /// <summary>Without its filter a route would be served as if nothing had been asked of it.</summary>
    [Theory]
    [InlineData("private sealed class Check : Filter;", "")]
    [InlineData("", "file sealed class Check : Filter;")]
    [InlineData("[Obsolete(\"x\", true)] public sealed class Check : Filter;", "", true)]
    public Task ForAFilterThatCannotBeNamed_Triggers(string nested, string beside, bool isObsolete = false) => Test.RunAsync($$"""
        public abstract class Filter : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);
        }

        {{beside}}

        {{(isObsolete ? "[Obsolete(\"y\")]" : "")}}
        public class Api
        {
            {{nested}}

            [BoltGet("/a"), {|BOLT2004:EndpointFilter<Check>|}, EndpointFilter<Known>]
            public static string A() => "a";

            [{|BOLT2004:EndpointFilter<Check>|}]
            public static class Inner
            {
                [BoltGet("/b")]
                public static string B() => "b";
            }

            [BoltGet("/c"), EndpointFilter<Known>]
            public static string C() => "c";
        }

        internal sealed class Known : Filter;
        """);

    /// <summary>The compiler reports it.</summary>
    [Fact]
    public Task ForAFilterThatDoesNotExist_DoesNotTrigger() => Test.RunAsync("""
        public static class Api
        {
            [BoltGet("/a"), EndpointFilter<{|CS0246:Missing|}>]
            public static string A() => "a";
        }
        """);
}
