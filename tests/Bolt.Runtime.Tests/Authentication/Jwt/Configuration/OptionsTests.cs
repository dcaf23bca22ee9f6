using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Bolt.Authentication.Jwt.Validation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>Options that are wrong stop the program when it starts, with one message that lists every problem and how to fix it.</summary>
public sealed class OptionsTests
{
    private static string Problem(Action<JwtOptions> configure, IReadOnlyDictionary<string, string?>? settings = null)
    {
        using var host = JwtHost.Create(configure, settings: settings);
        var atStart = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());
        var whenBuilt = Assert.Throws<OptionsValidationException>(() => host.Jwt);
        Assert.Equal(atStart.Message, whenBuilt.Message);
        return atStart.Message;
    }

    private static void Sound(Action<JwtOptions> configure)
    {
        using var host = JwtHost.Create(configure);
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        _ = host.Jwt;
    }

    [Fact]
    public void Everything_wrong_is_in_one_message()
    {
        using var small = RSA.Create(1024);
        var message = Problem(options =>
        {
            options.Secret = "short";
            options.Keys.Add(new RsaSecurityKey(small));
            options.Algorithms.Add("HS256");
            options.Algorithms.Add("none");
            options.ClockSkew = TimeSpan.FromSeconds(-1);
            options.MaximumTokenLength = 0;
            options.VerifiedTokenCacheSize = -1;
            options.Header = "not a header";
            options.Audiences.Add(" ");
        });
        Assert.Contains("Bolt:Jwt", message, StringComparison.Ordinal);
        foreach (var part in new[]
        {
            "Secret is 5 bytes long; HS256 needs at least 32", "openssl rand -base64 32", "Keys[0] is an RSA key of 1024 bits; make one of 2048", "\"none\" is not one of HS256", "ClockSkew",
            "MaximumTokenLength", "VerifiedTokenCacheSize", "Header", "Audiences contains an empty value",
        })
        {
            Assert.Contains(part, message, StringComparison.Ordinal);
        }

        Assert.Equal(9, message.Split("\n  - ").Length);
        Assert.DoesNotContain("short", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_as_they_are_documented()
    {
        var tick = TimeSpan.FromTicks(1);
        (string Name, Action<JwtOptions>[] Inside, Action<JwtOptions>[] Outside)[] limits =
        [
            ("ClockSkew", [o => o.ClockSkew = TimeSpan.Zero, o => o.ClockSkew = TimeSpan.FromHours(1)], [o => o.ClockSkew = -tick, o => o.ClockSkew = TimeSpan.FromHours(1) + tick]),
            ("MaximumTokenLength", [o => o.MaximumTokenLength = 1, o => o.MaximumTokenLength = 65535], [o => o.MaximumTokenLength = 0, o => o.MaximumTokenLength = 65536]),
            ("VerifiedTokenCacheSize", [o => o.VerifiedTokenCacheSize = 0, o => o.VerifiedTokenCacheSize = 1048576], [o => o.VerifiedTokenCacheSize = -1, o => o.VerifiedTokenCacheSize = 1048577]),
            ("TokenLifetime", [o => o.TokenLifetime = tick], [o => o.TokenLifetime = TimeSpan.Zero]),
            ("KeyRefreshInterval", [o => (o.KeyRefreshInterval, o.MinimumKeyRefreshInterval) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), o => o.KeyRefreshInterval = TimeSpan.FromDays(365)],
                [o => (o.KeyRefreshInterval, o.MinimumKeyRefreshInterval) = (TimeSpan.FromSeconds(1) - tick, TimeSpan.FromMilliseconds(100)), o => o.KeyRefreshInterval = TimeSpan.FromDays(365) + tick]),
            ("MinimumKeyRefreshInterval", [o => o.MinimumKeyRefreshInterval = TimeSpan.FromMilliseconds(100), o => o.MinimumKeyRefreshInterval = o.KeyRefreshInterval],
                [o => o.MinimumKeyRefreshInterval = TimeSpan.FromMilliseconds(100) - tick, o => o.MinimumKeyRefreshInterval = o.KeyRefreshInterval + tick]),
            ("MaximumKeyAge", [o => o.MaximumKeyAge = null, o => o.MaximumKeyAge = o.KeyRefreshInterval, o => o.MaximumKeyAge = TimeSpan.MaxValue], [o => o.MaximumKeyAge = o.KeyRefreshInterval - tick]),
            ("Header", [o => o.Header = "X-Token"], [o => o.Header = "", o => o.Header = null!, o => o.Header = "X Token", o => o.Header = "cookie"]),
            ("PermissionClaims", [o => o.PermissionClaims.Add("a")], [o => o.PermissionClaims.Add("")]),
            ("Issuers", [o => o.Issuers.Add("a")], [o => o.Issuers.Add("")]),
            ("QueryTokenPaths", [o => o.QueryTokenPaths.Add("/hubs")], [o => o.QueryTokenPaths.Add("hubs"), o => o.QueryTokenPaths.Add("/")]),
        ];
        foreach (var (name, inside, outside) in limits)
        {
            Assert.All(inside, set => Sound(options =>
            {
                options.Secret = TestKeys.Secret;
                set(options);
            }));
            Assert.All(outside, set => Assert.Contains($"\n  - {name} ", Problem(options =>
            {
                options.Secret = TestKeys.Secret;
                set(options);
            }), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Secret_too_short_for_the_algorithm_that_nobody_named()
    {
        var message = Problem(options => options.Secret = "short");
        Assert.Contains("AddJwt() is misconfigured (", message, StringComparison.Ordinal);
        Assert.Contains("Secret is 5 bytes long; HS256 needs", message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_key_at_all() => Assert.EndsWith("  - No key: set Secret, Keys or Authority. For development, run: dotnet user-jwts create", Problem(_ => { }), StringComparison.Ordinal);

    /// <summary>What the tool writes is read for the default backend only, whatever its <c>--scheme</c>.</summary>
    [Fact]
    public void No_key_of_another_backend()
    {
        using var host = JwtHost.Create(static o => o.Secret = TestKeys.Secret, static b => b.AddJwt<KeylessJwt>());
        var error = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<KeylessJwt>());
        Assert.EndsWith("  - No key: set Secret, Keys or Authority.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "HS256")]
    [InlineData("0123456789abcdef0123456789abcde", "HS256")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcde", "HS384")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde", "HS512")]
    public void Secret_shorter_than_the_hash(string secret, string algorithm) =>
        Assert.Contains($"Secret is {secret.Length} bytes long; {algorithm} needs", Problem(options =>
        {
            options.Secret = secret;
            options.Algorithms.Add(algorithm);
        }), StringComparison.Ordinal);

    [Theory]
    [InlineData("hs256")]
    [InlineData("HS256 ")]
    [InlineData("EdDSA")]
    [InlineData("")]
    public void Unknown_algorithm(string name) => Assert.Contains($"\"{name}\" is not one of", Problem(options =>
    {
        options.Secret = TestKeys.Secret;
        options.Algorithms.Add(name);
    }), StringComparison.Ordinal);

    [Theory]
    [InlineData("HS256", "RS256")]
    [InlineData("RS256", "HS256")]
    [InlineData("ES256", "ES384")]
    [InlineData("ES384", "RS256")]
    public void Key_that_fits_no_allowed_algorithm(string key, string algorithm) => Assert.Contains("fits none of the allowed algorithms", Problem(options =>
    {
        options.Keys.Add(TestKeys.For(key));
        options.Algorithms.Add(algorithm);
    }), StringComparison.Ordinal);

    [Fact]
    public void Shared_secrets_and_public_keys_in_one_backend()
    {
        Assert.Contains("not both", Problem(options =>
        {
            options.Secret = TestKeys.Secret;
            options.Keys.Add(TestKeys.For("RS256"));
        }), StringComparison.Ordinal);
        Assert.Contains("not both", Problem(options =>
        {
            options.Secret = TestKeys.Secret;
            options.Authority = "https://login.example.com";
        }), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_keys_of_one_name() => Assert.Contains("same kid", Problem(options =>
    {
        options.Keys.Add(TestKeys.For("RS256", "a"));
        options.Keys.Add(TestKeys.For("ES256", "a"));
    }), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"kty":"oct","k":"AAAA","use":"enc"}""", "\"use\"")]
    [InlineData("""{"kty":"oct","k":"AA=A"}""", "not base64url")]
    [InlineData("""{"kty":"oct","k":"AAAA","alg":"A256GCM"}""", "A256GCM")]
    [InlineData("""{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","key_ops":["encrypt"]}""", "key_ops")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"AAAA"}""", "\"kty\"")]
    [InlineData("""{"kty":"EC","crv":"secp256k1","x":"AAAA","y":"AAAA"}""", "\"crv\"")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"}""", "32 octets")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","y":"AAAA"}""", "32 octets")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"}""", "cannot be used")]
    [InlineData("""{"kty":"EC","crv":"P-256","y":"AAAA"}""", "no \"x\" and \"y\"")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AAAA"}""", "no \"x\" and \"y\"")]
    [InlineData("""{"kty":"RSA","n":"AAAA","e":"AQAB"}""", "leading zero")]
    [InlineData("""{"kty":"RSA","n":"","e":"AQAB"}""", "no modulus or exponent")]
    [InlineData("""{"kty":"RSA","n":"AQAB","e":""}""", "no modulus or exponent")]
    [InlineData("""{"kty":"RSA","e":"AQAB"}""", "no \"n\" and \"e\"")]
    [InlineData("""{"kty":"RSA","n":"AQAB"}""", "no \"n\" and \"e\"")]
    public void Jwk_that_is_not_for_this(string jwk, string problem) =>
        Assert.Contains(problem, Problem(options => options.Keys.Add(new JsonWebKey(jwk))), StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(65536)]
    public void Exponent_that_proves_nothing(int exponent)
    {
        var key = ((RsaSecurityKey)TestKeys.For("RS256")).Rsa.ExportParameters(false);
        key.Exponent = new System.Numerics.BigInteger(exponent).ToByteArray(isUnsigned: true, isBigEndian: true);
        Assert.Contains("public exponent", Problem(options => options.Keys.Add(new RsaSecurityKey(key))), StringComparison.Ordinal);
    }

    [Fact]
    public void Jwk_for_an_algorithm_of_another_curve()
    {
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey((ECDsaSecurityKey)TestKeys.For("ES256"));
        jwk.Alg = "ES384";
        Assert.Contains("fits none of the allowed algorithms", Problem(options => options.Keys.Add(jwk)), StringComparison.Ordinal);
    }

    [Fact]
    public void Exponent_of_odd_size()
    {
        RsaSecurityKey Key(byte[] exponent) => new(((RsaSecurityKey)TestKeys.For("RS256")).Rsa.ExportParameters(false) with { Exponent = exponent });
        Sound(options => options.Keys.Add(Key([3])));
        Sound(options => options.Keys.Add(Key([2, 1])));
        Sound(options => options.Keys.Add(Key([255, 255, 255, 255, 255, 255, 255, 255])));
        Assert.Contains("public exponent", Problem(options => options.Keys.Add(Key([1, 255, 255, 255, 255, 255, 255, 255, 255]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Modulus_that_no_sound_generator_makes()
    {
        static JsonWebKey Key(byte[] modulus) => new() { Kty = "RSA", N = Base64UrlEncoder.Encode(modulus), E = "AQAB" };
        var even = ((RsaSecurityKey)TestKeys.For("RS256")).Rsa.ExportParameters(false).Modulus!;
        even[^1] &= 0xFE;
        Assert.Contains("even modulus", Problem(options => options.Keys.Add(Key(even))), StringComparison.Ordinal);
        byte[] large = [1, .. Enumerable.Repeat((byte)255, 16384 / 8)];
        Assert.Contains("RSA key of 16385 bits", Problem(options => options.Keys.Add(Key(large))), StringComparison.Ordinal);
        Sound(options => options.Keys.Add(Key(large[1..])));
        byte[] small = [127, .. Enumerable.Repeat((byte)255, (2048 / 8) - 1)];
        Assert.Contains("RSA key of 2047 bits", Problem(options => options.Keys.Add(Key(small))), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_of_another_curve_or_kind()
    {
        using var nist = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var spelledOut = ECDsa.Create(nist.ExportExplicitParameters(includePrivateParameters: true));
        using var other = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        foreach (var key in new[] { spelledOut, other })
        {
            Assert.Contains("on a curve other than", Problem(options => options.Keys.Add(new ECDsaSecurityKey(key))), StringComparison.Ordinal);
        }

        Assert.Contains("Keys[0] is null", Problem(options => options.Keys.Add(null!)), StringComparison.Ordinal);
        using var ed25519 = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(Ed25519Certificate));
        Assert.Contains("neither RSA nor elliptic-curve", Problem(options => options.Keys.Add(new X509SecurityKey(ed25519))), StringComparison.Ordinal);
        Assert.Contains("is a OddKey; use JsonWebKey", Problem(options => options.Keys.Add(new OddKey())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://login.example.com", "https://")]
    [InlineData("login.example.com", "absolute")]
    [InlineData("ftp://login.example.com", "https://")]
    public void Authority_that_can_be_tampered_with(string authority, string problem) =>
        Assert.Contains(problem, Problem(options => options.Authority = authority), StringComparison.Ordinal);

    [Fact]
    public void Sound_options()
    {
        Sound(options => options.Secret = TestKeys.Secret);
        Sound(options => options.Authority = "https://login.example.com");
        Sound(options => options.Authority = "http://127.0.0.1:1/");
        Sound(options =>
        {
            options.Keys.Add(TestKeys.For("RS256"));
            options.Keys.Add(TestKeys.For("ES256"));
        });
    }

    [Fact]
    public void Each_type_is_validated_at_start()
    {
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret, bolt => bolt.AddJwt<KidTests.PartnerJwt>());
        var e = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("AddJwt<PartnerJwt>() is misconfigured (configuration section Bolt:PartnerJwt)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_add_up()
    {
        using var host = JwtHost.Create(
            options => options.Secret = TestKeys.Secret,
            bolt => bolt.AddJwt(options => options.Issuers.Add("issuer")).AddJwt());
        Assert.Equal(JwtFailure.Issuer, host.Authenticate(TestKeys.Token(TestKeys.Payload())).FailureReason);
        Assert.True(host.Authenticate(host.Issuer.CreateToken(new TestUser())).Succeeded);
    }

    [Theory]
    [InlineData(false, false, "iss and aud")]
    [InlineData(true, false, "aud")]
    [InlineData(false, true, "iss")]
    [InlineData(true, true, null)]
    public void Says_once_what_is_not_checked(bool issuer, bool audience, string? warning)
    {
        using var logs = new Logs();
        using var host = JwtHost.Create(
            options =>
            {
                options.Secret = TestKeys.Secret;
                if (issuer)
                {
                    options.Issuers.Add("issuer");
                }

                if (audience)
                {
                    options.Audiences.Add("audience");
                }
            },
            logs: logs);
        _ = host.Jwt;
        host.Authenticate("x");
        _ = host.Jwt;
        if (warning is null)
        {
            Assert.Empty(logs.Lines);
        }
        else
        {
            Assert.Contains($"does not validate {warning}:", Assert.Single(logs.Lines), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Says_nothing_of_keys_that_bring_their_issuer()
    {
        Assert.Empty(Warnings(_ => { }, UserJwtsTests.Settings()));
        Assert.Empty(Warnings(options =>
        {
            options.Authority = "https://login.example.com";
            options.Audiences.Add("audience");
        }));
        Assert.Contains("does not validate iss:", Assert.Single(Warnings(options =>
        {
            options.Authority = "https://login.example.com";
            options.Audiences.Add("audience");
            options.Keys.Add(TestKeys.For("RS256"));
        })), StringComparison.Ordinal);
        Assert.Contains("does not validate iss and aud:", Assert.Single(Warnings(options => options.Keys.Add(TestKeys.For("RS256")))), StringComparison.Ordinal);
    }

    private static IReadOnlyCollection<string> Warnings(Action<JwtOptions> configure, Dictionary<string, string?>? settings = null)
    {
        using var logs = new Logs();
        using var host = JwtHost.Create(configure, settings: settings, environment: "Development", logs: logs);
        _ = host.Jwt;
        return [.. logs.Lines];
    }

    /// <summary>Self-signed, with a key of a kind that Bolt has no algorithm for.</summary>
    private const string Ed25519Certificate =
        "MIIBLjCB4aADAgECAhQBu8k57BQFdoQeXCrmjK6beul9pjAFBgMrZXAwDDEKMAgGA1UEAwwBdDAgFw0yNjExMjUwMDI3NTRaGA8yMTI2MTEwMTAwMjc1NFowDDEKMAgGA1UEAwwBdDAqMAUGAytlcAMhAJtUdVHsk/6ANuJP46AB"
        + "U7hg2Cy4yZbxnkTFYlbyvYrpo1MwUTAdBgNVHQ4EFgQUXZQ6f20wr7cbpL6/qb62F0VmRJIwHwYDVR0jBBgwFoAUXZQ6f20wr7cbpL6/qb62F0VmRJIwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXADQQD+I1vGjEzgjnherzGMMqKP"
        + "LSscP6po0bA0oSkGR/1ThChn2gaWPxBg6PSFOgIgxBRYN8v/wzcGm/xUMmH4XP4J";

    private sealed class OddKey : SecurityKey
    {
        public override int KeySize => 256;
    }
}

public sealed class KeylessJwt : JwtAuthentication;
