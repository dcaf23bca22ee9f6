namespace Bolt.Runtime.Tests;

/// <summary>Every schedule of two calls at once, with each call of a store and of the users as a switch point: the races that others' refresh tokens have lost.</summary>
public sealed class RefreshScheduleTests
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>sheaf#239, IdentityServer4#5320: the loser comes before the winner's answer is known. It gets the same one, without waiting.</summary>
    [Fact]
    public Task Two_tabs_get_the_same_token() => Explore(
        static (host, pair) => [() => host.Refresh(pair.RefreshToken), () => host.Refresh(pair.RefreshToken)],
        static async (host, _, answers) =>
        {
            Assert.NotNull(answers[0]);
            Assert.Equal(answers[0]!.RefreshToken, answers[1]?.RefreshToken);
            Assert.True(host.Accepts(answers[0]!) && host.Accepts(answers[1]!));
            host.Time.Advance(Later);
            Assert.True(await host.IsAlive(answers[1]!));
        });

    /// <summary>better-auth#11317: one redemption ends the session while the other is between its read and its write. No successor survives.</summary>
    [Fact]
    public Task Reuse_beats_a_refresh_under_way() => Explore(
        static (host, pair) => [() => host.Refresh(pair.RefreshToken), () => host.Refresh(Spent)],
        static async (host, pair, answers) =>
        {
            Assert.Null(answers[1]);
            await IsDead(host, [pair, answers[0]]);
        },
        prepare: static async (host, pair) =>
        {
            Spent = pair.RefreshToken;
            host.Time.Advance(Later);
            var second = (await host.Refresh(pair.RefreshToken))!;
            host.Time.Advance(Later);
            return second;
        });

    [Fact]
    public Task Logout_beats_a_refresh_under_way() => Explore(
        static (host, pair) => [() => host.Refresh(pair.RefreshToken), () => Void(host.Issuer.EndSessionAsync(pair.RefreshToken, Cancellation))],
        static (host, pair, answers) => IsDead(host, [pair, answers[0]]));

    [Fact]
    public Task Log_out_everywhere_beats_a_refresh_under_way() => Explore(
        static (host, pair) => [() => host.Refresh(pair.RefreshToken), async () => await host.Sessions.EndAllAsync("alice", null, Cancellation) > 1 ? pair : null],
        static (host, pair, answers) => IsDead(host, [pair, answers[0]]));

    /// <summary>minepanel#252: a password reset races a refresh. What was issued before it is dead, no matter which came first.</summary>
    [Fact]
    public Task Password_reset_beats_a_refresh_under_way() => Explore(
        static (host, pair) => [() => host.Refresh(pair.RefreshToken), () => Reset(host)],
        static (host, pair, answers) => IsDead(host, [pair, answers[0]]));

    /// <summary>idenplane#574: a sign-in races "log out everywhere". It is refused, ended, or began afterwards.</summary>
    [Fact]
    public Task Sign_in_and_log_out_everywhere() => Explore(
        static (host, _) => [() => SignIn(host), async () => await host.Sessions.EndAllAsync("alice", null, Cancellation) > 9 ? null : null],
        static async (host, pair, answers) =>
        {
            await IsDead(host, [pair]);
            var (began, raised) = (Trace.IndexOf("0 generation"), Trace.IndexOf("1 raise"));
            Assert.InRange(raised, 0, int.MaxValue);
            if (began < raised)
            {
                await IsDead(host, [answers[0]]);
            }
            else
            {
                Assert.True(host.Accepts(answers[0]!) && await host.IsAlive(answers[0]!));
            }
        });

    /// <summary>The same with the user's not-before: no sign-in that began earlier is left, however its row came to be.</summary>
    [Fact]
    public Task Sign_in_and_revocation_of_the_user() => Explore(
        static (host, _) => [() => SignIn(host), () => Void(host.Revocations.RevokeUserAsync("alice", host.Time.GetUtcNow(), null, Cancellation))],
        static async (host, pair, answers) =>
        {
            await IsDead(host, [pair]);
            if (Trace.IndexOf("0 not before") < Trace.IndexOf("1 revoke user"))
            {
                await IsDead(host, [answers[0]]);
            }
            else
            {
                Assert.True(host.Accepts(answers[0]!) && await host.IsAlive(answers[0]!));
            }
        });

    private static string Spent { get; set; } = "";

    private static List<string> Trace { get; } = [];

    private static async Task<TokenPair?> SignIn(RefreshHost host)
    {
        try
        {
            return await host.SignIn().ConfigureAwait(false);
        }
        catch (BoltRefusedException refused) when (refused.StatusCode == 401)
        {
            return null;
        }
    }

    private static async Task<TokenPair?> Reset(RefreshHost host)
    {
        host.Accounts.Get("alice").SessionStamp += "+";
        await host.Revocations.RevokeUserAsync("alice", host.Time.GetUtcNow(), null, Cancellation).ConfigureAwait(false);
        return null;
    }

    private static async Task<TokenPair?> Void(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return null;
    }

    private static async Task IsDead(RefreshHost host, IEnumerable<TokenPair?> pairs)
    {
        foreach (var pair in pairs)
        {
            if (pair is not null)
            {
                Assert.False(host.Accepts(pair), string.Join(", ", Trace));
                Assert.Null(await host.Refresh(pair.RefreshToken));
            }
        }
    }

    private static async Task Explore(
        Func<RefreshHost, TokenPair, Func<Task<TokenPair?>>[]> actors, Func<RefreshHost, TokenPair, TokenPair?[], Task> check, Func<RefreshHost, TokenPair, Task<TokenPair>>? prepare = null)
    {
        var count = 0;
        for (List<int>? choices = []; choices is not null; count++)
        {
            // A user of its own: nothing of an earlier schedule is left.
            using var host = RefreshHost.Create();
            var pair = await host.SignIn();
            pair = prepare is null ? pair : await prepare(host, pair);
            host.Time.Advance(Later);
            var schedule = new Schedule(choices);
            Trace.Clear();
            host.Gates.OnPass = async call =>
            {
                await schedule.SwitchAsync().ConfigureAwait(false);
                Trace.Add($"{schedule.Current} {call}");
            };
            var functions = actors(host, pair);
            var answers = new TokenPair?[functions.Length];
            await Task.Run(
                () => schedule.Run([.. functions.Select((f, i) => (Func<Task>)(async () => answers[i] = await f().ConfigureAwait(false)))]),
                Cancellation);
            host.Gates.OnPass = null;
            await check(host, pair, answers);
            choices = Schedule.After(schedule.Taken);
        }

        Assert.True(count > 5, $"{count} schedules");
        TestContext.Current.SendDiagnosticMessage($"{count} schedules");
    }
}
