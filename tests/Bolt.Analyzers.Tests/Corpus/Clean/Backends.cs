using Jwt = Bolt.JwtAuthentication;
using Microsoft.Extensions.Configuration;

namespace Clean.Backends;

/// <summary>Who establishes the identity, on every level, and where its secrets come from.</summary>
public sealed class PartnerJwt : Jwt;

public class MobileJwt : Jwt
{
    public const string Scheme = "mobile";
}

public sealed class TabletJwt : MobileJwt;

public sealed class ClientCertificate : IAuthenticationBackend
{
    public string Name => "certificate";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => new(AuthenticationOutcome.NoCredentials);
}

public sealed class Header<TMarker> : IAuthenticationBackend
{
    public string Name => typeof(TMarker).Name;

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
}

public static class Setup
{
    private const string Section = "Bolt:Jwt";

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var bolt = services.AddBolt();
        bolt.AddJwt(o =>
        {
            o.Secret = configuration[Section + ":Secret"];
            o.Algorithms.Clear();
            o.Algorithms.Add("HS384");
        });
        bolt.AddJwt<PartnerJwt>(o =>
        {
            o.Authority = "https://partner.example";
            foreach (var name in configuration.GetSection("Partner:Algorithms").GetChildren())
            {
                o.Algorithms.Add(name.Value!);
            }
        });
        bolt.AddJwt<MobileJwt>(o =>
        {
            var (first, second) = ("RS256", "PS256");
            o.Algorithms.Add(first);
            o.Algorithms.Add(second);
        });
        bolt.AddApiKeys(o =>
        {
            o.Keys.Add(new ApiKey("reporting", "sha256:2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90"));
            o.Keys.Add(new("billing", hash: configuration["Billing:KeyHash"]!) { Permissions = ["bills.read"] });
            o.Keys.Add(new("import", ApiKey.Hash(Environment.GetEnvironmentVariable("IMPORT_KEY") ?? throw new InvalidOperationException("IMPORT_KEY"))));
        });
    }
}

public static class Mixed
{
    [BoltGet("/backends/one", Auth = [typeof(PartnerJwt)], Guards = [typeof(IsAuthenticated)])]
    public static string One() => "1";

    [BoltGet("/backends/two", Auth = [typeof(Jwt), typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Two(AuthContext auth) => auth.Backend;

    [BoltGet("/backends/generic", Auth = [typeof(Header<string>), typeof(Header<MobileJwt>)], Guards = [typeof(IsAuthenticated)])]
    public static string Generic() => "3";

    [BoltGet("/backends/certificate", Auth = new Type[] { typeof(ClientCertificate) }, Guards = new Type[] { typeof(IsAuthenticated) })]
    public static string Certificate() => "4";

    [BoltGet("/backends/none", Auth = [], Guards = [typeof(AllowAny)])]
    public static string None() => "5";

    [BoltGet("/backends/null", Auth = null, Guards = [typeof(AllowAny)])]
    public static string Null() => "6";

    [BoltPost("/backends/token", Guards = [typeof(AllowAny)])]
    public static async Task<string> Token(Grant grant, JwtIssuer issuer)
    {
        await Task.Yield();
        return issuer.CreateToken(new Machine(grant.Client));
    }
}

[BoltGroup("/devices", Auth = [typeof(MobileJwt), typeof(TabletJwt)], Guards = [typeof(IsAuthenticated)])]
public static class Devices
{
    [BoltGet("mine")]
    public static string Mine(AuthContext auth) => auth.UserId;

    [BoltGet("tablets", Auth = [typeof(TabletJwt)])]
    public static string Tablets() => MobileJwt.Scheme;

    [BoltPost("register/{serial}"), Requires("scope", "devices.register")]
    public static string Register(string serial) => serial;

    [BoltGet("{deviceId:guid}/state"), IsStaff]
    public static string State(Guid deviceId) => deviceId.ToString("N");

    [BoltGet("{deviceId:guid}/owner", Auth = [typeof(Jwt)])]
    public static string Owner(Guid deviceId, AuthContext auth) => auth.HasPermission("devices.read") ? deviceId.ToString() : auth.UserId;
}

public sealed record Grant(string Client);

public sealed record Machine(string Id) : IBoltUser
{
    public string Username => Id;

    public bool IsStaff => false;

    public bool IsSuperuser => false;
}
