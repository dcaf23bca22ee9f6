using System.Security.Cryptography;
using System.Text;

namespace Bolt.Conformance;

/// <summary>Records and changes, written shortly.</summary>
internal static class Records
{
    public const string Backend = "Bolt.SessionAuthentication";
    public const string OtherBackend = "App.AdminSession";
    public static readonly TimeSpan Idle = TimeSpan.FromHours(1);
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    public static SecretHash Hash(string secret) => new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes('"' + text + '"');

    public static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span).Trim('"');

    public static SessionRecord New(TimeProvider time, string? user = null, string secret = "s0", string backend = Backend, int epoch = 0, long generation = 0) => new()
    {
        Id = SessionId.New(),
        Backend = backend,
        SecretHash = Hash(secret),
        Epoch = epoch,
        Generation = generation,
        UserId = user,
        CreatedAt = time.GetUtcNow(),
        LastSeenAt = time.GetUtcNow(),
        IdleTimeout = Idle,
        EndsAt = time.GetUtcNow() + Lifetime,
        Auth = user is null ? null : new SessionAuth(time.GetUtcNow(), "password", Hash("stamp")),
    };

    public static SessionRotation To(TimeProvider time, SessionRecord from, string secret, int epoch, string? user, long generation = 0) => new()
    {
        SecretHash = Hash(secret),
        PreviousHash = from.SecretHash,
        RotatedAt = time.GetUtcNow(),
        Epoch = epoch,
        Generation = generation,
        UserId = user,
        LastSeenAt = time.GetUtcNow(),
        IdleTimeout = from.IdleTimeout,
        EndsAt = from.EndsAt,
        Auth = from.Auth,
    };

    public static SessionChanges Set(string name, string value) => new() { Set = new Dictionary<string, ReadOnlyMemory<byte>> { [name] = Json(value) } };

    public static SessionChanges Remove(string name) => new() { Removed = [name] };

    public static string Values(SessionRecord record) => string.Join(' ', record.Values.OrderBy(static v => v.Key, StringComparer.Ordinal).Select(static v => $"{v.Key}={Text(v.Value)}"));
}
