using BenchmarkDotNet.Attributes;
using StackExchange.Redis;

namespace Bolt.Benchmarks;

/// <summary>
/// What it costs to know that a token was not revoked, with a million that were: nothing asked, the copy in this process, and Redis asked each time. Needs a redis-server: BOLT_REDIS is its address, an
/// empty one of your own.
/// </summary>
public class RevocationBenchmarks
{
    private const int Count = 1_000_000;

    /// <summary>Many, so that their slots do not lie in the processor's cache.</summary>
    private readonly AuthContext[] _tokens = [.. Enumerable.Range(0, 65_536).Select(static i => new AuthContext("user" + i, "jwt") { TokenId = "good-" + i, SessionId = "session-" + i, IssuedAt = DateTimeOffset.UnixEpoch.AddYears(50) })];

    private WebApplication _app = null!;
    private ILocalRevocationStore _replica = null!;
    private IRevocationStore _cache = null!;
    private int _next;

    [GlobalSetup]
    public async Task SetUp()
    {
        var address = Environment.GetEnvironmentVariable("BOLT_REDIS") ?? throw new InvalidOperationException("Set BOLT_REDIS to the address of an empty redis-server.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(address));
        builder.Services.AddStackExchangeRedisCache(o => o.Configuration = address);
        builder.Services.AddBolt().AddJwt(static o => o.Secret = new string('s', 32)).AddRedisRevocation();
        builder.Services.AddSingleton<DistributedCacheRevocationStore>();
        _app = builder.Build();
        await _app.StartAsync();
        _replica = _app.Services.GetRequiredService<RedisRevocationStore>();
        _cache = _app.Services.GetRequiredService<DistributedCacheRevocationStore>();
        var until = DateTimeOffset.UtcNow.AddHours(1);
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, cancellation) => await _replica.RevokeAsync("revoked-" + i, until, cancellation));
        foreach (var token in _tokens)
        {
            _ = token.RevocationKeys;
        }

        if (Replica() != RevocationStatus.Valid || await Cache() || !await _replica.IsRevokedAsync("revoked-5", default))
        {
            throw new InvalidOperationException("A token was not judged as it should be.");
        }
    }

    [GlobalCleanup]
    public async Task CleanUp() => await _app.DisposeAsync();

    /// <summary>Without a store.</summary>
    [Benchmark(Baseline = true)]
    public AuthContext None() => Next();

    [Benchmark]
    public RevocationStatus Replica() => _replica.Check(Next());

    [Benchmark]
    public async Task<bool> Cache() => await _cache.IsRevokedAsync(Next().TokenId!, default);

    private AuthContext Next() => _tokens[_next++ & (_tokens.Length - 1)];
}
