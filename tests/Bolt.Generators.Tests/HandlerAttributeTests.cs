namespace Bolt.Generators.Tests;

/// <summary>Attributes of a handler: written down where generated code can write the same thing, left to reflection where it cannot. Every row's output is compiled.</summary>
public sealed class HandlerAttributeTests
{
    private const string Reflected = ".Attributes()";

    [Theory]
    [InlineData("class A(object value) : Attribute { public A(string text) : this((object)text) { } public object V => value; }", "[A((object)\"a\")]", ".With(new global::A((object)(\"a\")))")]
    [InlineData("class A(object value) : Attribute { public A(string text) : this((object)text) { } public object V => value; }", "[A(\"a\")]", ".With(new global::A(\"a\"))")]
    [InlineData("[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)] class A<T>(params T[]? values) : Attribute { public T[]? V => values; }", "[A<int>(1, 2), A<int>(null)]", ".With(new global::A<int>(new int[] { 1, 2 })).With(new global::A<int>(default(int[])!))")]
    [InlineData("class A : Attribute { public required string @class { get; init; } }", "[A(@class = \"x\")]", ".With(new global::A() { @class = \"x\" })")]
    // Another generator may still write the member: the compiler knows no value of it here.
    [InlineData("partial class A : Attribute;", "[A(Limit = 5)]", Reflected)]
    [InlineData("class A([System.Runtime.CompilerServices.CallerLineNumber] int line = 0) : Attribute { public int V => line; }", "[A]", Reflected)]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"X1\")] class E; class A(Type type) : Attribute { public Type V => type; }", "#pragma warning disable X1\n[A(typeof(List<E>))]", Reflected)]
    [InlineData("[Obsolete(\"\", DiagnosticId = \"X1\")] class A : Attribute;", "#pragma warning disable X1\n[A]", Reflected)]
    [InlineData("class A : Attribute { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"\")] public A() { } }", "[A]", Reflected)]
    [InlineData("class A : Attribute { [System.Diagnostics.CodeAnalysis.RequiresDynamicCode(\"\")] public A() { } }", "[A]", Reflected)]
    [InlineData("class A : Attribute { [System.Diagnostics.CodeAnalysis.RequiresAssemblyFiles] public A() { } }", "[A]", Reflected)]
    [InlineData("class A(Type type) : Attribute { public Type V => type; } class Outer<T> { public class Inner; }", "[A(typeof(Outer<>.Inner))]", ".With(new global::A(typeof(global::Outer<>.Inner)))")]
    [InlineData("class A : Attribute { public int Limit { get; private set; } }", "[A]", ".With(new global::A())")]
    [InlineData("file class A : Attribute;", "[A]", Reflected)]
    [InlineData("[System.Diagnostics.Conditional(\"NO\")] class A : Attribute; class B : A;", "[A, B]", Reflected)]
    // Nobody's Conditional but the platform's.
    [InlineData("class ConditionalAttribute : Attribute; [Conditional] class A : Attribute;", "[A]", ".With(new global::A())")]
    [InlineData("namespace Mine.CompilerServices { class MethodImplAttribute : Attribute; }", "[Mine.CompilerServices.MethodImpl]", ".With(new global::Mine.CompilerServices.MethodImplAttribute())")]
    public void Row(string attribute, string use, string expected)
    {
        var source = $$"""
            {{attribute}}
            static class Handlers
            {
            {{use}}
                [BoltGet("/a", Guards = [typeof(AllowAny)])]
                public static void Get() { }
            }
            """;
        var driver = use.Contains("Limit", StringComparison.Ordinal) ? BoltDriver.RunBroken(source) : BoltDriver.Run(source);
        var describe = driver.Output.Split('\n').SingleOrDefault(static l => l.Contains("void Describe", StringComparison.Ordinal))?.Trim() ?? "";
        Assert.Equal(expected.Length == 0 ? "" : $"protected override void Describe(Metadata metadata) => metadata{expected};", describe);
    }

    [Fact]
    public void ADefinitionInTheFileLeavesConditionsToReflection() => Assert.Contains(Reflected, BoltDriver.Run(
        """
        #define AUDIT
        [System.Diagnostics.Conditional("AUDIT")] class A : Attribute;
        static class Handlers
        {
            [BoltGet("/a", Guards = [typeof(AllowAny)])]
            [A]
            public static void Get() { }
        }
        """).Output, StringComparison.Ordinal);

    [Fact]
    public void WhatRefusesEveryRequestKeepsItsAttributes() => Assert.Contains(".With(new global::A())", BoltDriver.Run(
        """
        class A : Attribute;
        static class Handlers
        {
            [BoltGet("/a")]
            [A]
            public static void Get() { }
        }
        """).Output, StringComparison.Ordinal);

    [Fact]
    public void AGuardIsMadeByTheConstructorThatWasMeant() => Assert.Contains("static readonly global::Open guard0 = new((object)(\"a\"));", BoltDriver.Run(
        """
        class Open(object value) : Guard
        {
            public Open(string text) : this((object)text) { }
            public override GuardResult Evaluate(GuardContext context) => value is null ? GuardResult.Unauthorized : GuardResult.Allow;
        }
        static class Handlers
        {
            [BoltGet("/a")]
            [Open((object)"a")]
            public static void Get() { }
        }
        """).Output, StringComparison.Ordinal);

    /// <summary>A filter may be what keeps something out: it is never dropped.</summary>
    [Theory]
    [InlineData("", "[EndpointFilter<Hidden>]", true)]
    [InlineData("[EndpointFilter<Handlers.Hidden>]", "", true)]
    [InlineData("[EndpointFilter<Handlers.Shown>]", "[EndpointFilter<Shown>]", false)]
    public void AFilterThatCannotBeNamedRefusesTheRoute(string onClass, string onMethod, bool isRefused)
    {
        var driver = BoltDriver.RunBroken($$"""
            {{onClass}}
            public class Base;
            public sealed class Handlers : Base
            {
                private class Hidden : Shown;
                public class Shown : IEndpointFilter
                {
                    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);
                }

                [BoltGet("/a", Guards = [typeof(AllowAny)])]
                {{onMethod}}
                public static void Get() { }
            }
            """);
        Assert.Equal(isRefused, driver.Output.Contains("mapper.ReportUnmapped(\"GET /a\"", StringComparison.Ordinal));
        Assert.Equal(isRefused ? 0 : 2, driver.Output.Split(".Filter<global::Handlers.Shown>()").Length - 1);
    }
}
