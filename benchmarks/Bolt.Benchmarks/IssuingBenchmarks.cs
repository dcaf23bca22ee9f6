using BenchmarkDotNet.Attributes;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Benchmarks;

/// <summary>Making a token with the same claims.</summary>
public class IssuingBenchmarks
{
    private Credentials _credentials = null!;
    private SigningCredentials _signing = null!;

    [Params("HS256", "RS256", "ES256")]
    public string Algorithm { get; set; } = "HS256";

    [GlobalSetup]
    public void SetUp()
    {
        _credentials = new(Algorithm);
        _signing = new(_credentials.Key, Algorithm);
    }

    [Benchmark]
    public string Bolt() => _credentials.Make();

    [Benchmark]
    public string Handler()
    {
        var now = DateTime.UtcNow;
        return _credentials.Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Credentials.Issuer,
            Audience = Credentials.Audience,
            IssuedAt = now,
            Expires = now.AddDays(1),
            SigningCredentials = _signing,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = Ada.User.Id,
                ["jti"] = Guid.NewGuid().ToString("N"),
                ["is_staff"] = Ada.User.IsStaff,
                ["is_superuser"] = Ada.User.IsSuperuser,
                ["username"] = Ada.User.Username,
                ["permissions"] = Ada.Claims["permissions"]!,
            },
        });
    }
}
