using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Http;

/// <summary>Keys and tokens for one run, made for each run.</summary>
internal sealed class Tokens : IDisposable
{
    public const int Many = 100_000;

    /// <summary>Bolt's limit is 8,192 characters; Kestrel's for all header lines is 32 KB, Node's 16 KB.</summary>
    private const int OversizedLength = 9000;

    private readonly string _folder = Repository.Artifacts("http", "tokens");
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Dictionary<string, string> _valid = new(StringComparer.Ordinal);

    public Tokens()
    {
        File.WriteAllBytes(KeyFile("HS256"), _secret);
        File.WriteAllText(KeyFile("RS256"), _rsa.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(KeyFile("ES256"), _ecdsa.ExportSubjectPublicKeyInfoPem());
        foreach (var algorithm in (string[])["HS256", "RS256", "ES256"])
        {
            _valid[algorithm] = Make(algorithm, "user-0001");
        }

        var first = _valid["HS256"];
        var signature = first.LastIndexOf('.') + 1;
        BadSignature = first[..signature] + (first[signature] == 'A' ? 'B' : 'A') + first[(signature + 1)..];
        var large = Make("HS256", "user-0001", OversizedLength * 3 / 4);
        signature = large.LastIndexOf('.') + 1;
        Oversized = large[..signature] + (large[signature] == 'A' ? 'B' : 'A') + large[(signature + 1)..];
    }

    /// <summary>All of one length, one per line.</summary>
    public string ManyFile { get; } = Path.Combine(Repository.Artifacts("http", "tokens"), "many.txt");

    public string BadSignature { get; }

    public string Oversized { get; }

    public string ApiKey { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(24));

    public string Valid(string algorithm) => _valid[algorithm];

    public string KeyFile(string algorithm) => Path.Combine(_folder, $"{algorithm}.key");

    public void WriteMany() => File.WriteAllLines(ManyFile, Enumerable.Range(0, Many).Select(i => Make("HS256", "user-0001")));

    public void Dispose()
    {
        _rsa.Dispose();
        _ecdsa.Dispose();
    }

    private string Make(string algorithm, string user, int padding = 0)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var filler = padding == 0 ? "" : $$""","filler":"{{new string('x', padding)}}" """.TrimEnd();
        var payload = $$"""
            {"sub":"{{user}}","iat":{{now}},"exp":{{now + 86400}},"jti":"{{Guid.NewGuid():N}}","is_staff":false,"is_superuser":false,"username":"ada","iss":"https://issuer.example","aud":"bench","permissions":["notes.add","notes.read"]{{filler}}}
            """;
        var input = $"{Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{Encode(payload)}";
        var octets = Encoding.ASCII.GetBytes(input);
        var signature = algorithm switch
        {
            "HS256" => HMACSHA256.HashData(_secret, octets),
            "RS256" => _rsa.SignData(octets, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => _ecdsa.SignData(octets, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
        };
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
