using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Servers;

/// <summary>The key the runner signs with: the public half, or the shared secret.</summary>
internal static class TokenKey
{
    public static string Algorithm { get; } = Environment.GetEnvironmentVariable("BENCH_ALGORITHM") ?? "HS256";

    public static SecurityKey Read()
    {
        var text = File.ReadAllText(Environment.GetEnvironmentVariable("BENCH_KEY") ?? throw new InvalidOperationException("Set BENCH_KEY to the key's file."));
        if (Algorithm == "HS256")
        {
            return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(text));
        }

        if (Algorithm == "RS256")
        {
            var rsa = RSA.Create();
            rsa.ImportFromPem(text);
            return new RsaSecurityKey(rsa);
        }

        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(text);
        return new ECDsaSecurityKey(ecdsa);
    }
}
