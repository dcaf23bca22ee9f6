using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>Keys whose object is gone, or that throw whatever they like: all of that is in the one message about options.</summary>
public sealed class DisposedKeyTests
{
    public static TheoryData<string> Kinds => ["rsa", "ecdsa", "certificate with RSA", "certificate with ECDsa", "certificate without private part"];

    private static SecurityKey Disposed(string kind)
    {
        switch (kind)
        {
            case "rsa":
                using (var rsa = RSA.Create(2048))
                {
                    return new RsaSecurityKey(rsa);
                }

            case "ecdsa":
                using (var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    return new ECDsaSecurityKey(ec);
                }

            default:
                using (var certificate = Certificate(kind))
                {
                    return new X509SecurityKey(certificate);
                }
        }
    }

    private static X509Certificate2 Certificate(string kind)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = kind.EndsWith("ECDsa", StringComparison.Ordinal)
            ? new CertificateRequest("CN=x", ec, HashAlgorithmName.SHA256)
            : new CertificateRequest("CN=x", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return kind.EndsWith("part", StringComparison.Ordinal) ? X509CertificateLoader.LoadCertificate(certificate.RawData) : certificate;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Disposed_key_is_named_and_so_is_the_way_out(string kind)
    {
        using var host = JwtHost.Create(options => options.Keys.Add(Disposed(kind)));
        foreach (var use in (Action[])[() => host.Services.GetRequiredService<IStartupValidator>().Validate(), () => _ = host.Jwt, () => _ = host.Issuer])
        {
            var message = Assert.Throws<OptionsValidationException>(use).Message;
            Assert.Contains("\n  - Keys[0] was disposed: ", message, StringComparison.Ordinal);
            Assert.Contains("alive as long as the program runs", message, StringComparison.Ordinal);
            Assert.True(kind != "rsa" || message.Contains("rsa.ExportParameters(true)", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Second_key_is_the_one_that_is_named()
    {
        using var host = JwtHost.Create(options =>
        {
            options.Keys.Add(TestKeys.For("RS256", "first"));
            options.Keys.Add(Disposed("rsa"));
        });
        Assert.Contains("\n  - Keys[1] was disposed: ", Assert.Throws<OptionsValidationException>(() => host.Jwt).Message, StringComparison.Ordinal);
    }

    /// <summary>The issuer is made when it is first asked for, which may be after a key has gone that was there when the program started.</summary>
    [Fact]
    public void Key_that_goes_after_the_start_is_named_by_the_issuer()
    {
        using var certificate = Certificate("certificate with RSA");
        using var host = JwtHost.Create(options => options.Keys.Add(new X509SecurityKey(certificate)));
        _ = host.Jwt;
        certificate.Dispose();
        var problem = Assert.ThrowsAny<Exception>(() => host.Issuer.CreateToken(new TestUser { Id = "1" }));
        Assert.Contains("Keys[0]", problem.Message, StringComparison.Ordinal);
        Assert.Contains("disposed", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>So is the backend, in a program that reads the options before.</summary>
    [Fact]
    public void Key_that_goes_after_the_options_were_read_is_named_by_the_backend()
    {
        using var certificate = Certificate("certificate with RSA");
        using var host = JwtHost.Create(options => options.Keys.Add(new X509SecurityKey(certificate)));
        _ = host.Services.GetRequiredService<IOptionsMonitor<JwtOptions>>().Get(Options.DefaultName);
        certificate.Dispose();
        var problem = Assert.Throws<InvalidOperationException>(() => host.Jwt);
        Assert.Contains("jwt cannot verify. Keys[0] was disposed", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_key_throws_is_in_the_message()
    {
        using var host = JwtHost.Create(options => options.Keys.Add(new ECDsaSecurityKey(new Throwing())));
        var message = Assert.Throws<OptionsValidationException>(() => host.Jwt).Message;
        Assert.Contains("\n  - Keys[0] cannot be used as a key on this platform (TimeZoneNotFoundException)", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret text", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_need_no_object()
    {
        using var rsa = RSA.Create(2048);
        var key = new RsaSecurityKey(rsa.ExportParameters(true));
        rsa.Dispose();
        using var host = JwtHost.Create(options => options.Keys.Add(key));
        Assert.True(host.Authenticate(host.Issuer.CreateToken(new TestUser { Id = "1" })).Succeeded);
    }

    private sealed class Throwing : ECDsa
    {
        public override int KeySize => 256;

        public override ECParameters ExportParameters(bool includePrivateParameters) => throw new TimeZoneNotFoundException("secret text");

        public override byte[] SignHash(byte[] hash) => throw new TimeZoneNotFoundException("secret text");

        public override bool VerifyHash(byte[] hash, byte[] signature) => throw new TimeZoneNotFoundException("secret text");
    }
}
