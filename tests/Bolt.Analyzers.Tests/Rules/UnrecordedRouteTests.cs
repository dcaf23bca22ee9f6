using Bolt.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1020.</summary>
public class UnrecordedRouteTests
{
    private const string Program = """
        var app = WebApplication.Create(args);
        app.MapBolt();
        app.Run();

        public static class Api
        {
            [BoltGet("/own"), AllowAny]
            public static string Own() => "own";
        }
        """;

    private const string Api = """
        [BoltGroup("/a", Auth = [typeof(JwtAuthentication)])]
        public static class Api
        {
            [BoltRoute("/b", "GET", "HEAD"), AllowAny]
            public static string B() => "b";

            [BoltGet("/c"), HasPermission("c")]
            public static string C() => "c";
        }
        """;

    private const string B = "GET /a/b  auth: jwt  guards: AllowAny  → Api.B";
    private const string Head = "HEAD /a/b  auth: jwt  guards: AllowAny  → Api.B";
    private const string C = "GET /a/c  auth: jwt  guards: HasPermission(\"c\")  → Api.C";
    private const string Own = "GET /own  auth: none  guards: AllowAny  → Api.Own";

    [Theory]
    [InlineData("")]
    [InlineData("# Bolt surface 1\n# nothing yet\n")]
    public async Task ForEachMethodOfARoute_Triggers(string surface) => Assert.Equal(
        """
        BOLT1020 BoltGet("/c"): GET /a/c is not recorded in BoltSurface.txt: add its line
        BOLT1020 BoltRoute("/b", "GET", "HEAD"): GET /a/b is not recorded in BoltSurface.txt: add its line
        BOLT1020 BoltRoute("/b", "GET", "HEAD"): HEAD /a/b is not recorded in BoltSurface.txt: add its line
        """,
        await SurfaceProject.Of(Api, surface).ReportAsync());

    [Fact]
    public async Task WithoutAFile_DoesNotTrigger() => Assert.Equal("", await SurfaceProject.Of(Api, null).ReportAsync());

    [Fact]
    public async Task ForWhatIsRecorded_DoesNotTrigger() => Assert.Equal("", await SurfaceProject.Of(Api, $"# Bolt surface 1\n{B}\n{C}\n{Head}\n").ReportAsync());

    [Fact]
    public async Task ForAPatternWithTwoSpaces_DoesNotTriggerOnceItIsRecorded()
    {
        using var project = SurfaceProject.Of("public static class Api { [BoltGet(\"/a  b\"), AllowAny] public static string A() => \"a\"; }", "");
        await project.FixAllAsync();
        Assert.Equal("# Bolt surface 1\nGET /a%20%20b  auth: none  guards: AllowAny  → Api.A\n", project.Text);
        Assert.Equal("", await project.ReportAsync());
    }

    /// <summary>What a name that does not resolve yet would have asked is not known.</summary>
    [Theory]
    [InlineData("[BoltGet(\"/a\"), HasPermision(\"a\")]")]
    [InlineData("[BoltGet(\"/a\", Guards = [typeof(IsStuff)])]")]
    [InlineData("[BoltGet(\"/a\", Guards = [typeof(string)])]")]
    [InlineData("[BoltGet(\"/a/{\"), AllowAny]")]
    public async Task ForARouteThatIsNotUnderstood_DoesNotTrigger(string attribute)
    {
        const string Line = "GET /a  auth: jwt  guards: IsStaff  → Api.A";
        using var project = SurfaceProject.Of($"public static class Api {{ {attribute} public static string A() => \"a\"; }}", $"# Bolt surface 1\n{Line}\n");
        Assert.Equal("", await project.ReportAsync());
        Assert.Equal("", await SurfaceProject.Of($"public static class Api {{ {attribute} public static string A() => \"a\"; }}", "").ReportAsync());
    }

