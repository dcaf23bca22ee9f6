using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Tests;

/// <summary>What an edit costs. <see cref="BoltDriver"/> already asserts after every run that an unrelated file changes nothing.</summary>
public sealed class CachingTests
{
    private const string Profile =
        """
        namespace Shop;
        public sealed class Profile
        {
            [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(Own)])]
            public static string Me() => "me";
        }
        """;

    private const string Orders =
        """
        namespace Shop;
        public sealed class Orders
        {
            [BoltGet("/orders", Guards = [typeof(IsStaff)])]
            public static string All() => "all";
        }
        """;

    private const string Guards =
        """
        namespace Shop;
        public sealed class Own : Guard { public override GuardResult Evaluate(GuardContext context) => default; }
        """;

    [Fact]
    public void TheSameInputIsCached()
    {
        var driver = BoltDriver.Run(Profile, Orders, Guards);
        driver.Rerun(driver.Compilation);
        Assert.All(driver.OutputReasons(), static r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    [Fact]
    public void ABodyEditIsCached()
    {
        var driver = BoltDriver.Run(Profile, Orders, Guards);
        driver.Edit(1, Profile.Replace("=> \"me\"", "=> \"other\"", StringComparison.Ordinal));
        AssertFiles(driver, modified: 0);
    }

    [Fact]
    public void ShiftedLinesAreCached()
    {
        var driver = BoltDriver.Run(Profile, Orders, Guards);
        driver.Edit(1, "// one more line\n\n" + Profile);
        AssertFiles(driver, modified: 0);
    }

    [Fact]
    public void AChangedGuardRewritesThatFileOnly()
    {
        var driver = BoltDriver.Run(Profile, Orders, Guards);
        driver.Edit(2, Orders.Replace("IsStaff", "IsAdminUser", StringComparison.Ordinal));
        AssertFiles(driver, modified: 1);
        Assert.Contains("global::Bolt.IsAdminUser guard0", driver.Files["Shop.Orders.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void ARemovedRouteLosesItsFile()
    {
        var driver = BoltDriver.Run(Profile, Orders, Guards);
        driver.Edit(2, "namespace Shop;");
        Assert.Equal(["BoltRoutes.g.cs", "Shop.Profile.g.cs"], driver.Files.Keys.Order(StringComparer.Ordinal));
        driver.AssertClean();
    }

    /// <summary>The security test of the cache: nothing near the route changed, and yet the route must go.</summary>
    [Fact]
    public void AGuardThatStopsBeingAGuardElsewhereTakesTheRouteWithIt()
    {
        var driver = BoltDriver.Run(Profile, Orders, Guards);
        Assert.Contains("Handler.Me()", driver.Output, StringComparison.Ordinal);
        driver.Edit(3, "namespace Shop; public sealed class Own { }");
        Assert.DoesNotContain("Handler.Me()", driver.Output, StringComparison.Ordinal);
        Assert.Contains("mapper.ReportUnmapped(\"GET /me\"", driver.Output, StringComparison.Ordinal);
    }

    /// <summary>The same for cookies: the backend says elsewhere that it accepts them, and the route has to be checked from then on.</summary>
    [Fact]
    public void ABackendThatBecomesACookieBackendElsewhereIsChecked()
    {
        const string check = "CrossSite(http) is { } reason";
        var backend = "namespace Shop; public sealed class Session : IAuthenticationBackend { public string Name => \"s\"; public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default; }";
        var driver = BoltDriver.Run(Profile.Replace("JwtAuthentication", "Session", StringComparison.Ordinal), Orders, Guards, backend);
        Assert.DoesNotContain(check, driver.Files["Shop.Profile.g.cs"], StringComparison.Ordinal);
        driver.Edit(4, backend.Replace("IAuth", "ICookieAuth", StringComparison.Ordinal));
        AssertFiles(driver, modified: 1);
        Assert.Contains(check, driver.Files["Shop.Profile.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void AnAssemblyDefaultElsewhereReachesEveryRoute()
    {
        var driver = BoltDriver.Run(Profile, Orders, Guards);
        driver.Edit(3, "[assembly: BoltDefaults(Guards = [typeof(IsAuthenticated)])]\n" + Guards);
        Assert.Contains("""["IsAuthenticated", "IsStaff"]""", driver.Files["Shop.Orders.g.cs"], StringComparison.Ordinal);
        Assert.Contains("""["IsAuthenticated", "Shop.Own"]""", driver.Files["Shop.Profile.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void OutputDoesNotDependOnTheOrderOfFiles()
    {
        var one = BoltDriver.Run(Profile, Orders, Guards).Files;
        var other = BoltDriver.Run(Guards, Orders, Profile).Files;
        Assert.Equal(one, other);
    }

    private static void AssertFiles(BoltDriver driver, int modified)
    {
        var reasons = driver.OutputReasons().ToList();
        Assert.Equal(modified, reasons.Count(static r => r is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New));
        Assert.Equal(reasons.Count - modified, reasons.Count(static r => r == IncrementalStepRunReason.Cached));
    }
}
