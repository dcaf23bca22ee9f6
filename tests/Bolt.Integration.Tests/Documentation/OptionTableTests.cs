using System.Globalization;
using System.Reflection;
using System.Security.Claims;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Integration.Tests;

/// <summary>The guide's tables of options: each option is there, with the configuration key that sets it and its default.</summary>
public sealed partial class OptionTableTests
{
    public static TheoryData<Type, string, string> Options => new(
        Properties<JwtOptions>("Bolt:Jwt").Concat(Properties<ApiKeyOptions>("Bolt:ApiKeys")).Concat(Properties<SessionOptions>("Bolt:Sessions")).Concat(Properties<InMemorySessionStoreOptions>("Bolt:InMemorySessions")).Concat(Properties<BoltOptions>("Bolt")).Concat(Properties<RefreshTokenOptions>("Bolt:RefreshTokens")));

    [Theory]
    [MemberData(nameof(Options))]
    public void AnOptionHasItsRow(Type options, string name, string key)
    {
        var row = Assert.Single(Rows(), r => r.Name == name && r.Key == key);
        var property = options.GetProperty(name)!;
        var untouched = property.GetValue(Activator.CreateInstance(options));
        Assert.Equal(Text(untouched), row.Default);

        var (suffix, value) = Sample(property.PropertyType, untouched);
        var configured = Configured(options, new Dictionary<string, string?> { [row.Key + suffix] = value });
        Assert.NotEqual(Text(untouched), Text(property.GetValue(configured)));
    }

    /// <summary>The settings of one key: all of them, and no other.</summary>
    [Fact]
    public void AnApiKeysSettingsHaveTheirRows()
    {
        var rows = Rows().Where(static r => r.Key.StartsWith("Bolt:ApiKeys:Keys:0:", StringComparison.Ordinal)).Select(static r => r.Key).ToList();
        // Its public properties, and the hash, which is only ever written.
        Assert.Equal(typeof(ApiKey).GetProperties().Length + 1, rows.Count);
        var options = (ApiKeyOptions)Configured(typeof(ApiKeyOptions), rows.ToDictionary(static r => r, static r => (string?)(r.EndsWith("At", StringComparison.Ordinal) ? "2030-01-31T00:00:00Z" : "text")));
        Assert.Empty(options.ConfigurationProblems);
        var key = Assert.Single(options.Keys);
        Assert.Equal(("text", "text", new DateTimeOffset(2030, 1, 31, 0, 0, 0, TimeSpan.Zero)), (key.Name, Assert.Single(key.Permissions), key.ExpiresAt));
    }

