namespace Bolt.Runtime.Tests;

/// <summary>
/// Stores and users that fail on their n-th call, for all n, before the call does anything or once it has: the client is told 503, nobody is told to be out who is not, nothing stays half ended, and the
/// owner's token is good for another try.
/// </summary>
public sealed class RefreshFaultTests
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<string, bool> Cases => new(["sign in", "refresh", "log out", "log out a device", "log out everywhere", "reuse"], [false, true]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Nothing_is_promised_that_is_not_so(string operation, bool isDone)
    {
        for (var n = 1; n < 30; n++)
        {
            using var host = RefreshHost.Create();
            var (first, other) = (await host.SignIn(), await host.SignIn());
            host.Time.Advance(Later);
            var current = operation == "reuse" ? (await host.Refresh(first.RefreshToken))! : first;
            host.Time.Advance(operation == "reuse" ? Later : TimeSpan.Zero);
            var calls = 0;
            Action<string> fail = call => _ = ++calls == n ? throw new IOException("scripted: " + call) : 0;
            host.Gates.Before = isDone ? null : fail;
            host.Gates.After = isDone ? fail : null;
            var (status, pair) = await Run(host, operation, first);
            (host.Gates.Before, host.Gates.After) = (null, null);
            Assert.Equal(calls >= n ? 503 : 200, status);

            // Its access tokens live as long as the sign-in does: neither is ended without the other.
            Assert.Equal(host.Accepts(current), await host.IsAlive(current));
            Assert.Equal(host.Accepts(other), await host.IsAlive(other));
            if (status == 503)
            {
                (status, pair) = await Run(host, operation, first);
                Assert.Equal(200, status);
            }

            if (operation is "sign in" or "refresh")
            {
                Assert.True(host.Accepts(pair!) && await host.IsAlive(pair!));
            }

            Assert.Equal(operation is "sign in" or "refresh", await host.IsAlive(current));
            Assert.Equal(operation != "log out everywhere", await host.IsAlive(other));
            if (calls < n)
            {
                Assert.InRange(n, 3, 29);
                return;
            }
        }

        Assert.Fail("More calls than expected.");
    }

    private static async Task<(int Status, TokenPair? Pair)> Run(RefreshHost host, string operation, TokenPair pair)
    {
        try
        {
            switch (operation)
            {
                case "sign in":
                    return (200, await host.SignIn());
                case "refresh":
                    return (200, await host.Refresh(pair.RefreshToken));
                case "log out":
                    await host.Issuer.EndSessionAsync(pair.RefreshToken, Cancellation);
                    return (200, null);
                case "log out a device":
                    await host.Sessions.EndAsync("alice", pair.SessionId, Cancellation);
                    return (200, null);
                case "log out everywhere":
                    await host.Sessions.EndAllAsync("alice", null, Cancellation);
                    return (200, null);
                default:
                    Assert.Null(await host.Refresh(pair.RefreshToken));
                    return (200, null);
            }
        }
        catch (BoltRefusedException refused)
        {
            return (refused.StatusCode, null);
        }
    }
}
