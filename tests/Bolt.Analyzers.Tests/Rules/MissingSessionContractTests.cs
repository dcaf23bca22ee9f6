using System.Reflection;
using System.Text.Json.Serialization;
using Bolt.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.MissingSessionContractAnalyzer, Bolt.CodeFixes.MissingSessionContractCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.MissingSessionContractAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT3002.</summary>
public class MissingSessionContractTests
{
    private const string Aot = "is_global = true\nbuild_property.PublishAot = true\n";

    /// <summary>What the runtime has contracts for, as it says itself: the rule's list is a copy.</summary>
    public static TheoryData<string> Primitives => new(typeof(BoltSession).Assembly.GetType("Bolt.Authentication.Sessions.PrimitiveJson")!
        .GetCustomAttributesData().Where(static a => a.AttributeType == typeof(JsonSerializableAttribute)).Select(static a => Name((Type)a.ConstructorArguments[0].Value!)));

    [Theory]
    [InlineData("await session.{|BOLT3002:SetAsync|}(\"a\", new Order(1));")]
    [InlineData("await session.{|BOLT3002:SetAsync<Order>|}(\"a\", new(1));")]
    [InlineData("Order? o = await session.{|BOLT3002:GetAsync<Order?>|}(\"a\");")]
    [InlineData("await session.{|BOLT3002:GetAsync|}(\"a\", new Order(1));")]
    [InlineData("await session.{|BOLT3002:PopAsync<List<Known>>|}(\"a\");")]
    [InlineData("await session.{|BOLT3002:PopAsync|}(\"a\", new Known[0]);")]
    [InlineData("await http.GetBoltSession().{|BOLT3002:SetAsync|}(\"a\", new Dictionary<string, Order>());")]
    [InlineData("await (http.GetBoltSession()?.{|BOLT3002:SetAsync|}(\"a\", new Order(1)) ?? default);")]
    [InlineData("Func<ValueTask> later = () => session.{|BOLT3002:SetAsync|}(\"a\", new Order(1)); await later();")]
    [InlineData("await session.{|BOLT3002:GetAsync<Point?>|}(\"a\");")]
    [InlineData("await session.{|BOLT3002:SetAsync|}(\"a\", new[] { new Uri(\"/\", UriKind.Relative) });")]
    [InlineData("await session.{|BOLT3002:SetAsync|}(\"a\", new List<int>());")]
    [InlineData("await session.{|BOLT3002:SetAsync|}(\"a\", DayOfWeek.Friday);")]
    [InlineData("await session.{|BOLT3002:SetAsync|}(\"a\", new int[1, 1]);")]
    public Task ForTypeInNoContext_Triggers(string statement) => RunAsync(Source(statement), Aot);

    [Theory]
    [InlineData("await session.SetAsync(\"a\", new Known(new(1), []));")]
    [InlineData("await session.GetAsync<Inner?>(\"a\");")]
    [InlineData("await session.SetAsync(\"a\", new List<Inner>());")]
    [InlineData("await session.SetAsync(\"a\", new Dictionary<string, Cat>());")]
    [InlineData("await session.SetAsync(\"a\", default(Point));")]
    [InlineData("await session.ItemsAsync(); await session.KeysAsync(); await session.FlushAsync(); session.Clear();")]
    [InlineData("await Other.SetAsync(\"a\", new Order(1));")]
    [InlineData("await Set(session, new Order(1)); static async Task Set<T>(BoltSession s, T value) { await s.SetAsync(\"a\", value); await s.SetAsync(\"b\", new[] { value }); await s.GetAsync<Dictionary<string, T>>(\"c\"); }")]
    [InlineData("await session.SetAsync<{|CS0246:Missing|}>(\"a\", default!);")]
    public Task ForCoveredType_DoesNotTrigger(string statement) => RunAsync(Source(statement), Aot);

    [Theory]
    [MemberData(nameof(Primitives))]
    public Task ForWhatTheRuntimeHasContractsFor_DoesNotTrigger(string type) => RunAsync(Source($"await session.GetAsync<{type}>(\"a\");"), Aot);

    [Fact]
    public void ThereArePrimitives() => Assert.True(Primitives.Count > 70);

    [Theory]
    [InlineData("is_global = true\n")]
    [InlineData("is_global = true\nbuild_property.PublishAot = false\n")]
    public Task ForProjectWithReflection_DoesNotTrigger(string options) => RunAsync(Source("await session.SetAsync(\"a\", new Order(1));"), options);

    [Fact]
    public Task ForLibrary_DoesNotTrigger() => RunAsync(Source("await session.SetAsync(\"a\", new Order(1));"), Aot, OutputKind.DynamicallyLinkedLibrary);

    [Fact]
    public async Task Fix_AddsTheLinesToTheContext()
    {
        var test = Fix.Of(
            Source("await session.{|BOLT3002:SetAsync|}(\"a\", new Order(1)); await session.{|BOLT3002:GetAsync<List<Order>>|}(\"b\");"),
            Source("await session.SetAsync(\"a\", new Order(1)); await session.GetAsync<List<Order>>(\"b\");").Replace(
                "[JsonSerializable(typeof(List<Inner>))]",
                "[JsonSerializable(typeof(List<Inner>))]\n[JsonSerializable(typeof(Order))]\n[JsonSerializable(typeof(List<Order>))]",
                StringComparison.Ordinal),
            MissingSessionContractCodeFix.AddJsonSerializableKey);
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        test.FixedState.OutputKind = OutputKind.ConsoleApplication;
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", Aot));
        test.FixedState.AnalyzerConfigFiles.Add(("/.globalconfig", Aot));
        test.NumberOfIncrementalIterations = 2;
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static Task RunAsync(string source, string options, OutputKind kind = OutputKind.ConsoleApplication)
    {
        var test = Test.Of(kind == OutputKind.ConsoleApplication ? source : source.Replace("System.Console.WriteLine();", "", StringComparison.Ordinal));
        test.TestState.OutputKind = kind;
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", options));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static string Name(Type type) =>
        type.IsArray ? Name(type.GetElementType()!) + "[]"
        : !type.IsGenericType ? "global::" + type.FullName
        : $"global::{type.Namespace}.{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";

    private static string Source(string statement) => $$"""
        using System.Text.Json.Serialization;

        System.Console.WriteLine();

        public static class Api
        {
            [BoltPost("/a"), IsStaff]
            public static async Task A(BoltSession session, HttpContext http)
            {
                {{statement}}
            }
        }

        public static class Other
        {
            public static Task SetAsync<T>(string key, T value) => Task.CompletedTask;
        }

        public sealed record Order(int Id);
        public sealed record Known(Inner Inner, Dictionary<string, Cat> Cats);
        public sealed record Inner(int X);
        public sealed record Cat(string Name);
        public readonly record struct Point(int X);

        [JsonSerializable(typeof(Known))]
        [JsonSerializable(typeof(Point))]
        [JsonSerializable(typeof(List<Inner>))]
        public sealed class AppJson() : JsonSerializerContext(null)
        {
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;
}
