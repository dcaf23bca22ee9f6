using Bolt.Testing.Shop;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;

[assembly: DoNotParallelize]

namespace Bolt.Testing.MSTestSample;

/// <summary>One test for each route and kind of caller, under MSTest.</summary>
[TestClass]
public sealed class SurfaceTests
{
    private static readonly WebApplicationFactory<Handshake> Factory = new();
    private static readonly WebApplicationFactory<Handshake> App = Factory.WithBolt(static o => o.Values[@"/other/codes/{code:regex(^[A-Z]{{2}}-\d$)}"] = "AB-1");

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<BoltSurfaceCase> Cases => BoltSurfaceTests.Cases(typeof(Handshake).Assembly);

    [ClassCleanup]
    public static void Stop()
    {
        App.Dispose();
        Factory.Dispose();
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public Task ARouteRefusesWhomItMust(BoltSurfaceCase route) => route.VerifyAsync(App, TestContext.CancellationToken);
}
