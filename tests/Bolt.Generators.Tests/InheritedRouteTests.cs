using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Tests;

/// <summary>Routes that base classes declare: which group serves them, how they are called, and that a change of the base reaches them.</summary>
public sealed class InheritedRouteTests
{
    private const string Crud =
        """
        public abstract class Crud<T>
        {
            [BoltGet("", Guards = [typeof(IsStaff)])] public List<T> List() => [];
            [BoltPost("", Guards = [typeof(IsStaff)])] public static void Add([FromBody] T item) { }
            [BoltGet("/count", Guards = [typeof(IsStaff)])] public virtual int Count() => 0;
        }
        """;

    [Fact]
    public void AGenericBaseIsServedForEachGroup()
    {
        var driver = BoltDriver.Run(
            Crud,
            """
            public sealed record Car(int Id);
            [BoltGroup("/cars")] public sealed class Cars : Crud<Car>;
            [BoltGroup("/numbers")] public sealed class Numbers : Crud<int>;
            public sealed class NoGroup : Crud<string>;
            """);
        Assert.Equal(["BoltRoutes.g.cs", "Cars.g.cs", "Numbers.g.cs"], driver.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("new([\"GET\"], \"/cars\", \"Cars.List\",", driver.Files["Cars.g.cs"], StringComparison.Ordinal);
        Assert.Contains("((global::Crud<global::Car>)new Handler()).List()", driver.Files["Cars.g.cs"], StringComparison.Ordinal);
        Assert.Contains("global::Crud<int>.Add(", driver.Files["Numbers.g.cs"], StringComparison.Ordinal);
        Assert.Contains("mapper.MapInherited(new Add_0(mapper), static () => typeof(global::Crud<int>).GetMethod(\"Add\", BoltMapper.Declared, [typeof(int)]));", driver.Files["Numbers.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("ReportUnmapped", driver.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ABaseOfAnotherAssemblyIsServed()
    {
        var library = BoltDriver.Compile("Lib", OutputKind.DynamicallyLinkedLibrary, ["namespace Lib;\n" + Crud]);
        var driver = BoltDriver.Of(BoltDriver.Compile("Shop", OutputKind.DynamicallyLinkedLibrary, ["[BoltGroup(\"/n\")] public sealed class Numbers : Lib.Crud<int>;"], Reference(library)));
        driver.AssertClean();
        Assert.Contains("\"/n/count\", \"Numbers.Count\"", driver.Files["Numbers.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void AConcreteBaseGoesOnServingItself()
    {
        var driver = BoltDriver.Run(
            """
            public class Health { [BoltGet("/health", Guards = [typeof(AllowAny)])] public virtual string Get() => ""; }
            [BoltGroup("/v2")] public sealed class NewHealth : Health { public override string Get() => "new"; }
            public sealed class Other : Health;
            """);
        Assert.Equal(["BoltRoutes.g.cs", "Health.g.cs", "NewHealth.g.cs"], driver.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("\"/v2/health\", \"NewHealth.Get\"", driver.Files["NewHealth.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void AnOverrideWithRoutesReplacesTheBases()
    {
        var driver = BoltDriver.Run(
            """
            public abstract class Base { [BoltGet("/old", Guards = [typeof(AllowAny)])] public virtual string Get() => ""; }
            [BoltGroup] public class Middle : Base { [BoltGet("/new", Guards = [typeof(IsStaff)])] public override string Get() => ""; }
            [BoltGroup("/last")] public sealed class Last : Middle { public override string Get() => ""; }
            """);
        Assert.DoesNotContain("/old", driver.Output, StringComparison.Ordinal);
        Assert.Contains("\"/last/new\", \"Last.Get\", [], [\"IsStaff\"]", driver.Files["Last.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void AnAbstractHandlerIsWhatItsOverrideDoes() => Assert.Contains("((global::Base)new Handler()).Get()", BoltDriver.Run(
        """
        public abstract class Base { [BoltGet("/a", Guards = [typeof(AllowAny)])] public abstract string Get(); }
        [BoltGroup] public sealed class Shop : Base { public override string Get() => ""; }
        """).Output, StringComparison.Ordinal);

    [Fact]
    public void RepeatedGroupsMultiplyWithEnclosingOnes()
    {
        var driver = BoltDriver.Run(
            """
            [BoltGroup("/v1", Tags = ["one"]), BoltGroup("/v2", Guards = [typeof(IsStaff)], Tags = ["two"])]
            public static class Api
            {
                [BoltGroup("/a", Guards = [typeof(IsAuthenticated)], Auth = [typeof(JwtAuthentication)]), BoltGroup("/b", Guards = [typeof(AllowAny)])]
                public struct Notes { [BoltGet("/x")] public static string Get() => ""; }
            }
            """);
        var text = driver.Files["Api.Notes.g.cs"];
        Assert.Contains("\"/v1/a/x\", \"Api.Notes.Get\", [\"jwt\"], [\"IsAuthenticated\"]", text, StringComparison.Ordinal);
        Assert.Contains("\"/v2/a/x\", \"Api.Notes.Get\", [\"jwt\"], [\"IsStaff\", \"IsAuthenticated\"]", text, StringComparison.Ordinal);
        Assert.Contains("\"/v1/b/x\", \"Api.Notes.Get\", [], [\"AllowAny\"], allowsAnonymous: true", text, StringComparison.Ordinal);
        Assert.Contains("\"/v2/b/x\", \"Api.Notes.Get\", [], [\"AllowAny\"], allowsAnonymous: true", text, StringComparison.Ordinal);
        Assert.Contains(".Tags(\"two\")", text, StringComparison.Ordinal);
    }

    /// <summary>None of the base's groups is the route's, so all of them ask: what is listed first, as on any level.</summary>
    [Fact]
    public void EveryGroupOfABaseAsks()
    {
        var text = BoltDriver.Run(
            """
            [BoltGroup("/a"), BoltGroup("/b", Guards = [typeof(IsStaff)]), HasPermission("p")]
            public abstract class Base { [BoltGet("/x")] public string Get() => ""; }
            public abstract class Between : Base;
            [BoltGroup("/own", Auth = [typeof(JwtAuthentication)])] public sealed class Own : Between;
            """).Files["Own.g.cs"];
        Assert.Contains("\"/own/x\", \"Own.Get\", [\"jwt\"], [\"IsStaff\", \"HasPermission(\\\"p\\\")\"]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AChangeOfTheBaseReachesTheGroup()
    {
        var driver = BoltDriver.Run(Crud, "[BoltGroup(\"/n\")] public sealed class Numbers : Crud<int>;", "public static class Other { [BoltGet(\"/o\", Guards = [typeof(AllowAny)])] public static void Get() { } }");
        driver.Edit(1, Crud.Replace("typeof(IsStaff)", "typeof(IsAdminUser)", StringComparison.Ordinal));
        Assert.DoesNotContain("IsStaff", driver.Files["Numbers.g.cs"], StringComparison.Ordinal);
        Assert.Contains("IsAdminUser", driver.Files["Numbers.g.cs"], StringComparison.Ordinal);
        Assert.Equal(1, driver.OutputReasons().Count(static r => r is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New));
        driver.Edit(1, Crud.Replace("public List<T> List() => [];", "public List<T> List() { return []; }", StringComparison.Ordinal).Replace("typeof(IsStaff)", "typeof(IsAdminUser)", StringComparison.Ordinal));
        Assert.All(driver.OutputReasons(), static r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    [Fact]
    public void AHandlerOutOfReachIsRefused() => Assert.Contains("mapper.ReportUnmapped(\"GET /n/a\"", BoltDriver.Run(
        """
        public abstract class Base { [BoltGet("/a", Guards = [typeof(AllowAny)])] protected string Get() => ""; }
        [BoltGroup("/n")] public sealed class Numbers : Base;
        """).Output, StringComparison.Ordinal);

    private static MetadataReference Reference(Compilation library)
    {
        using var stream = new MemoryStream();
        Assert.True(library.Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
