using System.Diagnostics;

namespace Bolt.Testing.Tests;

/// <summary>Every broken application is caught, and what is not broken is not reported: the mutation score of docs/verification.md.</summary>
public sealed class BrokenApplicationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => new(BrokenApplications.All.Select(static a => a.Name));

    [Fact]
    public async Task TheSoundOneIsRight()
    {
        await using var hand = new HandApplication(BrokenApplication.Sound);
        await using var app = hand.WithBolt();
        var report = await BoltSurfaceTests.VerifyAsync(app, Cancel);
        Assert.Empty(report.Failures);
        Assert.Empty(report.NotVerifiable);
        Assert.Equal(BrokenApplication.Sound.Routes.Count, report.Routes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ABrokenOneIsCaught(string name)
    {
        var broken = BrokenApplications.All.Single(a => a.Name == name);
        await using var hand = new HandApplication(broken);
        await using var app = hand.WithBolt(o => o.Surface = broken.Surface is null ? null : BoltSurface.Parse("# Bolt surface 1\n" + broken.Surface + "\n"));
        var caught = await Assert.ThrowsAsync<BoltSurfaceException>(() => BoltSurfaceTests.VerifyAsync(app, Cancel));
        TestContext.Current.TestOutputHelper?.WriteLine(caught.Message);
        // The first line says which route, and what of it.
        Assert.Matches(@"^(GET|POST|PUT|DELETE|TRACE) /\S* .+\.(\n|$)", caught.Message);
        Assert.InRange(caught.Message.Split('\n').Length, 3, 200);
    }

    /// <summary>The score is a promise of a page.</summary>
    [Fact]
    public void ThePageSaysHowManyThereAre()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Bolt.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        var count = BrokenApplications.All.Count();
        Assert.True(count >= 40);
        Assert.Contains($"{count} of {count} broken applications", File.ReadAllText(Path.Combine(folder, "docs", "verification.md")), StringComparison.Ordinal);
        Assert.Equal(count, BrokenApplications.All.Select(static a => a.Name).Distinct().Count());
    }

    [Fact]
    public async Task AThousandRoutesTakeSeconds()
    {
        var routes = Enumerable.Range(0, 1000).Select(static i => new HandRoute("GET", $"/many/{i}/{{id:int}}", [typeof(JwtAuthentication)], new HasPermission($"many.{i % 10}"))).ToList();
        await using var hand = new HandApplication(BrokenApplication.Sound with { Routes = routes });
        await using var app = hand.WithBolt();
        using var client = app.CreateClient();
        var watch = Stopwatch.StartNew();
        var report = await BoltSurfaceTests.VerifyAsync(app, Cancel);
        watch.Stop();
        TestContext.Current.TestOutputHelper?.WriteLine($"{report.Requests} requests in {watch.Elapsed}");
        Assert.InRange(report.Requests, 15_000, 20_000);
        // 5 s on two cores that do nothing else; a machine under load gets more.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }
}