    /// <summary>Its line is neither gone nor wrong, whether the handler or the place says that it is the route's.</summary>
    [Theory]
    [InlineData("GET /a  auth: jwt  guards: IsStaff  → Api.Old")]
    [InlineData("GET /old  auth: jwt  guards: IsStaff  → Api.A")]
    public async Task ForARouteThatIsNotUnderstood_ItsLineIsTakenForTrue(string line) => Assert.Equal(
        "", await SurfaceProject.Of("public static class Api { [BoltGet(\"/a\"), HasPermision(\"a\")] public static string A() => \"a\"; }", $"# Bolt surface 1\n{line}\n").ReportAsync());

    [Fact]
    public async Task ForARouteThatNoGroupServes_DoesNotTrigger() =>
        Assert.Equal("", await SurfaceProject.Of("internal abstract class Base { [BoltGet(\"/a\"), AllowAny] public string A() => \"a\"; }", "").ReportAsync());

    [Fact]
    public async Task ForAnInheritedRoute_TriggersAtTheGroup() => Assert.Equal(
        "BOLT1020 BoltGroup(\"/mine\"): GET /mine/list is not recorded in BoltSurface.txt: add its line",
        await SurfaceProject.Of(
            """
            public abstract class Lists<T>
            {
                [BoltGet("/list"), AllowAny]
                public string List() => "all";
            }

            [BoltGroup("/mine")]
            public sealed class Mine : Lists<int>;
            """,
            "").ReportAsync());

    [Fact]
    public async Task ForALibrary_TriggersAtMapBolt()
    {
        var library = Library("Shop.Library", "[assembly: Bolt.Endpoints.BoltSurface(1, \"GET /theirs  auth: none  guards: AllowAny  \u2192 Theirs.Get\")]");
        Assert.Equal(
            "BOLT1020 MapBolt: GET /theirs is not recorded in BoltSurface.txt: add its line",
            await SurfaceProject.Of(Program, $"# Bolt surface 1\n{Own}\n", isProgram: true, library).ReportAsync());
        Assert.Equal("", await SurfaceProject.Of(Api, $"# Bolt surface 1\n{B}\n{C}\n{Head}\n", isProgram: false, library).ReportAsync());
    }

    /// <summary>A library's file is about its own routes. Those of the libraries it references are mapped, and recorded, by the application.</summary>
    [Fact]
    public async Task ForALibraryOfALibrary_DoesNotTriggerAndNothingOfItIsRecorded()
    {
        var library = Library("Shop.Library", "[assembly: Bolt.Endpoints.BoltSurface(1, \"GET /theirs  auth: none  guards: AllowAny  \u2192 Theirs.Get\")]");
        using var project = SurfaceProject.Of(Api + "\npublic static class Start { public static void Map(WebApplication app) => app.MapBolt(); }", $"# Bolt surface 1\n{B}\n{C}\n", isProgram: false, library);
        Assert.Equal("BOLT1020 BoltRoute(\"/b\", \"GET\", \"HEAD\"): HEAD /a/b is not recorded in BoltSurface.txt: add its line", await project.ReportAsync());
        await project.FixAllAsync();
        Assert.Equal($"# Bolt surface 1\n{B}\n{Head}\n{C}\n", project.Text);
    }

    /// <summary>Never nothing.</summary>
    [Theory]
    [InlineData("", "it does not say who may call what it maps; build it again, as a library, with this version of Bolt")]
    [InlineData("[assembly: Bolt.Endpoints.BoltSurface(2, \"GET /theirs\")]", "it was built with a newer version of Bolt; update the package here")]
    [InlineData("[assembly: Bolt.Endpoints.BoltSurface(1, \"GET /good  auth: none  guards: AllowAny  \u2192 Theirs.Good\", \"GET /theirs\")]", "its line \"GET /theirs\" cannot be read; build it again with this version of Bolt")]
    [InlineData("[assembly: Bolt.Endpoints.BoltSurface(1, \"GET /theirs\")]", "its line \"GET /theirs\" cannot be read; build it again with this version of Bolt")]
    public async Task ForALibraryThatDoesNotSay_TriggersAndNothingOfItIsTakenForGone(string surface, string problem)
    {
        var text = $"# Bolt surface 1\n{Own}\nGET /theirs  auth: jwt  guards: IsStaff  → Theirs.Get\n";
        using var project = SurfaceProject.Of(Program, text, isProgram: true, Library("Shop.Library", surface));
        Assert.Equal($"BOLT1020 MapBolt: The surface of Shop.Library is not recorded in BoltSurface.txt: {problem}", await project.ReportAsync());
    }

