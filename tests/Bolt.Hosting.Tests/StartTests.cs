using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Hosting.Tests;

/// <summary>A program that lacks something does not start, and says all of it at once.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task EverythingIsSaidInOneMessage()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(
            static b => b.AddJwt<OtherJwt>(static o => o.Secret = "short").AddApiKeys<OtherKeys>(static o => o.Header = "a b").AddRevocation<DistributedCacheRevocationStore>(),
            static s => s.RemoveAll<IUserLoader<Person>>().RemoveAll<PartnerTokens>(),
            settings: [("Bolt:TrustedOrigin:0", "https://a.example"), ("Bolt:Jwts:Secret", "x"), ("Bolt:apikey:Keys:0:Name", "x"), ("Bolt:Jwt:TokenLifetime", "60"), ("Bolt:OtherKeys:Keys:0:Permissions", "a,b")]));
        foreach (var part in new[]
        {
            "AddJwt<OtherJwt>() is misconfigured", "AddApiKeys<OtherKeys>() is misconfigured",
            "Bolt:Jwt:TokenLifetime is not a time span, such as 00:00:30 for 30 seconds or 7.00:00:00 for 7 days (a number alone would be days).",
            "Bolt:OtherKeys:Keys:0:Permissions is one string with separators; write a list: Bolt:OtherKeys:Keys:0:Permissions:0,",
            "Bolt:TrustedOrigin is not a setting of Bolt; did you mean Bolt:TrustedOrigins?", "Bolt:Jwts is not a setting of Bolt; did you mean Bolt:Jwt?", "Bolt:apikey is not a setting of Bolt; did you mean Bolt:ApiKeys?",
            "AddRevocation<DistributedCacheRevocationStore>() needs an IDistributedCache: call services.AddStackExchangeRedisCache(…)",
            "Bolt.IUserLoader<Bolt.Hosting.Tests.Person> is not registered as a service and GET /user needs it (Bolt.Hosting.Tests.Others.User): call services.AddBolt().AddUsers<Person, …>().",
            "GET /lazy needs it", "GET /tested needs it (Bolt.Hosting.Tests.Others.Tested)", "Bolt.Hosting.Tests.PartnerTokens is not registered and GET /partner authenticates with it: call services.AddBolt().AddScheme<PartnerTokens>().",
        })
        {
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
            Assert.Equal(error.Message.IndexOf(part, StringComparison.Ordinal), error.Message.LastIndexOf(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task WithoutARouteTooTheOptionsAreSaid()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(
            static b => b.AddRevocation<DistributedCacheRevocationStore>(), mapBolt: false, settings: [("Bolt:Jwts:Secret", "x"), ("Bolt:Jwt:Keys", "x")]));
        Assert.Contains("did you mean Bolt:Jwt?", error.Message, StringComparison.Ordinal);
        Assert.Contains("needs an IDistributedCache", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Taken for a body, such a parameter would refuse every request.</summary>
    [Fact]
    public async Task AParameterThatCanBeNeitherAServiceNorABodyIsSaid()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Application.StartAsync(
            services: static s => s.RemoveAll<IOfficeClock>().RemoveAll<IOfficeHours>().ConfigureHttpJsonOptions(static o => o.SerializerOptions.Converters.Clear())));
        foreach (var (type, what, route, name, handler) in new[]
        {
            ("IOfficeClock", "an interface", "POST /clock", "clock", "Clock"), ("IOfficeHours", "an interface", "POST /clock/hours", "hours", "Hours"),
            ("AbstractClock", "an abstract class", "POST /clock/abstract", "clock", "Abstract"),
        })
        {
            Assert.Contains(
                $"\n- Bolt.Hosting.Tests.{type} is not registered as a service, and JSON cannot be read into {what}, so {route} cannot be given '{name}' (Bolt.Hosting.Tests.Others.{handler}): register it, ",
                error.Message,
                StringComparison.Ordinal);
        }

        Assert.Equal(4, error.Message.Split('\n').Length);
    }

    /// <summary>Without reflection there is no contract to ask, and the advice to add one would be wrong.</summary>
    [Fact]
    public async Task AnInterfaceWithoutAContractIsNoMissingContract()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Application.StartAsync(
            services: static s => s.RemoveAll<IOfficeClock>().ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Clear())));
        Assert.Contains("IOfficeClock is not registered as a service, and JSON cannot be read into an interface, so POST /clock", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("IOfficeClock is in no", error.Message, StringComparison.Ordinal);
        foreach (var type in new[] { "IReadOnlyList<int>", "IFigure", "IConverted" })
        {
            Assert.Contains($"{type} is in no JsonSerializerContext", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("list", "[1,2]", "2")]
    [InlineData("sequence", "[1,2]", "2")]
    [InlineData("services", "[1,2]", "noon")]
    [InlineData("set", "[1,1]", "1")]
    [InlineData("dictionary", "{\"a\":1}", "1")]
    [InlineData("derived", "{\"$type\":\"square\",\"side\":3}", "square 3")]
    [InlineData("converted", "\"x\"", "x")]
    [InlineData("node", "[1]", "[1]")]
    public async Task InterfacesThatJsonCanBeReadIntoAreBodiesUnlessTheyAreServices(string path, string json, string expected)
    {
        await using var app = await Application.StartAsync();
        using var body = new StringContent(json, null, "application/json");
        using var response = await app.Client.PostAsync(new Uri("/bodies/" + path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Equal((200, expected), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>A key that only verifies starts where tokens are accepted, and not where they are made.</summary>
    [Fact]
    public async Task AKeyThatSignsIsNeededWhereTokensAreMade()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Application.StartAsync(b => b.AddJwt(o =>
        {
            o.Secret = null;
            o.Keys = [new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(includePrivateParameters: false)))];
        })));
        Assert.Equal(
            "Bolt cannot start:\n- JwtIssuer cannot sign, and POST /token needs it: set JwtOptions.Secret, or add a key with its private part to JwtOptions.Keys. "
            + "Keys of 'dotnet user-jwts' and of an authority verify only.",
            error.Message);
    }

    /// <summary>Bolt's own interface is a service, never a body.</summary>
    [Fact]
    public async Task AForgottenStoreIsSaid()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Application.StartAsync(services: static s => s.RemoveAll<IRevocationStore>()));
        Assert.Contains(
            "Bolt.IRevocationStore is not registered as a service and POST /logout needs it (Bolt.Hosting.Tests.Others.Logout): call services.AddBolt().AddRevocation<InMemoryRevocationStore>()",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASectionThatResemblesNothingIsLogged()
    {
        await using var app = await Application.StartAsync(static b => b.AddApiKeys(), settings: [("Bolt:Warehouse:Secret", "x"), ("Bolt:Sessions:IdleTimeout", "00:10:00")]);
        var line = Assert.Single(app.Logs, static l => l is { Category: "Bolt", Id: 12 });
        Assert.Contains("Bolt:Warehouse", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bolt:Sessions", line.Text.Split("Under Bolt")[0], StringComparison.Ordinal);

        // Each that there is once, a backend's own among them.
        var known = line.Text.Split("there are: ")[1].Split(", and")[0].Split(", ");
        Assert.Equal(known.Distinct(), known);
    }

    [Fact]
    public async Task KeysThatAreMissingAreLogged()
    {
        await using var app = await Application.StartAsync(static b => b.AddApiKeys().AddApiKeys<OtherKeys>(static o => o.Keys.Add(new ApiKey("k", ApiKey.Hash("k")))));
        _ = app.Services.GetRequiredService<OtherKeys>();
        _ = app.Services.GetRequiredService<ApiKeyAuthentication>();
        Assert.Contains("api_key accepts no key: Bolt:ApiKeys:Keys is empty", Assert.Single(app.Logs, static l => l.Id == 4004).Text, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<WebApplication>> Clashes { get; } = new()
    {
        { "The endpoint name 'me' stands for GET /cookie/me (Bolt.Hosting.Tests.Cookies.Me) and GET /mine: names are unique", static a => a.MapGet("/mine", static () => "").WithName("me") },
        { "GET /cookie/me (Bolt.Hosting.Tests.Cookies.Me) and GET /COOKIE/me match the same requests", static a => a.MapGet("/COOKIE/me", static () => "") },
        { "GET /cookie/me (Bolt.Hosting.Tests.Cookies.Me) and GET /COOKIE/me (Other.Library.Me) match the same requests", static a => a.MapGet("/COOKIE/me", static () => "").WithMetadata(OfALibrary("/COOKIE/me")) },
        { "GET /shared/{id} (Other.Library.Me) and GET /shared/{name} (Other.Library.Me) match the same requests", static a =>
        {
            a.MapGet("/shared/{id}", static () => "").WithMetadata(OfALibrary("/shared/{id}")).RequireHost("a.example", "b.example");
            a.MapGet("/shared/{name}", static () => "").WithMetadata(OfALibrary("/shared/{name}")).RequireHost("B.example", "a.example");
        } },
        { "GET /shared/{id:int:min(1)} (Other.Library.Me) and GET /shared/{id:Min(1):INT=7} (Other.Library.Me) match the same requests", static a =>
        {
            a.MapGet("/shared/{id:int:min(1)}", static () => "").WithMetadata(OfALibrary("/shared/{id:int:min(1)}"));
            a.MapGet("/shared/{id:Min(1):INT=7}", static () => "").WithMetadata(OfALibrary("/shared/{id:Min(1):INT=7}"));
        } },
        { "GET /shared/{id} (Other.Library.Me) and GET /shared/{id?} (Other.Library.Me) match the same requests", static a =>
        {
            a.MapGet("/shared/{id}", static () => "").WithMetadata(OfALibrary("/shared/{id}"));
            a.MapGet("/shared/{id?}", static () => "").WithMetadata(OfALibrary("/shared/{id?}"));
        } },
        { "The endpoint name 'me' stands for ", static a => a.MapGroup("/api").MapBolt() },
        { "'integer' is not a route constraint: register it", static a => a.MapGroup("/{tenant:integer}").MapBolt() },
        { "GET /{tenant:gid}/cookie/boss: 'gid' is not a route constraint; did you mean 'guid'?", static a => a.MapGroup("/{tenant:gid}").MapBolt() },
        { "'regex' is not a route constraint after CreateSlimBuilder(): call services.Configure<RouteOptions>(o => o.SetParameterPolicy<RegexInlineRouteConstraint>(\"regex\"))", static a => a.MapGroup("/{tenant:regex(^a$)}").MapBolt() },
    };

    /// <summary>As the generated code of another assembly describes its route.</summary>
    private static BoltRouteInfo OfALibrary(string pattern) => new(["GET"], pattern, "Other.Library.Me", [], ["AllowAny"]);

    [Theory]
    [MemberData(nameof(Clashes))]
    public async Task EndpointsThatRoutingCannotTellApartAreSaid(string message, Action<WebApplication> map)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Application.StartAsync(map: map));
        Assert.StartsWith("Bolt cannot start:\n- ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    /// <summary>What routing can tell apart starts.</summary>
    [Fact]
    public async Task EndpointsThatRoutingTellsApartStart()
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            a.MapPost("/cookie/me", static () => "post");
            a.Map("/cookie/tenant", static () => "any");
            a.MapGet("/cookie/{name}", static () => "parameter");
            a.MapGet("/cookie/boss", static () => "host").RequireHost("other.example");
            a.MapGet("/hosts", static () => "").WithMetadata(OfALibrary("/hosts")).RequireHost("one.example");
            a.MapGet("/hosts", static () => "").WithMetadata(OfALibrary("/hosts")).RequireHost("two.example");
            a.MapGet("/twice", static () => "").WithMetadata(OfALibrary("/twice")).WithOrder(1);
            a.MapGet("/twice", static () => "").WithMetadata(OfALibrary("/twice"));
            a.MapGet("/number/{id:int}", static () => "").WithMetadata(OfALibrary("/number/{id:int}"));
            a.MapGet("/number/{name}", static () => "").WithMetadata(OfALibrary("/number/{name}"));
            a.MapGet("/deep/{name}", static () => "").WithMetadata(OfALibrary("/deep/{name}"));
            a.MapGet("/list/{page?}", static () => "page").WithMetadata(OfALibrary("/list/{page?}"));
            a.MapGet("/list", static () => "list").WithMetadata(OfALibrary("/list"));
            a.MapGet("/deep/{**rest}", static () => "").WithMetadata(OfALibrary("/deep/{**rest}"));
            a.MapGet("/cookie/chief", static () => "never").WithMetadata(new SuppressMatchingMetadata());
        });
        Assert.Equal(401, (await app.Get("/cookie/tenant")).Status);
        Assert.Equal(401, (await app.Get("/cookie/boss")).Status);
        Assert.Equal("parameter", (await app.Get("/cookie/x")).Body);
        Assert.Equal(("list", "page"), ((await app.Get("/list")).Body, (await app.Get("/list/2")).Body));
        Assert.Equal(401, (await app.Get("/cookie/chief")).Status);
    }

    /// <summary>What is none of Bolt's is not its to judge: ASP.NET Core says so itself, at the first request.</summary>
    [Theory]
    [InlineData("/foreign/{a}", "/foreign/{b}")]
    [InlineData("/foreign/{a}", "/foreign/{a?}")]
    [InlineData("/foreign/{a?}", "/foreign/{a=1}")]
    [InlineData("/foreign/{*a}", "/foreign/{**a=1}")]
    [InlineData("/{a}/{b:int:min(1)}", "/{a}/{b:Min(1):INT=7}")]
    public async Task EndpointsOfOthersThatClashStart(string one, string other)
    {
        await using var app = await Application.StartAsync(map: a =>
        {
            foreach (var pattern in new[] { one, other })
            {
                a.MapGet(pattern, static () => "").WithName("foreign");
            }
        });
        Assert.Equal(500, (await app.Get("/foreign/1")).Status);
    }

    /// <summary>A policy of someone else's, as for API versions, may choose by what is not known here.</summary>
    [Fact]
    public async Task EndpointsThatAnotherPolicyMayTellApartStart()
    {
        await using var app = await Application.StartAsync(services: static s => s.AddSingleton<MatcherPolicy, Versions>(), map: static a => a.MapGet("/COOKIE/me", static () => ""));
        Assert.Equal(401, (await app.Get("/cookie/boss")).Status);
    }

    /// <summary>A convention for all routes takes nothing from those that have no cross-site check.</summary>
    [Fact]
    public async Task OnlyRoutesThatReadCookiesCanLoseTheirCrossSiteCheck()
    {
        await using var app = await Application.StartAsync(mapBolt: false, map: static a => a.MapGroup("").DisableAntiforgery().MapBolt());
        var line = Assert.Single(app.Logs, static l => l is { Category: "Bolt", Id: 15 }).Text;
        Assert.Contains("GET /cookie/me (Bolt.Hosting.Tests.Cookies.Me): its cross-site check is switched off", line, StringComparison.Ordinal);
        Assert.DoesNotContain("/machine", line, StringComparison.Ordinal);
        Assert.DoesNotContain(" more", line, StringComparison.Ordinal);
    }

    private sealed class Versions : MatcherPolicy
    {
        public override int Order => 0;
    }
}

public sealed class OtherJwt : JwtAuthentication;

public sealed class OtherKeys : ApiKeyAuthentication;
