namespace Bolt.Runtime.Tests;

/// <summary>The budget: an accepted session in memory takes nothing, and neither does a request without a cookie.</summary>
public sealed class SessionAllocationTests
{
    private static async Task<string> LoginAsync(SessionHost host) => (await host.SendAsync(null, static http => http.LoginAsync(new Person("alice")))).Cookie!;

    private static long Bytes(SessionHost host, string? cookie, bool isAccepted)
    {
        var http = host.Request(cookie, "GET");
        var backend = host.Backend;
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(isAccepted, backend.AuthenticateAsync(http).Result.Succeeded);
        }

        // The least of several: the runtime may compile one of the methods again in between.
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 2000; i++)
            {
                _ = backend.AuthenticateAsync(http);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    [Fact]
    public async Task Accepted_session_takes_nothing()
    {
        using var host = new SessionHost();
        Assert.Equal(0, Bytes(host, await LoginAsync(host), isAccepted: true));
    }

    /// <summary>The first request that a session accepts leaves its caller with it, for the next: one object, and nothing that the record says already.</summary>
    [Fact]
    public async Task First_request_leaves_one_object_with_the_session()
    {
        using var host = new SessionHost();
        var least = long.MaxValue;
        for (var i = 0; i < 100; i++)
        {
            var (_, cookie, _) = await host.SendAsync(null, static async http =>
            {
                await http.LoginAsync(new Person("alice"));

                // A record that has accepted nothing yet.
                await http.GetBoltSession().SetAsync("a", 1);
            });
            var http = host.Request(cookie, "GET");
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = host.Backend.AuthenticateAsync(http);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, 1, 128);
    }

    [Fact]
    public void No_cookie_takes_nothing()
    {
        using var host = new SessionHost();
        Assert.Equal(0, Bytes(host, null, isAccepted: false));
        Assert.Equal(0, Bytes(host, "not a cookie of ours", isAccepted: false));
    }
}