    /// <summary>There is nothing to record, and so nothing is offered.</summary>
    [Fact]
    public async Task ForALibraryThatDoesNotSay_NoFixIsOffered()
    {
        using var project = SurfaceProject.Of(Program, $"# Bolt surface 1\n{Own}\n", isProgram: true, Library("Shop.Library", ""));
        Assert.NotEqual("", await project.ReportAsync());
        Assert.Empty(await project.OffersAsync(new UnrecordedRouteCodeFix()));
    }

    [Fact]
    public async Task TheFixOffersAllFirst()
    {
        // 'dotnet format' takes the first.
        using var project = SurfaceProject.Of(Api, $"# Bolt surface 1\n{B}\n{C}\n");
        Assert.Equal([UnrecordedRouteCodeFix.RecordAllKey, UnrecordedRouteCodeFix.RecordKey], await project.OffersAsync(new UnrecordedRouteCodeFix()));
    }

    /// <summary>Attributes of the same name that are not Bolt's say nothing.</summary>
    [Fact]
    public async Task ALibrarysOwnAttributesAreNotBolts()
    {
        var library = References.Compile(
            "Shop.Own",
            "[assembly: BoltModule] [assembly: BoltSurface] public sealed class BoltModuleAttribute : System.Attribute; public sealed class BoltSurfaceAttribute : System.Attribute; public static class Own { public static object A() => new Bolt.IsStaff(); }");
        Assert.Equal("", await SurfaceProject.Of(Program, $"# Bolt surface 1\n{Own}\n", isProgram: true, library).ReportAsync());
    }

    [Fact]
    public async Task ALibraryWithoutRoutesOrOneThatIsNotMapped_DoesNotTrigger()
    {
        var library = References.Compile("Shop.Plain", "public static class Plain { public static object A() => new Bolt.IsStaff(); }");
        Assert.Equal("", await SurfaceProject.Of(Program, $"# Bolt surface 1\n{Own}\n", isProgram: true, library).ReportAsync());
    }

    /// <summary><see cref="UnrecordedRouteCodeFix"/> records one line, or all.</summary>
    [Fact]
    public async Task TheFixAddsTheLine()
    {
        using var project = SurfaceProject.Of(Api, $"# Bolt surface 1\r\n# kept\r\n{B}\r\n");
        await project.FixAsync(new UnrecordedRouteCodeFix(), UnrecordedRouteCodeFix.RecordKey, "HEAD");
        Assert.Equal($"# Bolt surface 1\r\n# kept\r\n{B}\r\n{Head}\r\n", project.Text);
        await project.FixAsync(new UnrecordedRouteCodeFix(), UnrecordedRouteCodeFix.RecordAllKey);
        Assert.Equal($"# Bolt surface 1\r\n# kept\r\n{B}\r\n{Head}\r\n{C}\r\n", project.Text);
        Assert.Equal("", await project.ReportAsync());
    }

    [Fact]
    public async Task TheFixRecordsWhatLibrariesMap()
    {
        var library = Library("Shop.Library", "[assembly: Bolt.Endpoints.BoltSurface(1, \"GET /theirs  auth: none  guards: AllowAny  \u2192 Theirs.Get\")]");
        using var project = SurfaceProject.Of(Program, "", isProgram: true, library);
        await project.FixAllAsync();
        Assert.Equal($"# Bolt surface 1\n{Own}\nGET /theirs  auth: none  guards: AllowAny  → Theirs.Get\n", project.Text);
    }

    private static MetadataReference Library(string name, string surface) =>
        References.Compile(name, $"[assembly: Bolt.Endpoints.BoltModule(typeof(Theirs))] {surface} public static class Theirs {{ }}");
}
