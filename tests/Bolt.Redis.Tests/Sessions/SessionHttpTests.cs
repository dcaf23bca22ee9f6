using System.Buffers.Text;
using System.Net;
using System.Text;
using StackExchange.Redis;

namespace Bolt.Redis.Tests;

/// <summary>Two servers, a browser and Redis.</summary>
public sealed class SessionHttpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>No server remembers a session: the other one's old key is dead with the answer that brings the new one.</summary>
    [Theory]
    [InlineData("cycle", "ada")]
    [InlineData("login", "ada")]
    [InlineData("refresh", "ada")]
    [InlineData("logout", "nobody")]
    public async Task AReplacedKeyIsDeadAtOnceOnEveryServer(string how, string user)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Server.StartAsync(redis.Port);
        await using var two = await Server.StartAsync(redis.Port);
        var first = await CookieAsync(one, "login", null);
        await CookieAsync(one, "put/blue", first);
        Assert.Equal(("ada blue", "ada blue"), (await MeAsync(one, first), await MeAsync(two, first)));
        for (var i = 0; i < 5; i++)
        {
            // Either server replaces it, and the other one has just accepted it.
            var (changes, other) = i % 2 == 0 ? (one, two) : (two, one);
            Assert.Equal("ada blue", await MeAsync(other, first));
            var second = await CookieAsync(changes, how, first);
            Assert.NotEqual(first, second);
            Assert.Equal(("nobody none", "nobody none"), (await MeAsync(other, first), await MeAsync(changes, first)));
            if (user == "nobody")
            {
                Assert.Equal("__Host-bolt=", second);
                return;
            }

            Assert.Equal((user + " blue", user + " blue"), (await MeAsync(other, second!), await MeAsync(changes, second!)));
            first = second;
        }
    }

    /// <summary>Someone who reads all of Redis can sign in as nobody.</summary>
    [Fact]
    public async Task NoSecretIsInRedis()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var server = await Server.StartAsync(redis.Port);
        var cookies = new List<string>();
        string? cookie = null;
        foreach (var step in new[] { "put/anonymous", "login", "put/blue", "cycle", "login", "refresh" })
        {
            cookie = await CookieAsync(server, step, cookie) ?? cookie;
            cookies.Add(cookie!["__Host-bolt=".Length..]);
        }

        var pair = await server.Issuer.CreatePairAsync(new Ada(), null, Cancellation);
        var next = (await server.Issuer.RefreshAsync(pair.RefreshToken, Cancellation))!;
        await using var connection = await redis.AdministerAsync();
        var dump = await DumpAsync(connection);
        // It is the store that was read.
        Assert.True(Holds(dump, "blue"u8) && Holds(dump, Encoding.ASCII.GetBytes(SessionOf(cookies[^1]))));
        foreach (var secret in cookies.Distinct())
        {
            // A cookie begins with the session's id, which opens nothing.
            AssertIsNowhere(dump, secret, 22, SessionId.Size);
        }

        foreach (var token in new[] { pair.RefreshToken, next.RefreshToken })
        {
            AssertIsNowhere(dump, token["bolt_r1.".Length..], 22, SessionId.Size);
        }

        // Nor is what Redis has in the secret's place a key.
        var record = Assert.Single(await connection.GetDatabase().HashGetAllAsync("bolt:sessions:1:s:" + SessionOf(cookies[^1])), static f => f.Value is { IsNull: false } v && ((byte[])v!).Length == 32 && f.Name == "h");
        var forged = Base64Url.EncodeToString([.. Base64Url.DecodeFromChars(cookies[^1])[..SessionId.Size], .. (byte[])record.Value!]);
        Assert.Equal("nobody none", await MeAsync(server, "__Host-bolt=" + forged));
        Assert.Equal("ada blue", await MeAsync(server, "__Host-bolt=" + cookies[^1]));
    }

    private static string SessionOf(string cookie)
    {
        Span<byte> id = Base64Url.DecodeFromChars(cookie).AsSpan(0, SessionId.Size);
        return new SessionId(id).ToString();
    }

    private static void AssertIsNowhere(byte[] dump, string secret, int characters, int octets)
    {
        var decoded = Base64Url.DecodeFromChars(secret);
        Assert.Equal(48, decoded.Length);
        for (var i = characters; i + 10 <= secret.Length; i++)
        {
            Assert.False(Holds(dump, Encoding.ASCII.GetBytes(secret.Substring(i, 10))));
        }

        for (var i = octets; i + 8 <= decoded.Length; i++)
        {
            Assert.False(Holds(dump, decoded.AsSpan(i, 8)));
            Assert.False(Holds(dump, Encoding.ASCII.GetBytes(Convert.ToHexString(decoded.AsSpan(i, 8)))));
            Assert.False(Holds(dump, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(decoded.AsSpan(i, 8)))));
        }
    }

    private static bool Holds(byte[] dump, ReadOnlySpan<byte> part) => dump.AsSpan().IndexOf(part) >= 0;

    /// <summary>Every key and everything in it, of every database.</summary>
    private static async Task<byte[]> DumpAsync(ConnectionMultiplexer connection)
    {
        var dump = new MemoryStream();
        var server = connection.GetServers().Single();
        for (var number = 0; number < server.DatabaseCount; number++)
        {
            var database = connection.GetDatabase(number);
            await foreach (var key in server.KeysAsync(number))
            {
                Add((byte[]?)key);
                switch (await database.KeyTypeAsync(key))
                {
                    case RedisType.String:
                        Add(await database.StringGetAsync(key));
                        break;
                    case RedisType.Hash:
                        foreach (var field in await database.HashGetAllAsync(key))
                        {
                            Add(field.Name);
                            Add(field.Value);
                        }

                        break;
                    case RedisType.SortedSet:
                        foreach (var member in await database.SortedSetRangeByRankAsync(key))
                        {
                            Add(member);
                        }

                        break;
                    case RedisType.Set:
                        foreach (var member in await database.SetMembersAsync(key))
                        {
                            Add(member);
                        }

                        break;
                    case RedisType.List:
                        foreach (var item in await database.ListRangeAsync(key))
                        {
                            Add(item);
                        }

                        break;
                    case RedisType.Stream:
                        foreach (var field in (await database.StreamRangeAsync(key)).SelectMany(static e => e.Values))
                        {
                            Add(field.Name);
                            Add(field.Value);
                        }

                        break;
                    default:
                        Assert.Fail($"{key} is of a kind that is not read.");
                        break;
                }
            }
        }

        return dump.ToArray();

        void Add(byte[]? octets) => dump.Write([.. octets ?? [], 0]);
    }

    /// <summary>The cookie that the answer sets, or null.</summary>
    private static async Task<string?> CookieAsync(Server server, string path, string? cookie)
    {
        using var response = await SendAsync(server, HttpMethod.Post, path, cookie);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.TryGetValues("Set-Cookie", out var set) ? set.Single().Split(';')[0] : null;
    }

    private static async Task<string> MeAsync(Server server, string? cookie)
    {
        using var response = await SendAsync(server, HttpMethod.Get, "me", cookie);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadAsStringAsync(Cancellation)).Trim('"');
    }

    private static async Task<HttpResponseMessage> SendAsync(Server server, HttpMethod method, string path, string? cookie)
    {
        using var request = new HttpRequestMessage(method, "/session/" + path);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        // The cookies are this test's.
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Client.BaseAddress };
        return await client.SendAsync(request, Cancellation);
    }
}
