using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Faults.BOLT1006;

public static class F1
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = "0123456789abcdef0123456789abcdef"; // ! BOLT1006
    });
}

public static class F2
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = Keys.Secret; // ! BOLT1006
    });
}

public static class F3
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = "0123456789" + nameof(Keys); // ! BOLT1006
    });
}

public static class F4
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = configuration["Jwt"] ?? "0123456789abcdef"; // ! BOLT1006
    });
}

public static class F5
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = Environment.GetEnvironmentVariable("JWT") ?? configuration["Jwt"] ?? Keys.Secret; // ! BOLT1006
    });
}

public static class F6
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = configuration["Env"] == "dev" ? "dev-secret" : configuration["Jwt"]; // ! BOLT1006
    });
}

public static class F7
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Keys.Add(new SymmetricSecurityKey(Encoding.UTF8.GetBytes("0123456789abcdef"))); // ! BOLT1006
    });
}

public static class F8
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Keys.Add(new SymmetricSecurityKey(Convert.FromBase64String("YWJjZGVm"))); // ! BOLT1006
    });
}

public static class F9
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Keys.Add(new SymmetricSecurityKey("0123456789abcdef"u8.ToArray())); // ! BOLT1006
    });
}

public static class F10
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        configuration["Bolt:Jwt:Secret"] = "0123456789abcdef"; // ! BOLT1006
    });
}

public static class F11
{
    public static JwtOptions Options { get; } = new() { Secret = """0123456789abcdef""" }; // ! BOLT1006
}

internal static class Keys
{
    public const string Secret = "0123456789abcdef";
}

public static class F12
{
    public static void Add(IServiceCollection services) => services.AddBolt().AddApiKeys(o =>
        o.Keys.Add(new ApiKey("reporting", "0123456789abcdef"))); // ! BOLT1006
}

public static class F13
{
    public static void Add(IServiceCollection services) => services.AddBolt().AddApiKeys(o =>
        o.Keys.Add(new("reporting", hash: Keys.Secret) { Permissions = ["admin.read"] })); // ! BOLT1006
}

public static class F14
{
    public static void Add(IServiceCollection services) => services.AddBolt().AddApiKeys(o =>
    {
        o.Keys.Add(new ApiKey("reporting", ApiKey.Hash("0123456789abcdef"))); // ! BOLT1006
    });
}

public static class F15
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddApiKeys(o =>
    {
        var hash = ApiKey.Hash(configuration["Key"] ?? $"{Keys.Secret}-dev"); // ! BOLT1006
        o.Keys.Add(new ApiKey("reporting", hash));
    });
}

public static class F16
{
    public static IReadOnlyList<ApiKey> All { get; } =
    [
        new("reporting", "sha256:2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90"),
        new("billing", "0123456789abcdef"), // ! BOLT1006
    ];
}

public static class F17
{
    public static void Add(IServiceCollection services) => services.AddBolt().AddJwt(o =>
    {
        o.Secret ??= "0123456789abcdef"; // ! BOLT1006
    });
}

public static class F18
{
    public static JwtOptions Options { get; } = new() { Keys = { new SymmetricSecurityKey("0123456789abcdef"u8.ToArray()) } }; // ! BOLT1006
}

public static class G1
{
    private static readonly string Text = "0123456789abcdef";

    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = Text; // ! BOLT1006
    });
}

public static class G2
{
    private static string Text => "0123456789abcdef";

    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = Text; // ! BOLT1006
    });
}

public static class G3
{
    private static string Text { get { return "0123456789abcdef"; } }

    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = Text; // ! BOLT1006
    });
}

public static class G4
{
    private static string Text { get; } = "0123456789abcdef";

    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = Text; // ! BOLT1006
    });
}

public static class G5
{
    private static readonly string Text;

    static G5() => Text = "0123456789abcdef";

    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = Text; // ! BOLT1006
    });
}

public static class G6
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        var secret = "0123456789abcdef";
        o.Secret = secret; // ! BOLT1006
    });
}

public static class G7
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        string secret;
        secret = "0123456789abcdef";
        o.Secret = secret; // ! BOLT1006
    });
}

public static class G8
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = configuration.GetValue<string>("Jwt:Key", "0123456789abcdef"); // ! BOLT1006
    });
}

public static class G9
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = configuration.GetValue("Jwt:Key", defaultValue: Keys.Secret); // ! BOLT1006
    });
}

public static class G10
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = configuration["Env"] switch { "Production" => configuration["Jwt"], _ => "0123456789abcdef" }; // ! BOLT1006
    });
}

public static class G11
{
    private static string Make() => "0123456789abcdef";

    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = Make(); // ! BOLT1006
    });
}

public static class G12
{
    private static string Make(IConfiguration c)
    {
        var found = c["Jwt"];
        return found ?? "0123456789abcdef";
    }

    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = Make(configuration); // ! BOLT1006
    });
}

public static class G13
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = " 0123456789abcdef ".Trim(); // ! BOLT1006
    });
}

public static class G14
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = string.Join("-", "01234567", "89abcdef"); // ! BOLT1006
    });
}

