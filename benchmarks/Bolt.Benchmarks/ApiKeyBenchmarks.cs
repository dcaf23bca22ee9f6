using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;

namespace Bolt.Benchmarks;

/// <summary>API keys out of options, one of a thousand. The platform has none to compare with: the hash, without which a key at rest is a password in the clear, is the yardstick.</summary>
public class ApiKeyBenchmarks
{
    private readonly DefaultHttpContext _http = new();
    private readonly byte[] _octets = Encoding.UTF8.GetBytes(Key(500));
    private readonly byte[] _hash = new byte[32];
    private readonly string _good = Key(500);
    private readonly string _bad = Key(5000);
    private ApiKeyAuthentication _backend = null!;

    [GlobalSetup]
    public void SetUp()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddBolt().AddApiKeys(static o =>
        {
            for (var i = 0; i < 1000; i++)
            {
                o.Keys.Add(new ApiKey($"client-{i}", ApiKey.Hash(Key(i))) { Permissions = ["notes.read"] });
            }
        });
        _backend = services.BuildServiceProvider().GetRequiredService<ApiKeyAuthentication>();
        if (!BoltGood().Succeeded || BoltBad().FailureReason is null)
        {
            throw new InvalidOperationException("A key was not judged as it should be.");
        }
    }

    [Benchmark]
    public int BareSha256() => SHA256.HashData(_octets, _hash);

    [Benchmark]
    public AuthenticationOutcome BoltGood() => Ask(_good);

    [Benchmark]
    public AuthenticationOutcome BoltBad() => Ask(_bad);

    private static string Key(int i) => $"key-{i:D4}-0123456789abcdef0123456789abcdef";

    private AuthenticationOutcome Ask(string key)
    {
        _http.Request.Headers["X-API-Key"] = key;
        var pending = _backend.AuthenticateAsync(_http);
        return pending.IsCompletedSuccessfully ? pending.Result : throw new InvalidOperationException("There is nothing to wait for.");
    }
}
