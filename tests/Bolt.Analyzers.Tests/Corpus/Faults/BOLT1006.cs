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
