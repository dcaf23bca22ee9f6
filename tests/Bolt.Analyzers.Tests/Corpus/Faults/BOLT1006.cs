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
