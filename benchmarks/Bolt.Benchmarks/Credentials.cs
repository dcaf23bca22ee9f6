using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Benchmarks;

/// <summary>A key, the two backends that trust it, and tokens it signed.</summary>
internal sealed class Credentials
{
    public const string Issuer = "https://issuer.example";

    public const string Audience = "bench";

    /// <summary>How many verified tokens the backend remembers.</summary>
    public const int CacheSize = 64;

    private readonly ServiceProvider _services;

    public Credentials(string algorithm)
    {
        Algorithm = algorithm;
        Key = algorithm switch
        {
            "HS256" => new SymmetricSecurityKey(Secret),
            "RS256" => new RsaSecurityKey(RSA.Create(2048)),
            "ES256" => new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };
        Parameters = new()
        {
            IssuerSigningKey = Key,
            ValidAlgorithms = [algorithm],
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddBolt().AddJwt(Configure);
        _services = services.BuildServiceProvider();
        Backend = _services.GetRequiredService<JwtAuthentication>();
        BoltIssuer = _services.GetRequiredService<JwtIssuer>();
        Token = Make();
        var signature = Token.LastIndexOf('.') + 1;
        BadToken = Token[..signature] + (Token[signature] == 'A' ? 'B' : 'A') + Token[(signature + 1)..];
    }

    public string Algorithm { get; }

    public byte[] Secret { get; } = Encoding.UTF8.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    public SecurityKey Key { get; }

    public TokenValidationParameters Parameters { get; }

    public JsonWebTokenHandler Handler { get; } = new();

    public JwtAuthentication Backend { get; }

    public JwtIssuer BoltIssuer { get; }

    public string Token { get; }

    /// <summary>One bit of the signature is wrong.</summary>
    public string BadToken { get; }

    public void Configure(JwtOptions o)
    {
        o.Keys.Add(Key);
        o.Algorithms.Add(Algorithm);
        o.Issuers.Add(Issuer);
        o.Audiences.Add(Audience);
        o.VerifiedTokenCacheSize = CacheSize;
    }

    /// <summary>Keyed once, as the backend's are.</summary>
    public HMAC Hmac() => new HMACSHA256(Secret);

    /// <summary>Another token each time: <c>jti</c> differs.</summary>
    public string Make() => BoltIssuer.CreateToken(Ada.User, TimeSpan.FromDays(1), Ada.Claims);
}
