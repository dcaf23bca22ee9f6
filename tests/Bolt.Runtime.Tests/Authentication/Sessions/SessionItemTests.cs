using Bolt.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Runtime.Tests;

/// <summary>What of a session's values is shown, and to whom.</summary>
public sealed class SessionItemTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_are_those_of_the_keys_null_among_them()
    {
        using var host = new SessionHost();
        var (_, cookie, _) = await host.SendAsync(null, async http =>
        {
            await http.GetBoltSession().SetAsync<string?>("nothing", null, Cancellation);
            await http.GetBoltSession().SetAsync("one", 1, Cancellation);
            Assert.Equal("nothing=null one=1", await Items(http));
        });
        var id = await Change(host, cookie, "no json", "{");
        var (status, _, _) = await host.SendAsync(cookie, static async http => Assert.Equal("nothing=null one=1", await Items(http)), "GET");
        Assert.Equal((200, 3), (status, (await Store(host).FindAsync(id, Cancellation))!.Values.Count));
    }

    /// <summary>Another credential has accepted Bob, and the cookie is Alice's.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_users_session_is_not_cleared_and_the_caller_is_told(bool isKnown)
    {
        using var host = new SessionHost();
        var (_, cookie, _) = await host.SendAsync(null, static http => http.LoginAsync(new Person("alice")));
        var id = await Change(host, cookie, "private", "1");
        var isCleared = false;
        var (status, set, _) = await host.SendAsync(cookie, async http =>
        {
            CallerFeature.Set(http, new AuthContext("bob", "jwt"), 0);
            if (isKnown)
            {
                Assert.Empty(await http.GetBoltSession().KeysAsync(Cancellation));
            }

            http.GetBoltSession().Clear();
            isCleared = true;
        });
        Assert.Equal((403, null), (status, set));
        Assert.Equal(isKnown, !isCleared);
        Assert.Equal(["private"], (await Store(host).FindAsync(id, Cancellation))!.Values.Keys);
    }

    private static async Task<string> Items(HttpContext http)
    {
        var items = await http.GetBoltSession().ItemsAsync(Cancellation);
        // What cannot be read has a name, and no value.
        Assert.Equal(items.Keys.Order(StringComparer.Ordinal), (await http.GetBoltSession().KeysAsync(Cancellation)).Where(static k => k != "no json").Order(StringComparer.Ordinal));
        return string.Join(' ', items.OrderBy(static i => i.Key, StringComparer.Ordinal).Select(static i => $"{i.Key}={i.Value.GetRawText()}"));
    }

    private static ISessionStore Store(SessionHost host) => host.Services.GetRequiredService<ISessionStore>();

    /// <summary>Behind the program's back.</summary>
    private static async Task<SessionId> Change(SessionHost host, string? cookie, string name, string value)
    {
        Assert.True(SessionId.TryParse(cookie![..22], out var id) || SessionId.TryParse(await KeyOf(host, cookie), out id));
        var changes = new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { [name] = System.Text.Encoding.UTF8.GetBytes(value) } };
        Assert.Equal(SessionWrite.Applied, await Store(host).ApplyAsync(id, 0, changes, Cancellation));
        return id;
    }

    private static async Task<string?> KeyOf(SessionHost host, string cookie)
    {
        string? key = null;
        await host.SendAsync(cookie, http =>
        {
            key = http.GetBoltSession().SessionKey;
            return Task.CompletedTask;
        }, "GET");
        return key;
    }
}
