using System.Security.Cryptography;
using Bolt.Authentication.Jwt.Validation;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>The twelve algorithms, verified and issued, each bound to its key.</summary>
public sealed class AlgorithmTests
{
    public static TheoryData<string> All => [.. TestKeys.Algorithms];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var a in TestKeys.Algorithms)
            {
                foreach (var b in TestKeys.Algorithms.Where(b => b != a))
                {
                    pairs.Add(a, b);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Issues_what_it_accepts_and_the_oracle_accepts_too(string algorithm)
    {
        using var host = Host(algorithm);
        var token = host.Issuer.CreateToken(new TestUser());

        Assert.True(host.Authenticate(token).Succeeded);
        var oracle = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = TestKeys.For(algorithm),
            ValidIssuer = "issuer",
            ValidAudience = "audience",
            ValidAlgorithms = [algorithm],
            LifetimeValidator = (_, expires, _, _) => expires == JwtHost.Start.UtcDateTime.AddHours(1),
        });
        Assert.True(oracle.IsValid, oracle.Exception?.Message);
        Assert.Equal(algorithm, new JsonWebToken(token).Alg);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Accepts_what_the_oracle_issues(string algorithm)
    {
        using var host = Host(algorithm);
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "issuer",
            Audience = "audience",
            Expires = JwtHost.Start.UtcDateTime.AddMinutes(1),
            Claims = new Dictionary<string, object> { ["sub"] = "user-1" },
            SigningCredentials = new SigningCredentials(TestKeys.For(algorithm), algorithm),
        });

        Assert.Equal("user-1", host.Authenticate(token).Auth?.UserId);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Refuses_a_token_of_another_algorithm(string allowed, string used)
    {
        using var host = Host(allowed);
        var payload = TestKeys.Payload(""" "iss":"issuer","aud":"audience" """);
        Assert.True(host.Authenticate(TestKeys.Token(payload, $$"""{"alg":"{{allowed}}"}""", allowed)).Succeeded);

        // Signed soundly, with the same key where the kind allows it.
        Assert.Equal(JwtFailure.Algorithm, host.Authenticate(TestKeys.Token(payload, $$"""{"alg":"{{used}}"}""", used)).FailureReason);

        // Signed with one, named as the other.
        Assert.False(host.Authenticate(TestKeys.Token(payload, $$"""{"alg":"{{allowed}}"}""", used)).Succeeded);
    }

    [Theory]
    [InlineData("RS256", "PS256")]
    [InlineData("RS256", "RS512")]
    [InlineData("HS256", "HS512")]
    public void Takes_the_header_at_its_word_where_a_key_serves_several(string named, string used)
    {
        using var host = JwtHost.Create(options =>
        {
            options.Keys.Add(TestKeys.For(named));
            options.Algorithms.Add(named);
            options.Algorithms.Add(used);
        });
        Assert.True(host.Authenticate(TestKeys.Token(TestKeys.Payload(), $$"""{"alg":"{{named}}"}""", named)).Succeeded);
        Assert.True(host.Authenticate(TestKeys.Token(TestKeys.Payload(), $$"""{"alg":"{{used}}"}""", used)).Succeeded);
        Assert.False(host.Authenticate(TestKeys.Token(TestKeys.Payload(), $$"""{"alg":"{{named}}"}""", used)).Succeeded);
    }

    [Fact]
    public void Compares_pss_signatures_at_their_full_length()
    {
        // The platform takes a PSS signature without its leading zero octet; one in 256 has one.
        using var host = JwtHost.Create(options =>
        {
            options.Keys.Add(TestKeys.For("PS256"));
            options.Algorithms.Add("PS256");
        });
        var token = "";
        byte[] signature = [1];
        while (signature[0] != 0)
        {
            token = TestKeys.Token(TestKeys.Payload(), """{"alg":"PS256"}""", "PS256");
            signature = Base64UrlEncoder.DecodeBytes(token.Split('.')[2]);
        }

        Assert.True(host.Authenticate(token).Succeeded);
        var shortened = token[..(token.LastIndexOf('.') + 1)] + Base64UrlEncoder.Encode(signature[1..]);
        Assert.Equal(JwtFailure.Signature, host.Authenticate(shortened).FailureReason);
    }

    [Fact]
    public void Verifies_from_many_threads_at_once()
    {
        foreach (var algorithm in new[] { "HS256", "RS256", "ES256" })
        {
            using var host = JwtHost.Create(options =>
            {
                options.Keys.Add(TestKeys.For(algorithm));
                options.Algorithms.Add(algorithm);
                options.VerifiedTokenCacheSize = 0;
            });
            var good = Enumerable.Range(0, 8).Select(i => TestKeys.Token(TestKeys.Payload($"\"n\":{i}"), $$"""{"alg":"{{algorithm}}"}""", algorithm)).ToArray();
            var bad = good.Select((token, i) => token[..(token.LastIndexOf('.') + 1)] + good[(i + 1) % good.Length].Split('.')[2]).ToArray();
            Parallel.For(0, 2000, i =>
            {
                Assert.True(host.Authenticate(good[i % good.Length]).Succeeded);
                Assert.False(host.Authenticate(bad[i % bad.Length]).Succeeded);
            });
        }
    }

    /// <summary>Each thread keeps the keyed hash it used last: here every token needs another one than the token before.</summary>
    [Fact]
    public void Tells_secrets_and_hashes_apart_from_token_to_token()
    {
        string[] algorithms = ["HS256", "HS384", "HS512"];
        SymmetricSecurityKey[] keys = [.. Enumerable.Range(1, 2).Select(i => new SymmetricSecurityKey([.. Enumerable.Repeat((byte)i, 64)]) { KeyId = $"key-{i}" })];
        using var host = JwtHost.Create(options =>
        {
            Array.ForEach(keys, options.Keys.Add);
            Array.ForEach(algorithms, options.Algorithms.Add);
            options.VerifiedTokenCacheSize = 0;
        });
        var tokens = (from key in keys
                      from algorithm in algorithms
                      from signer in keys
                      let token = TestKeys.Token(TestKeys.Payload(), $$"""{"alg":"{{algorithm}}","kid":"{{key.KeyId}}"}""", algorithm, signer)
                      select (Text: token, IsSound: signer == key)).ToArray();
        Parallel.For(0, 2000, i =>
        {
            var token = tokens[i * 7 % tokens.Length];
            Assert.Equal(token.IsSound, host.Authenticate(token.Text).Succeeded);
        });
    }

    [Fact]
    public void Takes_keys_of_every_kind()
    {
        using var rsa = RSA.Create(2048);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(JwtHost.Start.AddYears(-1), JwtHost.Start.AddYears(1));
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var ecCertificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=test", ec, HashAlgorithmName.SHA384)
            .CreateSelfSigned(JwtHost.Start.AddYears(-1), JwtHost.Start.AddYears(1));
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey((ECDsaSecurityKey)TestKeys.For("ES256", "ec"));
        foreach (var (key, algorithm) in new (SecurityKey, string)[]
        {
            (new X509SecurityKey(certificate), "RS256"),
            (new X509SecurityKey(ecCertificate), "ES384"),
            (jwk, "ES256"),
            (JsonWebKeyConverter.ConvertFromRSASecurityKey((RsaSecurityKey)TestKeys.For("PS384", "rsa")), "PS384"),
            (new RsaSecurityKey(rsa.ExportParameters(true)), "RS512"),
            (new JsonWebKey { Kty = "oct", K = Base64UrlEncoder.Encode(TestKeys.Secret) }, "HS384"),
        })
        {
            using var host = JwtHost.Create(options =>
            {
                options.Keys.Add(key);
                options.Algorithms.Add(algorithm);
            });
            Assert.True(host.Authenticate(host.Issuer.CreateToken(new TestUser())).Succeeded, key.GetType().Name);
        }
    }

    [Theory]
    [InlineData("HS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    public void Algorithm_of_a_jwk_needs_no_setting(string algorithm)
    {
        var jwk = JsonWebKeyConverter.ConvertFromSecurityKey(TestKeys.For(algorithm));
        jwk.Alg = algorithm;
        using var host = JwtHost.Create(options => options.Keys.Add(jwk));
        var token = host.Issuer.CreateToken(new TestUser());
        Assert.Equal(algorithm, new JsonWebToken(token).Alg);
        Assert.True(host.Authenticate(token).Succeeded);
    }

    private static JwtHost Host(string algorithm) => JwtHost.Create(options =>
    {
        options.Keys.Add(TestKeys.For(algorithm, "key-1"));
        options.Algorithms.Add(algorithm);
        options.Issuers.Add("issuer");
        options.Audiences.Add("audience");
    });
}
