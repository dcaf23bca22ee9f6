using Microsoft.Extensions.Configuration;

namespace Faults.BOLT1007;

public static class F1
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Algorithms.Add("none"); // ! BOLT1007
    });
}

public static class F2
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Algorithms.Add("hs256"); // ! BOLT1007
    });
}

public static class F3
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Algorithms.Add("HS128"); // ! BOLT1007
    });
}

public static class F4
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Algorithms.Add("HS256");
        o.Algorithms.Add("RS256"); // ! BOLT1007
    });
}

public static class F5
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Algorithms.Add("ES256");
        o.Algorithms.Add(nameof(Names.HS512)); // ! BOLT1007
    });
}

public static class F6
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Algorithms.Insert(0, Names.HS512 + "A"); // ! BOLT1007
    });
}

public static class F7
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddBolt().AddJwt(o =>
    {
        o.Algorithms.Add("RS256 "); // ! BOLT1007
    });
}

public static class F8
{
    public static JwtOptions Options { get; } = new() { Algorithms = { "HS256", "PS256" } }; // ! BOLT1007
}

public static class F9
{
    public static JwtOptions Options { get; } = new()
    {
        Algorithms =
        {
            "dir", // ! BOLT1007
        },
    };
}

internal static class Names
{
    public const string HS512 = "HS512";
}

public static class ByOtherWays
{
    private static readonly string[] Both = ["HS256", "RS256"]; // ! BOLT1007

    public static void Index(JwtOptions o) => o.Algorithms[0] = "none"; // ! BOLT1007

    public static void Loop(JwtOptions o)
    {
        foreach (var a in new[] { "HS256", "RS256" }) // ! BOLT1007
        {
            o.Algorithms.Add(a);
        }
    }

    public static void Variable(JwtOptions o)
    {
        var list = o.Algorithms;
        list.Add("none"); // ! BOLT1007
    }

    public static void Field(JwtOptions o)
    {
        foreach (var a in Both)
        {
            o.Algorithms.Add(a);
        }
    }

    public static void Name(JwtOptions o)
    {
        var name = "none";
        o.Algorithms.Add(name); // ! BOLT1007
    }
}
