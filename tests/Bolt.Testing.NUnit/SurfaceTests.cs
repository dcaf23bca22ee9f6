using Bolt.Testing.Shop;
using Microsoft.AspNetCore.Mvc.Testing;
using NUnit.Framework;

namespace Bolt.Testing.NUnitSample;

/// <summary>One test for each route and kind of caller, under NUnit.</summary>
public sealed class SurfaceTests : IDisposable
{
    private readonly WebApplicationFactory<Handshake> _factory = new();
    private WebApplicationFactory<Handshake> _app = null!;

    public static IEnumerable<BoltSurfaceCase> Cases => BoltSurfaceTests.Cases(typeof(Handshake).Assembly);

    [OneTimeSetUp]
    public void Start() => _app = _factory.WithBolt(static o => o.Values[@"/other/codes/{code:regex(^[A-Z]{{2}}-\d$)}"] = "AB-1");

    public void Dispose()
    {
        _app.Dispose();
        _factory.Dispose();
    }

    [TestCaseSource(nameof(Cases))]
    public Task ARouteRefusesWhomItMust(BoltSurfaceCase route) => route.VerifyAsync(_app);
}
