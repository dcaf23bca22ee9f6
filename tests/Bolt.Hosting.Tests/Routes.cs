using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.Hosting.Tests;

[BoltGroup("/cookie", Auth = [typeof(SiteCookie)])]
public static class Cookies
{
    [BoltGet("/me", Guards = [typeof(IsAuthenticated)], Name = "me")]
    public static string Me(AuthContext auth, ClaimsPrincipal user, HttpContext http) =>
        $"{auth.UserId} {auth.Backend} {user.Identity!.Name} {user.IsInRole("boss")} {auth.Claims.GetString("tenant")} {string.Join(',', auth.Permissions.Order())} {auth.IsStaff} {auth.IsSuperuser} "
        + $"{ReferenceEquals(user, auth.Principal)} {ReferenceEquals(auth, http.GetAuthContext())} {auth.ExpiresAt is not null}";

    [BoltGet("/boss")]
    [Requires("role", "boss")]
    public static string Boss() => "boss";

    [BoltGet("/chief")]
    [Requires("role", "chief")]
    public static string Chief() => "chief";

    [BoltGet("/tenant")]
    [Requires("tenant")]
    public static string Tenant() => "tenant";

    [BoltGet("/no-tenant")]
    [Requires("tenant", Match = ClaimMatch.None)]
    public static string NoTenant() => "no tenant";

    [BoltGet("/write")]
    [HasPermission("a.write")]
    public static string MayWrite() => "write";

    [BoltGet("/delete")]
    [HasPermission("a.delete")]
    public static string MayDelete() => "delete";

    [BoltPost("/change", Guards = [typeof(IsAuthenticated)])]
    public static string Change() => "changed";

    [BoltGet("/hidden", Guards = [typeof(Hidden)])]
    public static string There() => "there";
}

public static class Others
{
    [BoltGet("/partner", Auth = [typeof(PartnerTokens)], Guards = [typeof(IsAuthenticated)])]
    public static string Partner(AuthContext auth) => $"{auth.UserId} {auth.Backend} {string.Join(',', auth.Permissions.Order())} {auth.IsStaff}";

    [BoltGet("/either", Auth = [typeof(JwtAuthentication), typeof(PartnerTokens), typeof(SiteCookie)], Guards = [typeof(IsAuthenticated)])]
    public static string Either(AuthContext auth) => $"{auth.UserId} {auth.Backend}";

    [BoltGet("/certificate", Auth = [typeof(ClientCertificate)], Guards = [typeof(IsAuthenticated)])]
    public static string Certificate(AuthContext auth) => $"{auth.UserId} {auth.Backend}";

    [BoltPost("/certificate", Auth = [typeof(ClientCertificate)], Guards = [typeof(IsAuthenticated)])]
    public static string ChangeByCertificate() => "changed";

    [BoltGet("/machine", Auth = [typeof(MachineCertificate)], Guards = [typeof(IsAuthenticated)])]
    public static string Machine(AuthContext auth) => auth.UserId;

    [BoltGet("/identity", Auth = [typeof(IdentityCookie)], Guards = [typeof(IsAuthenticated)])]
    public static string Identity(ClaimsPrincipal user) => $"{user.FindFirstValue(ClaimTypes.NameIdentifier)} {user.Identity!.Name}";

    [BoltGet("/forwarding", Auth = [typeof(Forwarding)], Guards = [typeof(IsAuthenticated)])]
    public static string Forwarded(AuthContext auth) => auth.UserId;

