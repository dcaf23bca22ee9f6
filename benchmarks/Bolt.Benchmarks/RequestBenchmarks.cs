using BenchmarkDotNet.Attributes;

namespace Bolt.Benchmarks;

/// <summary>The whole request behind routing, without a socket: a fresh context, the answer written to nowhere.</summary>
public class RequestBenchmarks
{
    private Pipeline _constant = null!;
    private Pipeline _bolt = null!;
    private Pipeline _bearer = null!;
    private string _header = "";

    [Params("HS256", "RS256", "ES256")]
    public string Algorithm { get; set; } = "HS256";

    [GlobalSetup]
    public async Task SetUp()
    {
        var credentials = new Credentials(Algorithm);
        _header = $"Bearer {credentials.Token}";
        (_constant, _bolt, _bearer) = (Pipelines.Constant(), Pipelines.Bolt(credentials), Pipelines.Bearer(credentials));
        await _bolt.Check("/me", _header, 200);
        await _bolt.Check("/me", null, 401);
        await _bearer.Check("/me", _header, 200);
        await _bearer.Check("/me", null, 401);
        await _constant.Check("/me", null, 200);
    }

    /// <summary>What the measuring itself costs: the context, and a constant as JSON.</summary>
    [Benchmark(Baseline = true)]
    public Task Constant() => _constant.Send("/me", _header);

    [Benchmark]
    public Task Bolt() => _bolt.Send("/me", _header);

    [Benchmark]
    public Task JwtBearer() => _bearer.Send("/me", _header);
}