public static class G15
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = string.Concat("01234567", Keys.Secret); // ! BOLT1006
    });
}

public static class G16
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = Convert.ToBase64String("0123456789abcdef"u8); // ! BOLT1006
    });
}

public static class G17
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = new string("0123456789abcdef".ToCharArray()); // ! BOLT1006
    });
}

public static class G18
{
    private static readonly string Text = "0123456789abcdef";

    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = $"{Text}-{Keys.Secret}"; // ! BOLT1006
    });
}

public static class G19
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        (o.Secret, o.Header) = ("0123456789abcdef", "X"); // ! BOLT1006
    });
}

public static class G20
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        var key = new SymmetricSecurityKey(Convert.FromBase64String("YWJjZGVm"));
        o.Keys.Add(key); // ! BOLT1006
    });
}

public static class G21
{
    private static readonly SymmetricSecurityKey Key = new(Encoding.UTF8.GetBytes("0123456789abcdef"));

    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Keys.Add(Key); // ! BOLT1006
    });
}

public static class G22
{
    private static readonly byte[] Bytes = [1, 2, 3, 4, 5, 6, 7, 8];

    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Keys.Add(new SymmetricSecurityKey(Bytes)); // ! BOLT1006
    });
}

public static class G23
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Keys.Add(new SymmetricSecurityKey(new byte[] { 1, 2, 3 })); // ! BOLT1006
    });
}

public static class G24
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Keys.Add(new JsonWebKey { Kty = "oct", K = "MDEyMzQ1Njc4OWFiY2RlZg" }); // ! BOLT1006
    });
}

public static class G25
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Keys.Add(new JsonWebKey("""{"kty":"oct","k":"MDEyMzQ1Njc4OWFiY2RlZg"}""")); // ! BOLT1006
    });
}

public static class G26
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        var keys = o.Keys;
        keys.Add(new SymmetricSecurityKey("0123456789abcdef"u8.ToArray())); // ! BOLT1006
    });
}

public static class G27
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        foreach (var key in new[] { new SymmetricSecurityKey("0123456789abcdef"u8.ToArray()) }) // ! BOLT1006
        {
            o.Keys.Add(key);
        }
    });
}

public static class G28
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Keys.Add(new SymmetricSecurityKey(System.Security.Cryptography.SHA256.HashData("0123456789abcdef"u8))); // ! BOLT1006
    });
}

public static class G29
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        var rsa = System.Security.Cryptography.RSA.Create();
        rsa.ImportFromPem("-----BEGIN PRIVATE KEY-----MIIE"); // ! BOLT1006
        o.Keys.Add(new RsaSecurityKey(rsa));
    });
}

public static class G30
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        configuration.GetSection("Bolt:Jwt")["Secret"] = "0123456789abcdef"; // ! BOLT1006
    });
}

public static class H1
{
    public static void Add(IServiceCollection services, string secret = "0123456789abcdef") => services.AddBolt().AddJwt(o => o.Secret = secret); // ! BOLT1006
}

public static class H2
{
    public static void Add(IServiceCollection services) => Add(services, "0123456789abcdef"); // ! BOLT1006

    private static void Add(IServiceCollection services, string secret) => services.AddBolt().AddJwt(o => o.Secret = secret);
}

public static class H3
{
    private const string Name = "Bolt:Jwt:Secret";

    public static Dictionary<string, string?> Settings { get; } = new()
    {
        ["Bolt:Jwt:Secret"] = "0123456789abcdef", // ! BOLT1006
        ["Bolt:PartnerJwt:Secret"] = Keys.Secret, // ! BOLT1006
        [Name] = "0123456789abcdef", // ! BOLT1006
    };

    public static Dictionary<string, string?> Added { get; } = new()
    {
        { "Bolt:Jwt:Secret", "0123456789abcdef" }, // ! BOLT1006
    };

    public static void Fill(IDictionary<string, string?> settings)
    {
        settings.Add("Bolt:Jwt:Secret", "0123456789abcdef"); // ! BOLT1006
        settings[Name] = "0123456789abcdef"; // ! BOLT1006
    }

    public static KeyValuePair<string, string?>[] Pairs { get; } =
    [
        new KeyValuePair<string, string?>("Bolt:Jwt:Secret", "0123456789abcdef"), // ! BOLT1006
        new("Bolt:Jwt:Secret", "0123456789abcdef"), // ! BOLT1006
        KeyValuePair.Create<string, string?>("Bolt:Jwt:Secret", "0123456789abcdef"), // ! BOLT1006
    ];

    public static string[] Arguments { get; } = ["--Bolt:Jwt:Secret=0123456789abcdef"]; // ! BOLT1006

    public static void Environment_() => Environment.SetEnvironmentVariable("Bolt__Jwt__Secret", "0123456789abcdef"); // ! BOLT1006

    public static void Host(Microsoft.AspNetCore.Hosting.IWebHostBuilder host) =>
        host.UseSetting(Name, "0123456789abcdef"); // ! BOLT1006
}
