using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Benchmarks;

/// <summary>From a header line to who is calling.</summary>
public class ValidationBenchmarks
{
    /// <summary>
    /// Four times what the cache of verified tokens holds: each has been forgotten when its turn comes again. Few enough to lie in the processor's cache, as a token that has
    /// just been read from a socket does.
    /// </summary>
    private const int Distinct = 4 * Credentials.CacheSize;

    private readonly DefaultHttpContext _http = new();
    private readonly byte[] _mac = new byte[32];
    private Credentials _credentials = null!;
    private HMAC _hmac = null!;
    private byte[] _signingInput = [];
    private string _valid = "";
    private string _bad = "";
    private string[] _tokens = [];
    private string[] _headers = [];
    private int _next;

    [Params("HS256", "RS256", "ES256")]
    public string Algorithm { get; set; } = "HS256";

    [GlobalSetup]
    public async Task SetUp()
    {
        _credentials = new(Algorithm);
        (_valid, _bad) = ($"Bearer {_credentials.Token}", $"Bearer {_credentials.BadToken}");
        _hmac = _credentials.Hmac();
        _signingInput = Encoding.ASCII.GetBytes(_credentials.Token[.._credentials.Token.LastIndexOf('.')]);
        _tokens = [.. Enumerable.Range(0, Distinct).Select(_ => _credentials.Make())];
        _headers = Array.ConvertAll(_tokens, static token => $"Bearer {token}");

        // Wrong work is not timed.
        var (valid, bad) = (await HandlerValid(), await HandlerBad());
        if (!valid.IsValid || bad.IsValid || !BoltSeen().Succeeded || !BoltNew().Succeeded || BoltBad().FailureReason is null)
        {
            throw new InvalidOperationException("A token was not judged as it should be.");
        }
    }

    [GlobalCleanup]
    public void CleanUp() => _hmac.Dispose();

    /// <summary>The signature's hash and nothing else: what no validation of an HS256 token can do without.</summary>
    [Benchmark]
    public bool BareHmac() => _hmac.TryComputeHash(_signingInput, _mac, out _);

    /// <summary>Setting the header, which every benchmark of Bolt below does too.</summary>
    [Benchmark]
    public HttpContext EmptyCall() => With(_valid);

    [Benchmark]
    public AuthenticationOutcome BoltNew() => Ask(_headers[_next++ % _headers.Length]);

    [Benchmark]
    public AuthenticationOutcome BoltSeen() => Ask(_valid);

    [Benchmark]
    public AuthenticationOutcome BoltBad() => Ask(_bad);

    [Benchmark]
    public Task<TokenValidationResult> HandlerValid() => _credentials.Handler.ValidateTokenAsync(_credentials.Token, _credentials.Parameters);

    /// <summary>The same tokens in turn as Bolt is given.</summary>
    [Benchmark]
    public Task<TokenValidationResult> HandlerNew() => _credentials.Handler.ValidateTokenAsync(_tokens[_next++ % _tokens.Length], _credentials.Parameters);

    [Benchmark]
    public Task<TokenValidationResult> HandlerBad() => _credentials.Handler.ValidateTokenAsync(_credentials.BadToken, _credentials.Parameters);

    private AuthenticationOutcome Ask(string header)
    {
        var pending = _credentials.Backend.AuthenticateAsync(With(header));
        return pending.IsCompletedSuccessfully ? pending.Result : throw new InvalidOperationException("There is nothing to wait for.");
    }

    private DefaultHttpContext With(string header)
    {
        _http.Request.Headers.Authorization = header;
        return _http;
    }
}
