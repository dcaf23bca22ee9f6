using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.DuplicateNameAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2014.</summary>
public class DuplicateNameTests
{
    private const string Library = """
        using Bolt;

        [assembly: Bolt.Endpoints.BoltModule(typeof(Shared))]

        public static class Shared
        {
            [BoltGet("/version", Name = "version", Guards = [typeof(AllowAny)])]
            public static string Version() => "1";
        }
        """;

    [Theory]
    [InlineData("[BoltGet(\"/a\", Name = \"x\")]", "[BoltGet(\"/b\", {|BOLT2014:Name = \"x\"|})]")]
    [InlineData("[BoltGet(\"/a\", Name = \"x\")]", "[{|BOLT2014:BoltGet(\"/b\")|}, EndpointName(\"x\")]")]
    [InlineData("[BoltGet(\"/a\"), {|BOLT2014:BoltGet(\"/c\")|}, EndpointName(\"x\")]", "[BoltGet(\"/b\")]")]
    public Task ForSameName_Triggers(string first, string second) => Test.RunAsync(Source(first, second));

    [Theory]
    [InlineData("[BoltGet(\"/a\", Name = \"x\")]", "[BoltGet(\"/b\", Name = \"X\")]")]
    [InlineData("[BoltGet(\"/a\", Name = \"x\")]", "[BoltGet(\"/b\")]")]
    [InlineData("[BoltGet(\"/a\", Name = \"x\")]", "[BoltGet(\"/b\", Name = \"y\"), EndpointName(\"x\")]")]
    public Task ForOtherNames_DoesNotTrigger(string first, string second) => Test.RunAsync(Source(first, second));

    [Fact]
    public Task ForNameOfAReferencedLibrary_Triggers()
    {
        var test = Test.Of("""
            public static class Api
            {
                [BoltGet("/a", {|BOLT2014:Name = "version"|}, Guards = [typeof(AllowAny)])]
                public static string A() => "a";
            }
            """);
        test.TestState.AdditionalReferences.Add(References.Compile("Library", Library));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static string Source(string first, string second) => $$"""
        using Microsoft.AspNetCore.Routing;

        public static class Api
        {
            {{first}}
            public static string A() => "a";

            {{second}}
            public static string B() => "b";
        }
        """;
}