    [BoltGet("/events/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Events(AuthContext auth) => auth.UserId;

    [BoltPost("/events/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Post(AuthContext auth) => auth.UserId;

    [BoltGet("/open", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Open(AuthContext? auth, HttpContext http) => $"{auth?.UserId ?? "none"} {http.GetAuthContext()?.UserId ?? "none"}";

    [BoltGet("/open-cookie", Auth = [typeof(SiteCookie)], Guards = [typeof(AllowAny)])]
    public static string OpenCookie(AuthContext? auth, HttpContext http) => $"{auth?.UserId ?? "none"} {http.GetAuthContext()?.UserId ?? "none"}";

    [BoltGet("/user", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string User([CurrentUser] Person person) => person.Id;

    [BoltGet("/lazy", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task<string?> Lazy(CurrentUser<Person> person) => (await person.GetAsync())?.Id;

    [BoltPost("/logout", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static ValueTask Logout(AuthContext auth, IRevocationStore revoked, CancellationToken cancellationToken) => revoked.RevokeAsync(auth, cancellationToken);

#pragma warning disable BOLT1005 // what it says of this handler is tested
    [BoltGet("/authorized", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)]), Authorize(Roles = "boss")]
    public static string Authorized() => "authorized";
#pragma warning restore BOLT1005

    [BoltGet("/tested", Auth = [typeof(JwtAuthentication)])]
    [UserPassesTest<HasAnId>]
    public static string Tested() => "tested";

    [BoltPost("/token", Auth = [typeof(SiteCookie)], Guards = [typeof(IsAuthenticated)])]
    public static string Token(JwtIssuer issuer) => issuer.ToString() + "";

    [BoltPost("/clock", Guards = [typeof(AllowAny)])]
    public static string Clock(IOfficeClock clock) => clock.Now;

    [BoltPost("/clock/hours", Guards = [typeof(AllowAny)])]
    public static int Hours(IOfficeHours hours) => hours.Count();

    [BoltPost("/clock/abstract", Guards = [typeof(AllowAny)])]
    public static string Abstract([FromBody] AbstractClock clock) => clock.Now;
}

/// <summary>Types that JSON can be read into though nothing can be made of them as they are.</summary>
[BoltGroup("/bodies", Guards = [typeof(AllowAny)])]
public static class AbstractBodies
{
    [BoltPost("/list")]
    public static int List(IReadOnlyList<int> body) => body.Count;

    [BoltPost("/sequence")]
    public static int Sequence(IEnumerable<int> body) => body.Count();

    [BoltPost("/services")]
    public static string Services(IEnumerable<IOfficeClock> clocks) => string.Join(',', clocks.Select(static c => c.Now));

    [BoltPost("/set")]
    public static int Set(ISet<int> body) => body.Count;

    [BoltPost("/dictionary")]
    public static int Dictionary(IDictionary<string, int> body) => body.Count;

    [BoltPost("/derived")]
    public static string Derived(IFigure body) => body.Kind;

    [BoltPost("/converted")]
    public static string Converted(IConverted body) => body.Text;

    [BoltPost("/node")]
    public static string Node(JsonNode body) => body.ToJsonString();
}

public sealed class HasAnId : IUserTest<Person>
{
    public bool Test(Person user) => user.Id.Length > 0;
}

public interface IOfficeClock
{
    string Now { get; }
}

public abstract class AbstractClock
{
    public abstract string Now { get; }
}

public sealed class OfficeClock : AbstractClock, IOfficeClock
{
    public override string Now => "noon";
}

public interface IOfficeHours : IEnumerable<int>;

public sealed class OfficeHours : List<int>, IOfficeHours;

public sealed class ClockConverter : JsonConverter<AbstractClock>
{
    public override AbstractClock Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() is null ? new OfficeClock() : new OfficeClock();

    public override void Write(Utf8JsonWriter writer, AbstractClock value, JsonSerializerOptions options) => writer.WriteStringValue(value.Now);
}

[JsonDerivedType(typeof(Square), "square")]
public interface IFigure
{
    string Kind { get; }
}

public sealed record Square(int Side) : IFigure
{
    [JsonIgnore]
    public string Kind => "square " + Side;
}

[JsonConverter(typeof(Converter))]
public interface IConverted
{
    string Text { get; }

    public sealed class Converter : JsonConverter<IConverted>
    {
        public override IConverted Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new Value(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, IConverted value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);

        private sealed record Value(string Text) : IConverted;
    }
}
