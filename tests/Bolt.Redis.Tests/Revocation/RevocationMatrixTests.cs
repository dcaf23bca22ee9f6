using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Redis.Tests;

/// <summary>What a token is revoked by, over HTTP, on the server that revoked and on another one: id, session, user, everyone; issued before, in the same second, after; with <c>iat</c>, a fractional one, none.</summary>
public sealed class RevocationMatrixTests
{
    private static readonly string[] Levels = ["id", "session", "user", "everyone"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Everyone's entry is the later one, or the user's: the larger counts, never the first that is there.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(4096, true)]
    [InlineData(0, false)]
    [InlineData(4096, false)]
    public async Task Rows(int cacheSize, bool isUserNewer)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var server = await Server.StartAsync(redis.Port, services: AnyLifetime, cacheSize: cacheSize);
        await using var other = await Server.StartAsync(redis.Port, services: AnyLifetime, cacheSize: cacheSize);
        var seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var moment = DateTimeOffset.FromUnixTimeSeconds(seconds).AddMilliseconds(400);
        var rows = (from level in Levels from when in new[] { "before", "same second", "after" } from iat in new[] { "present", "fractional", "absent" } select new Row(level, when, iat)).ToList();
        Assert.Equal(36, rows.Count);
        var tokens = rows.ToDictionary(static r => r, r => Sign(r, seconds));
        foreach (var row in rows)
        {
            // Seen, and kept where there is a cache.
            Assert.True((200, 200) == (await server.StatusAsync(tokens[row]), await other.StatusAsync(tokens[row])), row.Name);
        }

        foreach (var row in rows.Where(static r => r.Level is "id" or "session" or "user"))
        {
            await (row.Level switch
            {
                "id" => server.Revocation.RevokeAsync("id " + row.Name, moment.AddDays(1), Cancellation),
                "session" => server.Revocation.RevokeSessionAsync("session " + row.Name, moment, null, Cancellation),
                _ => server.Revocation.RevokeUserAsync("user " + row.Name, isUserNewer ? moment : moment.AddHours(-1), null, Cancellation),
            });
        }

        await AreAsync(rows, server, other, tokens, row => row.Level is "id" or "session" || (row.Level == "user" && row.IsRevoked(isUserNewer)));

        // From now on it holds for every row, what was issued in the same second included.
        await server.Revocation.RevokeEveryoneAsync(isUserNewer ? moment.AddHours(-1) : moment, null, Cancellation);
        await AreAsync(rows, server, other, tokens, row => row.Level is "id" or "session" || row.IsRevoked(!isUserNewer) || (row.Level == "user" && row.IsRevoked(isUserNewer)));
    }

    /// <summary>A token without <c>iat</c> counts as issued in 1970.</summary>
    private static void AnyLifetime(IServiceCollection services) => services.Configure<RevocationOptions>(static o => o.MaximumTokenLifetime = TimeSpan.MaxValue);

    private static async Task AreAsync(List<Row> rows, Server server, Server other, Dictionary<Row, string> tokens, Func<Row, bool> isRevoked)
    {
        foreach (var row in rows)
        {
            var expected = isRevoked(row) ? 401 : 200;
            Assert.True(await server.StatusAsync(tokens[row]) == expected, $"{row.Name}: not {expected}");
            await other.BecomesAsync(tokens[row], expected);
        }
    }

    private static string Sign(Row row, long seconds)
    {
        var issued = seconds + row.When switch { "before" => -10, "same second" => 0, _ => 3 };
        var iat = row.Iat switch { "present" => $",\"iat\":{issued}", "fractional" => $",\"iat\":{issued}.7", _ => "" };
        var text = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode($"{{\"sub\":\"user {row.Name}\",\"jti\":\"id {row.Name}\",\"sid\":\"session {row.Name}\",\"exp\":{seconds + 3600}{iat}}}")}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Server.Secret), Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private sealed record Row(string Level, string When, string Iat)
    {
        public string Name => $"{Level}, {When}, {Iat}";

        /// <summary>By an entry of a user or of everyone, of the moment or of an hour earlier. Without <c>iat</c>: by any.</summary>
        public bool IsRevoked(bool isOfTheMoment) => Iat == "absent" || (isOfTheMoment && When != "after");
    }
}