    /// <summary>Options that only code sets: they have no key. What a caller is by default is what the table says.</summary>
    [Fact]
    public void SchemeOptionsHaveTheirRows()
    {
        var rows = CodeRow().Matches(SchemeTable().Match(Documents.Read("docs/guide/backends.md")).Value)
            .SelectMany(static m => Quoted().Matches(m.Groups["names"].Value).Select(n => (Name: n.Groups[1].Value, Default: m.Groups["default"].Value)))
            .ToDictionary(static r => r.Name, static r => r.Default);
        Assert.Equal(typeof(SchemeOptions).GetProperties().Select(static p => p.Name).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        var options = new SchemeOptions();

        Assert.Null(options.UserIdClaim);
        var ids = ClaimsOf(rows[nameof(SchemeOptions.UserIdClaim)]);
        Assert.Equal(2, ids.Count);
        Assert.Equal(ids[0], Caller([ids[1], ids[0]]).UserId);
        Assert.Equal(ids[1], Caller([ids[1]]).UserId);
        Assert.Throws<ArgumentException>(static () => Caller([ClaimTypes.Name, ClaimTypes.Email]));

        Assert.Empty(options.PermissionClaims);
        var permission = Assert.Single(ClaimsOf(rows[nameof(SchemeOptions.PermissionClaims)]));
        Assert.Equal([permission], Caller(["sub", "scope", ClaimTypes.Role, permission]).Permissions);

        var everything = Caller(["sub", "is_staff", "is_superuser", ClaimTypes.Role]).Principal;
        Assert.Equal(("no one", "no one"), (rows[nameof(SchemeOptions.IsStaff)], rows[nameof(SchemeOptions.IsSuperuser)]));
        Assert.False(options.IsStaff(everything));
        Assert.False(options.IsSuperuser(everything));
    }

    /// <summary>Settings shown as JSON are settings.</summary>
    [Fact]
    public void JsonInTheGuideIsRead()
    {
        var blocks = Documents.Guide.SelectMany(static p => JsonBlock().Matches(Documents.Read(p)).Select(static m => m.Groups[1].Value)).ToList();
        Assert.NotEmpty(blocks);
        foreach (var block in blocks)
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(block));
            var settings = new ConfigurationBuilder().AddJsonStream(stream).Build();
            Assert.All(settings.GetSection("Bolt").GetChildren(), static s => Assert.Contains(s.Key, (string[])["Jwt", "ApiKeys", "Sessions", "TrustedOrigins"]));
            var flat = settings.AsEnumerable().ToDictionary(static s => s.Key, static s => s.Value);
            Assert.Empty(((JwtOptions)Configured(typeof(JwtOptions), flat)).ConfigurationProblems);
            Assert.Empty(((ApiKeyOptions)Configured(typeof(ApiKeyOptions), flat)).ConfigurationProblems);
            Assert.Empty(((SessionOptions)Configured(typeof(SessionOptions), flat)).ConfigurationProblems);
        }
    }

    /// <summary>The claims that a cell names, by their constant in <see cref="ClaimTypes"/> or as they are.</summary>
    private static List<string> ClaimsOf(string cell) =>
        [.. Quoted().Matches(cell).Select(static m => (string?)typeof(ClaimTypes).GetField(m.Groups[1].Value)?.GetRawConstantValue() ?? m.Groups[1].Value)];

    /// <summary>A caller with these claims, each of which says its own type.</summary>
    private static AuthContext Caller(IEnumerable<string> claims) => AuthContext.FromPrincipal(new ClaimsPrincipal(new ClaimsIdentity(claims.Select(static c => new Claim(c, c)), "test")), "test");

    private static IEnumerable<(Type Type, string Name, string Key)> Properties<TOptions>(string section) =>
        typeof(TOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(p => (typeof(TOptions), p.Name, $"{section}:{p.Name}"));

    private static IEnumerable<(string Name, string Key, string Default)> Rows() =>
        Documents.Guide.SelectMany(static p => Row().Matches(Documents.Read(p)).Select(static m => (m.Groups["name"].Value, m.Groups["key"].Value, m.Groups["default"].Value)));

    /// <summary>Options as configuration alone makes them, before they are validated.</summary>
    private static object Configured(Type options, Dictionary<string, string?> settings) =>
        typeof(OptionTableTests).GetMethod(nameof(ConfiguredOf), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(options).Invoke(null, [settings])!;

    private static TOptions ConfiguredOf<TOptions>(Dictionary<string, string?> settings)
        where TOptions : class, new()
    {
        var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddBolt().AddJwt().AddApiKeys().AddSessions().AddRefreshTokens<AppUser>();
        using var provider = services.BuildServiceProvider();
        var options = new TOptions();
        foreach (var configure in provider.GetServices<IConfigureOptions<TOptions>>())
        {
            configure.Configure(options);
        }

        return options;
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        System.Collections.ICollection { Count: 0 } => "empty",
        System.Collections.ICollection list => $"{list.Count} items",
        bool truth => truth ? "true" : "false",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A setting that changes an option of that type.</summary>
    private static (string Suffix, string Value) Sample(Type type, object? untouched) =>
        type == typeof(string) ? ("", "X-Sample")
        : type == typeof(bool) ? ("", untouched is true ? "false" : "true")
        : type == typeof(int) || type == typeof(long) ? ("", "77")
        : type == typeof(TimeSpan) || type == typeof(TimeSpan?) ? ("", "00:07:00")
        : type == typeof(IList<string>) ? (":0", "https://sample.example.com")
        : type == typeof(IList<SecurityKey>) ? (":0", """{"kty":"oct","k":"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"}""")
        : type == typeof(IList<ApiKey>) ? (":0:Name", "sample")
        : type.IsEnum ? ("", type.GetEnumNames()[^1])
        : throw new NotSupportedException($"Say what a setting of type {type} looks like.");

    [GeneratedRegex(@"^\| (`(?<name>\w+)`)? ?\| `(?<key>Bolt:[\w:]+)` \| `?(?<default>[^`|]*?)`? \| ", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^`SchemeOptions` says .*?\n\n(\|.*?\n)+", RegexOptions.Multiline)]
    private static partial Regex SchemeTable();

    [GeneratedRegex(@"^\| (?<names>`.*?) \| (?<default>.*?) \| ", RegexOptions.Multiline)]
    private static partial Regex CodeRow();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^```json\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
