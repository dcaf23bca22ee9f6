using Microsoft.Extensions.Configuration;

namespace Clean.Settings;

public sealed record Theme(string Name)
{
    public string? Color { get; init; }

    public int Size { get; init; }
}

public static class Themes
{
    // Initializers that set what no rule is about, and a secret that comes from elsewhere.
    public static void Add(ConfigurationManager configuration) => configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Bolt:Jwt:Issuers:0"] = "https://issuer.example",
        ["Bolt:Jwt:Audiences:0"] = "shop",
        ["Bolt:Jwt:Secret"] = configuration["Vault:Secret"],
    });

    [BoltGet("/themes/dark", Guards = [typeof(AllowAny)])]
    public static Theme Dark() => new("dark") { Color = "black", Size = 8 };
}
