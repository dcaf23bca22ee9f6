using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bolt.Generators.Tests;

/// <summary>Nothing is reported in a generated file: no pragma or suppression of the user's reaches it. Warnings are errors here. What the trimmer reports is in <see cref="RequirementTests"/>.</summary>
public sealed class GeneratedDiagnosticTests
{
    [Theory]
    // The user has answered for it where it is used.
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"SHOP002\")] public sealed record Dto(int A);\n#pragma warning disable SHOP002\npublic static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static Dto Get() => new(1); }", true)]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"SHOP002\")] public sealed class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public string Get() => \"\"; }", true)]
    [InlineData("public static class H { [Obsolete(\"x\", DiagnosticId = \"SHOP001\"), BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; }", true)]
    [InlineData("[Obsolete(\"x\", DiagnosticId = \"SHOP001\")] public sealed class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public string Get() => \"\"; }", true)]
    [InlineData("public static class H { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"x\"), BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; }", true)]
    [InlineData("public sealed class H { [System.Diagnostics.CodeAnalysis.RequiresDynamicCode(\"x\")] public H() { } [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public string Get() => \"\"; }", true)]
    [InlineData("[assembly: CLSCompliant(true)]\npublic static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; }", true)]
    // No pragma reaches these: the route is refused.
    [InlineData("public static class H { [Obsolete(\"x\", true), BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; }", false)]
    [InlineData("[Obsolete(\"x\", true)] public sealed class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public string Get() => \"\"; }", false)]
    [InlineData("[Obsolete(\"x\", true)] public sealed class Dto; public static class H { [Obsolete, BoltPost(\"/a\", Guards = [typeof(AllowAny)])] public static string Get([FromBody] List<Dto> dto) => \"\"; }", false)]
    [InlineData("public abstract class B { public required string Name { get; init; } } public sealed class H : B { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public string Get() => Name; }", false)]
    [InlineData("public sealed class H { public required string Name { get; init; } [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public H() => Name = \"\"; [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public string Get() => Name; }", true)]
    [InlineData("public static class Ext { extension(string s) { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Two() => \"two\"; } }", false)]
    public void NothingIsReported(string source, bool isServed)
    {
        var driver = BoltDriver.Of(BoltDriver.Compile("Shop", OutputKind.DynamicallyLinkedLibrary, [source]));
        AssertQuiet(driver);
        Assert.Equal(isServed, driver.Output.Contains("mapper.Map(", StringComparison.Ordinal));
        Assert.Equal(!isServed, driver.Output.Contains("mapper.ReportUnmapped(", StringComparison.Ordinal));
    }

    [Fact]
    public void ClassesOfOneNameInTwoAssemblies()
    {
        const string source = "namespace Shop; public static class Health { [BoltGet(\"/health\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; }";
        var library = Image(BoltDriver.Of(BoltDriver.Compile("Lib", OutputKind.DynamicallyLinkedLibrary, ["[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")]\n" + source])));
        var driver = BoltDriver.Of(BoltDriver.Compile("App", OutputKind.DynamicallyLinkedLibrary, [source.Replace("/health", "/own", StringComparison.Ordinal)], library));
        AssertQuiet(driver);
        Assert.Contains("global::Bolt.Generated.Module_Lib.Map(mapper);", driver.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AModuleUnderAnAliasIsNamedByIt()
    {
        var library = Image(BoltDriver.Of(BoltDriver.Compile(
            "Lib", OutputKind.DynamicallyLinkedLibrary, ["namespace Lib; public sealed class Dto; public static class Health { [BoltGet(\"/health\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; }"])));
        var driver = BoltDriver.Of(BoltDriver.Compile(
            "App",
            OutputKind.DynamicallyLinkedLibrary,
            ["extern alias mylib; public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; [BoltGet(\"/b\", Guards = [typeof(AllowAny)])] public static mylib::Lib.Dto Dto() => new(); }"],
            library.WithAliases(["mylib"])));
        AssertQuiet(driver);
        Assert.Contains("extern alias mylib;", driver.Output, StringComparison.Ordinal);
        Assert.Contains("mylib::Bolt.Generated.Module_Lib.Map(mapper);", driver.Output, StringComparison.Ordinal);
        Assert.Contains("mapper.ReportUnmapped(\"GET /b\"", driver.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOlderLanguageIsSaidOnce()
    {
        var compilation = BoltDriver.Compile("Shop", OutputKind.DynamicallyLinkedLibrary, ["public static class H { [BoltGet(\"/a\", Guards = new[] { typeof(AllowAny) })] public static string Get() => \"\"; }"]);
        var options = new CSharpParseOptions(LanguageVersion.CSharp11);
        compilation = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(t => CSharpSyntaxTree.ParseText(t.GetText(TestContext.Current.CancellationToken), options, t.FilePath)));
        var result = CSharpGeneratorDriver.Create([new BoltGenerator().AsSourceGenerator()], parseOptions: options).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results[0];
        var file = Assert.Single(result.GeneratedSources);
        Assert.Equal("CS1029", Assert.Single(file.SyntaxTree.GetDiagnostics(TestContext.Current.CancellationToken)).Id);
    }

    [Theory]
    [InlineData("public static class { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; }")]
    [InlineData("public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string () => \"\"; }")]
    [InlineData("[BoltGroup] public class { } public class H { class { [BoltGroup(\"/x\")] public class G : H { } } }")]
    [InlineData("[BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get() => \"\";")]
    [InlineData("public static class H { static void M() { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] string Local() => \"\"; } }")]
    [InlineData("[BoltGroup(\"/a\")] public class A : B { } public class B : A { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public string Get() => \"\"; }")]
    [InlineData("public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)]), EndpointFilter<Missing>] public static string Get() => \"\"; }")]
    public void WhatIsBeingTypedStopsNothing(string source)
    {
        var driver = BoltDriver.Of(BoltDriver.Compile("Shop", OutputKind.DynamicallyLinkedLibrary, [source, "public static class Other { [BoltGet(\"/other\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; }"]));
        Assert.Null(driver.Result.Exception);
        Assert.Contains("\"/other\"", driver.Output, StringComparison.Ordinal);
    }

    private static PortableExecutableReference Image(BoltDriver driver)
    {
        using var stream = new MemoryStream();
        var result = driver.AsUsersHaveIt().Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static void AssertQuiet(BoltDriver driver)
    {
        Assert.Null(driver.Result.Exception);
        Assert.Empty(driver.AsUsersHaveIt().GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree is { } tree && !driver.Compilation.ContainsSyntaxTree(tree)));
    }
}
