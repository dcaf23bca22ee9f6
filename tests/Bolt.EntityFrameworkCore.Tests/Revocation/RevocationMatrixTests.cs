using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>What a token is revoked by over HTTP: id, session, user, everyone; issued before, in the same second, after; with <c>iat</c>, a fractional one, none; and whichever of two levels is the later one.</summary>
public sealed class RevocationMatrixTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Start = new(2025, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Without the cache of verified tokens in one database: what it saves is no business of the store's.</summary>
    public static TheoryData<string, bool, int> Cases =>
        [.. from kind in TestDatabase.Kinds from isEf in new[] { true, false } from cache in kind == TestDatabase.File ? new[] { 0, 4096 } : [4096] select (kind, isEf, cache)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Rows(string kind, bool withEntityFramework, int cacheSize)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        var time = new FakeTimeProvider(Start);
        await using var app = await Application.StartAsync(
            s => s.AddSingleton<TimeProvider>(time).AddDbContextFactory<AppDb>(database.Use),
            b => _ = withEntityFramework
                ? b.AddEntityFrameworkRevocation<AppDb, RevokedToken>(static o => o.MaximumTokenLifetime = TimeSpan.MaxValue)
                : b.AddDatabaseRevocation(source, static o => o.MaximumTokenLifetime = TimeSpan.MaxValue),
            o => o.VerifiedTokenCacheSize = cacheSize);
        var rows = 0;
        foreach (var level in new[] { "id", "session", "user", "everyone" })
        {
            foreach (var when in new[] { "before", "same second", "after" })
            {
                foreach (var iat in new[] { "present", "fractional", "absent" })
                {
                    await Row(app, time, database, $"{level}, {when}, {iat}", level, when, iat, rows++);
                }
            }
        }

        Assert.Equal(36, rows);
    }

    private static async Task Row(Application app, FakeTimeProvider time, TestDatabase database, string row, string level, string when, string iat, int number)
    {
        // A minute for each row: what was said about everyone is another row's by then.
        await database.RunAsync("DELETE FROM \"BoltRevokedTokens\"");
        time.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (time.GetUtcNow() - Start).Ticks % TimeSpan.TicksPerMinute));
        var seconds = time.GetUtcNow().ToUnixTimeSeconds();
        time.Advance(TimeSpan.FromMilliseconds(400));
        var (now, older) = (time.GetUtcNow(), time.GetUtcNow().AddHours(-1));
        var issued = seconds + when switch { "before" => -10, "same second" => 0, _ => 3 };
        var claim = iat switch { "present" => $",\"iat\":{issued}", "fractional" => $",\"iat\":{issued}.7", _ => "" };
        string Token(string id, string session, string user) => Application.Sign($"{{\"sub\":\"{user}\",\"jti\":\"{id}{number}\",\"sid\":\"{session}{number}\",\"exp\":{seconds + 3600}{claim}}}");
        var (token, stranger) = (Token("id", "session", "user"), Token("other", "other", "other"));
        Assert.True((200, 200) == (await app.Status("/me", token), await app.Status("/me", token)), row);
        switch (level)
        {
            case "id":
                await app.Revocations.RevokeAsync("id" + number, now.AddDays(1), Cancellation);
                break;
            case "session":
                await app.Revocations.RevokeSessionAsync("session" + number, now, null, Cancellation);
                break;
            default:
                // The later of the two counts, whichever it is.
                await app.Revocations.RevokeUserAsync("user", level == "user" ? now : older, null, Cancellation);
                await app.Revocations.RevokeEveryoneAsync(level == "everyone" ? now : older, null, Cancellation);
                break;
        }

        var expected = level is "id" or "session" || iat == "absent" || when != "after" ? 401 : 200;
        Assert.True((expected, expected) == (await app.Status("/me", token), await app.Status("/me", token)), row);
        if (level is "id" or "session")
        {
            Assert.True(await app.Status("/me", stranger) == 200, row);
        }
    }
}
