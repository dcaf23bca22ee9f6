using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Tests;

/// <summary>Routes of referenced class libraries.</summary>
public sealed class ModuleTests
{
    private const string Library =
        """
        namespace Library;
        internal static class Routes
        {
            [BoltGet("/library", Guards = [typeof(AllowAny)])]
            internal static string Get() => "library";
        }
        """;

    private const string Application =
        """
        public static class Program
        {
            public static void Main() { var app = WebApplication.CreateBuilder().Build(); app.MapBolt(); Console.WriteLine(BoltManifest.Routes.Count); }
        }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnApplicationMapsThemWithoutRoutesOfItsOwn(bool asFile)
    {
        var driver = BoltDriver.Of(BoltDriver.Compile("App", OutputKind.ConsoleApplication, [Application], Reference("Library.Api", asFile)));
        driver.AssertClean();
        driver.AssertCachedOnUnrelatedEdit();
        Assert.Contains("global::Bolt.Generated.Module_Library_Api.Map(mapper);", driver.Output, StringComparison.Ordinal);
    }

    /// <summary>The first lines of a program call it, and its first route comes after them.</summary>
    [Fact]
    public void AnApplicationWithoutAnyRoutesHasMapBolt()
    {
        var driver = BoltDriver.Of(BoltDriver.Compile("App", OutputKind.ConsoleApplication, [Application]));
        driver.AssertClean();
        driver.AssertCachedOnUnrelatedEdit();
        Assert.Equal("BoltRoutes.g.cs", Assert.Single(driver.Files).Key);
        Assert.DoesNotContain("BoltModule(", driver.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bolt.Runtime.dll")]
    [InlineData("Microsoft.AspNetCore.Routing.dll")]
    public void AnApplicationThatCannotMapRoutesStaysEmpty(params string[] missing)
    {
        var compilation = BoltDriver.Compile("App", OutputKind.ConsoleApplication, []);
        var driver = BoltDriver.Of(compilation.RemoveReferences(compilation.References.Where(r => missing.Contains(Path.GetFileName(r.Display)))));
        Assert.Empty(driver.Files);
    }

    [Fact]
    public void ALibraryWithoutRoutesStaysEmpty()
    {
        var driver = BoltDriver.Of(BoltDriver.Compile("Other", OutputKind.DynamicallyLinkedLibrary, ["public static class Nothing;"], Reference("Library.Api", asFile: true)));
        driver.AssertClean();
        Assert.Empty(driver.Files);
    }

    [Fact]
    public void TwoModulesAndOwnRoutesAreMappedOnceEach()
    {
        var own = "public static class Own { [BoltGet(\"/own\", Guards = [typeof(AllowAny)])] public static string Get() => \"own\"; }";
        var driver = BoltDriver.Of(BoltDriver.Compile("App", OutputKind.ConsoleApplication, [Application, own], Reference("One", asFile: true), Reference("Two", asFile: false)));
        driver.AssertClean();
        foreach (var module in new[] { "Module_App", "Module_One", "Module_Two" })
        {
            Assert.Equal(2, driver.Files["BoltRoutes.g.cs"].Split($"global::Bolt.Generated.{module}.Map(mapper)").Length);
        }
    }

    private static MetadataReference Reference(string name, bool asFile)
    {
        var library = BoltDriver.Of(BoltDriver.Compile(name, OutputKind.DynamicallyLinkedLibrary, [Library]));
        library.AssertClean();
        var full = library.Full();
        if (!asFile)
        {
            return full.ToMetadataReference();
        }

        using var stream = new MemoryStream();
        Assert.True(full.Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
