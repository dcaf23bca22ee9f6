using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Bolt.OpenApi.Tests;

/// <summary>
/// What <c>AddBolt()</c> costs a document of about 1,000 operations. The ratio of the times is printed: <c>BOLT_ROUNDS=21 dotnet run -c Release --project tests/Bolt.OpenApi.Tests -- -class '*CostTests' -showLiveOutput</c>.
/// </summary>
public sealed class CostTests
{
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("BOLT_ROUNDS") ?? "3", CultureInfo.InvariantCulture);

    private static readonly Action<OpenApiOptions> Secured = static o =>
        o.ShouldInclude = static d => d.RelativePath is { } path && (path.Contains("golden/", StringComparison.Ordinal) || path.Contains("secured/", StringComparison.Ordinal));

    [Fact]
    public async Task AnOperationGrowsByLessThan300Bytes()
    {
        await using var plain = await Application.StartAsync(Secured);
        await using var bolt = await Application.StartAsync(static o => { Secured(o); o.AddBolt(); });
        var (before, after) = (await plain.Document(), await bolt.Document());
        // Said once, however many operations there are.
        after["components"]!.AsObject().Remove("responses");
        after["components"]!.AsObject().Remove("securitySchemes");
        after["components"]!["schemas"]?.AsObject().Remove("BoltProblem");
        var operations = after["paths"]!.AsObject().Sum(static p => p.Value!.AsObject().Count);
        Assert.Equal(before["paths"]!.AsObject().Sum(static p => p.Value!.AsObject().Count), operations);
        var added = (Encoding.UTF8.GetByteCount(after.ToJsonString()) - Encoding.UTF8.GetByteCount(before.ToJsonString())) / operations;
        TestContext.Current.TestOutputHelper!.WriteLine($"{added} B each of {operations} operations");
        Assert.InRange(added, 1, 300);
    }

    /// <summary>In turn, and the median of the ratios, as the benchmarks do. The bound is for a busy machine: it fails where each operation looks at all of them.</summary>
    [Fact]
    public async Task GenerationBesideOneWithoutBolt()
    {
        await using var plain = await Application.StartAsync(Secured, copies: 24);
        await using var bolt = await Application.StartAsync(static o => { Secured(o); o.AddBolt(); }, copies: 24);
        var ratios = new List<double>();
        var (without, with) = (new List<double>(), new List<double>());
        var operations = 0;
        for (var i = -2; i < Rounds; i++)
        {
            var (one, _) = await Generate(plain);
            (var two, operations) = await Generate(bolt);
            if (i >= 0)
            {
                without.Add(one);
                with.Add(two);
                ratios.Add(two / one);
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{operations} operations: {Median(without):0.0} ms without, {Median(with):0.0} ms with AddBolt(), {Median(ratios):0.00} × (median of {Rounds} rounds)");
        Assert.True(operations > 1000);
        Assert.InRange(Median(ratios), 0, 4);
    }

    private static async Task<(double Milliseconds, int Operations)> Generate(Application app)
    {
        using var scope = app.Services.CreateScope();
        var provider = scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1");
        var start = Stopwatch.GetTimestamp();
        var document = await provider.GetOpenApiDocumentAsync(TestContext.Current.CancellationToken);
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, document.Paths.Sum(static p => p.Value.Operations?.Count ?? 0));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
