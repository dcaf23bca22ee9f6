using Bolt.Behavior.Server;
using Bolt.Integration.Tests;

namespace Bolt.Sessions.Server;

/// <summary>What the tests need to see and to move.</summary>
[BoltGroup("/control", Guards = [typeof(AllowAny)])]
internal static class Control
{
    [BoltPost("/clock")]
    public static void Advance(double seconds, Clock clock) => clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Everything as at the start, but for the time and what sessions there are.</summary>
    [BoltPost("/reset")]
    public static void Reset(Members members, ISessionStore sessions, IRefreshTokenStore families, Turnstile turnstile)
    {
        turnstile.Close();
        members.All.Clear();
        foreach (var id in new[] { "1", "2", "staff" })
        {
            members.All.Add(id, new Member(id, "a"));
        }

        members.IsDown = false;
        Sessions("up", sessions);
        Families("up", families);
    }

    /// <summary>Changes a user; without a stamp, the user is gone.</summary>
    [BoltPost("/member/{id}")]
    public static void Change(string id, Members members, string? stamp = null, string? permissions = null)
    {
        members.All.Remove(id);
        if (stamp is not null)
        {
            members.All.Add(id, new Member(id, stamp) { Permissions = permissions is null ? PermissionSet.Empty : PermissionSet.Create(permissions.Split(',')) });
        }
    }

    [BoltPost("/users/{state}")]
    public static void Users(string state, Members members) => members.IsDown = state == "down";

    [BoltPost("/sessions/{state}")]
    public static void Sessions(string state, ISessionStore store)
    {
        var counting = (CountingStore)store;
        (counting.IsDown, counting.FailsWrites, counting.Collisions) = (state == "down", state == "readonly", 0);
    }

    /// <summary>So many of the next new ids exist already.</summary>
    [BoltPost("/collisions/{count:int}")]
    public static void Collide(int count, ISessionStore store) => ((CountingStore)store).Collisions = count;

    [BoltPost("/purge")]
    public static async Task Purge(double ahead, ISessionStore store, Clock clock, CancellationToken cancellationToken) => await store.PurgeAsync(clock.GetUtcNow().AddSeconds(ahead), cancellationToken);

    /// <summary>What the store has of a user's sessions: how many, and of each how long it may last and everything that can be printed.</summary>
    [BoltGet("/stored/{id}")]
    public static async Task<string> Stored(string id, ISessionStore store, CancellationToken cancellationToken)
    {
        var records = await RecordsAsync(store, id, cancellationToken);
        return string.Join(' ', records.Select(static r => $"{r.EndsAt - r.CreatedAt} {r} {r.Id} {r.SecretHash}").Prepend($"{records.Count}"));
    }

    /// <summary>The octets that the store has of a value.</summary>
    [BoltGet("/stored/{id}/{key}")]
    public static async Task<string> StoredValue(string id, string key, ISessionStore store, CancellationToken cancellationToken) =>
        System.Text.Encoding.UTF8.GetString((await RecordsAsync(store, id, cancellationToken)).Single().Values[key].Span);

    /// <summary>Another process writes a value.</summary>
    [BoltPost("/stored/{id}/{key}")]
    public static async Task Store(string id, string key, string json, ISessionStore store, CancellationToken cancellationToken)
    {
        var record = (await RecordsAsync(store, id, cancellationToken)).Single();
        var changes = new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { [key] = System.Text.Encoding.UTF8.GetBytes(json) } };
        await store.ApplyAsync(record.Id, record.Epoch, changes, cancellationToken);
    }

    /// <summary>Somebody changes what proves the session: its <c>secret</c>, or the <c>stamp</c> of its user.</summary>
    [BoltPost("/tamper/{id}/{what}")]
    public static async Task Tamper(string id, string what, ISessionStore store, CancellationToken cancellationToken)
    {
        var record = (await RecordsAsync(store, id, cancellationToken)).Single();
        var rotation = new SessionRotation
        {
            SecretHash = what == "secret" ? new SecretHash(new byte[32]) : record.SecretHash,
            Epoch = record.Epoch,
            Generation = record.Generation,
            UserId = record.UserId,
            LastSeenAt = record.LastSeenAt,
            IdleTimeout = record.IdleTimeout,
            EndsAt = record.EndsAt,
            Auth = what == "stamp" ? null : record.Auth,
        };
        await store.RotateAsync(record.Id, record.SecretHash, rotation, SessionChanges.None, cancellationToken);
    }

    /// <summary>An access token, by this server's clock.</summary>
    [BoltGet("/token/{id}")]
    public static string Token(string id, JwtIssuer issuer, bool isSuperuser = false, string permissions = "") =>
        issuer.CreateToken(new AppUser(id, "user" + id, false, isSuperuser), TimeSpan.FromMinutes(5), new Dictionary<string, object?> { ["permissions"] = permissions.Split(',') });

    [BoltGet("/permitted", Auth = [typeof(JwtAuthentication)], InheritGuards = false), PermissionRequired("a.b", RaiseException = true)]
    public static string Permitted(AuthContext auth) => auth.IsSuperuser ? "superuser" : auth.UserId;

    /// <summary>Answers once a request waits at the turnstile.</summary>
    [BoltPost("/turnstile/wait")]
    public static Task Wait(Turnstile turnstile) => turnstile.Arrived;

    [BoltPost("/turnstile/open")]
    public static void Open(Turnstile turnstile) => turnstile.Open();

    /// <summary>Reads the session, and writes once the turnstile is open.</summary>
    [BoltPost("/turnstile/set/{key}/{value}", Auth = [typeof(SessionAuthentication)])]
    public static async Task<string> SetBehind(string key, string value, BoltSession session, Turnstile turnstile)
    {
        var keys = string.Join(' ', (await session.KeysAsync()).Order(StringComparer.Ordinal));
        await turnstile.PassAsync();
        await session.SetAsync(key, value);
        return "saw " + keys;
    }

    [BoltPost("/families/{state}")]
    public static void Families(string state, IRefreshTokenStore store) => ((CountingFamilies)store).IsDown = state == "down";

    /// <summary>How often the session store and the users were asked.</summary>
    [BoltGet("/calls")]
    public static string Asked(Members members, ISessionStore store) => $"{((CountingStore)store).Calls} {members.Loads}";

    [BoltGet("/writes")]
    public static string Writes(IRefreshTokenStore store) => $"{((CountingFamilies)store).Writes}";

    /// <summary>Who calls with an access token.</summary>
    [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)], InheritGuards = false)]
    public static string Me(AuthContext auth) => auth.UserId;

    private static async Task<List<SessionRecord>> RecordsAsync(ISessionStore store, string id, CancellationToken cancellationToken) =>
        await store.ListAsync(typeof(SessionAuthentication).FullName!, id, cancellationToken).ToListAsync(cancellationToken);
}
