using Staff = Bolt.IsStaff;
using static Clean.AssemblyGuards.Known;

[assembly: BoltDefaults(Auth = new[] { typeof(JwtAuthentication), typeof(ApiKeyAuthentication) })]
[assembly: HasPermission("bank.use")]
[assembly: CLSCompliant(false)]

namespace Clean.AssemblyGuards;

/// <summary>A guard attribute of the whole assembly; nothing below it needs to say anything.</summary>
public static class Accounts
{
    [BoltGet("/accounts")]
    public static string All() => "all";

    [BoltGet("/accounts/{iban}")]
    public static string One(string iban) => iban;

    [BoltGet("/accounts/{accountId:long}/balance")]
    public static string Balance(long accountId) => accountId.ToString();

    [BoltPost("/accounts/{accountId:long}/transfers")]
    public static Task<Receipt> Transfer(long accountId, Order order) => Task.FromResult(new Receipt(accountId, order.Amount));

    [BoltDelete("/accounts/{accountId:long}"), IsAdminUser]
    public static void Close(long accountId) => _ = accountId;
}

[Staff]
public sealed class Desk(TimeProvider time)
{
    [BoltGet("/desk")]
    public DateTimeOffset Now() => time.GetUtcNow();

    [BoltGet(Queue)]
    public string Waiting() => Queue;

    [BoltPost(Queue + "/{ticket:int}")]
    public string Call(int ticket) => Queue + ticket;

    [BoltPut("/desk/" + nameof(Pause)), HasPermission(Permission)]
    public void Pause() { }

    [BoltPut($"/desk/{Shift}/{{minute:int}}")]
    public int Move(int minute) => minute;
}

[BoltGroup(Prefix, Auth = [typeof(ApiKeyAuthentication)], Tags = new[] { Shift })]
public static class Machines
{
    [BoltPost("events")]
    public static int Events(string[] events) => events.Length;

    [BoltPost("events/{kind}", Guards = [typeof(IsAuthenticated)])]
    public static string Kind(string kind, [Microsoft.AspNetCore.Mvc.FromBody] string text) => kind + text;

    [BoltGet("config"), BoltHead("config")]
    public static string Config() => "{}";

    [BoltGet("config/{key:required}", Auth = [typeof(JwtAuthentication)])]
    public static string Key(string key) => key;

    [BoltRoute("any", "GET", "POST", "PURGE")]
    public static string Any(HttpRequest request) => request.Method;
}

public static class Known
{
    public const string Queue = "/desk/queue";
    public const string Permission = "desk." + nameof(Desk.Pause);
    public const string Prefix = "/machines";
    public const string Shift = "late";
}

public sealed record Order(decimal Amount);

public sealed record Receipt(long Account, decimal Amount);
