using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Runtime.Tests;

/// <summary>
/// Every schedule of two requests of one browser that were sent at once, with every call of the store and of the users as a switch point: none lets a write from before a login in,
/// keeps an ended session alive, or signs a user out who did nothing.
/// </summary>
public sealed class SessionExplorerTests
{
    private const string Alice = "alice";

    private const string Bob = "bob";

    private static readonly string[] Quiet = ["write", "read", "pop", "cycle", "refresh", "password"];

    public static TheoryData<string, string> QuietPairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            for (var i = 0; i < Quiet.Length; i++)
            {
                for (var j = i; j < Quiet.Length; j++)
                {
                    pairs.Add(Quiet[i], Quiet[j]);
                }
            }

            return pairs;
        }
    }

    public static TheoryData<string> AnonymousOperations => ["write", "read", "pop", "cycle", "login", "logout", "flush"];

    /// <summary>Someone who is signed in signs in again, or as another user, beside everything else.</summary>
    public static TheoryData<string, string> LoginsOfTheSignedIn
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var login in new[] { "login", "login bob" })
            {
                foreach (var other in (string[])[.. Quiet, "logout", "flush"])
                {
                    pairs.Add(login, other);
                }
            }

            return pairs;
        }
    }

    /// <summary>Whatever raises the epoch, beside whatever names an earlier one.</summary>
    public static TheoryData<string?, string, string> WritesFromBefore
    {
        get
        {
            var all = new TheoryData<string?, string, string>();
            foreach (var write in new[] { "write", "pop" })
            {
                all.Add(null, "login", write);
                foreach (var change in new[] { "login", "login bob", "refresh", "password" })
                {
                    all.Add(Alice, change, write);
                }
            }

            return all;
        }
    }

    public static TheoryData<string, string> Endings
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var ending in new[] { "logout", "flush", "end all" })
            {
                foreach (var other in Quiet)
                {
                    pairs.Add(ending, other);
                }

                pairs.Add(ending, "logout");
                pairs.Add(ending, "flush");
                pairs.Add(ending, "end all");
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(QuietPairs))]
    public void Nobody_is_signed_out_who_did_nothing(string first, string second) => Explore(Alice, first, second, StillAlice);

    [Theory]
    [MemberData(nameof(AnonymousOperations))]
    public void Login_beside_another_request_of_the_visitor_holds(string other) => Explore(null, "login", other, world =>
    {
        if (world.Statuses[0] == 200)
        {
            StillAlice(world);
        }
    });

    [Theory]
    [MemberData(nameof(LoginsOfTheSignedIn))]
    public void Login_of_who_is_signed_in_holds(string login, string other) => Explore(Alice, login, other, world => LoginHolds(world, login == "login" ? Alice : Bob, other));

    [Theory]
    [MemberData(nameof(WritesFromBefore))]
    public void Write_from_before_a_login_does_not_get_in(string? user, string login, string write) => Explore(user, login, write, NoWriteBehindLogin);

    [Theory]
    [MemberData(nameof(WritesFromBefore))]
    public void Without_epochs_a_write_from_before_a_login_gets_in(string? user, string login, string write) =>
        // Another user's login leaves no value that could be popped behind it.
        Assert.Equal((login, write) is not ("login bob", "pop"), Fails(() => Explore(user, login, write, NoWriteBehindLogin, static store => store.IgnoresEpochs = true)));

    [Theory]
    [InlineData(null)]
    [InlineData(Alice)]
    public void Of_two_requests_that_pop_a_value_one_gets_it(string? user) => Explore(user, "pop", "pop", static world =>
    {
        Assert.Equal([200, 200], world.Statuses);
        Assert.Equal(1, world.Popped.Sum());
    });

    [Theory]
    [MemberData(nameof(Endings))]
    public void Ended_session_stays_ended(string ending, string other) => Explore(Alice, ending, other, NobodyIsLeft);

    [Theory]
    [InlineData("login")]
    [InlineData("login bob")]
    public void Login_against_end_all_is_exact(string login) => Explore(Alice, "end all", login, OnlyLaterLogins);

    [Fact]
    public void Without_generations_a_login_outlives_end_all() =>
        Assert.True(Fails(() => Explore(null, "end all", "login", OnlyLaterLogins, static store => store.IgnoresGenerations = true)));

    [Fact]
    public void Without_knowing_late_requests_a_late_write_signs_the_user_out() =>
        Assert.True(Fails(() => Explore(null, "login", "write", StillAlice, static store => store.ForgetsRotations = true)));

    [Fact]
    public void Login_against_login_leaves_one_of_them_signed_in() => Explore(null, "login", "login bob", world =>
        Assert.True(world.Whose(world.Jar) is Alice or Bob));

    private static void StillAlice(World world) => Assert.Equal(Alice, world.Whose(world.Jar));

    private static void NoWriteBehindLogin(World world)
    {
        var login = world.Store.Trace.FindIndex(static t => t is { Actor: 0, Call: "rotate", Succeeded: true });
        var write = world.Store.Trace.FindIndex(static t => t is { Actor: 1, Call: "apply" or "take", Succeeded: true });
        Assert.False(login >= 0 && write > login, "The write came in behind the login.");
    }

    /// <summary>
    /// The browser is the user's who signed in, and nothing of the one before is among that one's values. Only a logout of the same user may come behind a login: the session is its own to
    /// end. A login whose password was changed meanwhile, or whose generation was ended, is refused; then the one who changed it is signed in. Where the other request has replaced the key
    /// first, the login has a session of its own, and of two cookies the browser keeps the one that comes last: both are good.
    /// </summary>
    private static void LoginHolds(World world, string user, string other)
    {
        foreach (var record in world.Sessions(Bob))
        {
            Assert.Empty(record.Values);
        }

        if (world.Statuses[0] != 200)
        {
            Assert.Equal((401, Alice), (world.Statuses[0], user));
            Assert.True(other is "refresh" or "password");
            StillAlice(world);
            return;
        }

        var key = world.Store.Trace.FindIndex(static t => t is { Actor: 0, Call: "rotate" or "create", Succeeded: true });
        var end = world.Store.Trace.FindIndex(static t => t is { Actor: 1, Call: "delete", Succeeded: true });
        var isEnded = other is "logout" or "flush" && end > key;
        Assert.False(isEnded && user == Bob, "Alice's logout ended Bob's session.");
        var whose = world.Whose(world.Jar);
        Assert.True(whose == (isEnded ? null : user) || (whose == Alice && world.Store.Trace.Contains((1, "rotate", true))), $"The browser is {whose ?? "nobody"}'s.");
        if (other is "logout" or "flush")
        {
            Assert.True(world.Statuses[1] == 200 || key >= 0, "A logout failed, and no key was replaced.");
            Assert.Null(world.Whose(world.First));
        }
    }

    /// <summary>A logout whose key was replaced meanwhile says that it failed: nobody may believe to be out.</summary>
    private static void NobodyIsLeft(World world)
    {
        if (world.Statuses[0] == 503)
        {
            Assert.Contains(world.Store.Trace, static t => t is { Actor: 1, Call: "rotate" or "cycle", Succeeded: true });
            return;
        }

        Assert.Equal(200, world.Statuses[0]);
        Assert.Null(world.Whose(world.Jar));
        Assert.Null(world.Whose(world.First));
        Assert.Empty(world.Sessions(Alice));
    }

    private static void OnlyLaterLogins(World world)
    {
        var generation = world.Inner.GenerationAsync(World.BackendName, Alice, default).Result;
        Assert.All(world.Sessions(Alice), record => Assert.True(generation.Allows(record.Id, record.Generation), "A session survived that was to end."));
    }

    private static bool Fails(Action explore)
    {
        try
        {
            explore();
            return false;
        }
        catch (Exception e) when (e is Xunit.Sdk.IAssertionException)
        {
            return true;
        }
    }

    private static void Explore(string? user, string first, string second, Action<World> check, Action<ScheduledStore>? mutate = null)
    {
        // Without a synchronization context, so that each step runs where it is let go.
        Task.Run(() =>
        {
            using var world = new World();
            List<int>? choices = [];
            var count = 0;
            for (; choices is not null; count++)
            {
                var schedule = world.Run(choices, user, first, second, mutate);
                try
                {
                    check(world);
                }
                catch (Exception e) when (e is Xunit.Sdk.IAssertionException)
                {
                    Assert.Fail($"{first} and {second}, schedule {string.Join(' ', schedule.Taken.Select(static t => t.Chosen))} ({string.Join(", ", world.Store.Trace)}; {string.Join(' ', world.Statuses)}): {e.Message}");
                }

                choices = Schedule.After(schedule.Taken);
                Assert.True(count < 50_000, "Too many schedules.");
            }

            Assert.True(count > 1, "There was nothing to choose.");
        }).GetAwaiter().GetResult();
    }

    /// <summary>A browser, a store and the users.</summary>
    private sealed class World : IDisposable
    {
        public const string BackendName = "Bolt.SessionAuthentication";

        private readonly SessionHost _host;
        private readonly Users _users;

        public World()
        {
            _users = new Users(() => Store.Schedule.SwitchAsync());
            _host = new SessionHost(Store, _users, static o => o.MaximumSessionsPerUser = 0);
        }

        public ScheduledStore Store { get; } = new();

        public InMemorySessionStore Inner => (InMemorySessionStore)Store.Inner;

        /// <summary>What the browser holds: the answer that came last wins.</summary>
        public string? Jar { get; private set; }

        /// <summary>The cookie that both requests were sent with.</summary>
        public string? First { get; private set; }

        public int[] Statuses { get; } = new int[2];

        /// <summary>What each request popped.</summary>
        public int[] Popped { get; } = new int[2];

        public Schedule Run(List<int> choices, string? user, string first, string second, Action<ScheduledStore>? mutate)
        {
            (Store.Inner as IDisposable)?.Dispose();
            Store.Inner = new InMemorySessionStore(Options.Create(new InMemorySessionStoreOptions()), _host.Time);
            Store.Schedule = new Schedule([]);
            (Store.IgnoresEpochs, Store.IgnoresGenerations, Store.ForgetsRotations) = (false, false, false);
            _users.Stamps[Alice] = "1";
            Popped.AsSpan().Clear();
            First = _host.SendAsync(null, async http =>
            {
                await (user is null ? Task.CompletedTask : http.LoginAsync(new Person(user))).ConfigureAwait(false);
                await http.GetBoltSession().SetAsync("cart", 1).ConfigureAwait(false);
            }).Result.Cookie;
            Assert.NotNull(First);
            Jar = First;
            _host.Time.Advance(TimeSpan.FromMinutes(2));
            Store.Trace.Clear();
            mutate?.Invoke(Store);
            var schedule = Store.Schedule = new Schedule(choices);
            schedule.Run(() => Send(0, first), () => Send(1, second));
            (Store.IgnoresEpochs, Store.IgnoresGenerations, Store.ForgetsRotations) = (false, false, false);
            return schedule;
        }

        public string? Whose(string? cookie) => _host.SendAsync(cookie, static _ => Task.CompletedTask, "GET").Result.Caller;

        public List<SessionRecord> Sessions(string user) => Inner.ListAsync(BackendName, user, default).ToBlockingEnumerable().Where(r => r.UserId == user).ToList();

        public void Dispose()
        {
            _host.Dispose();
            Inner.Dispose();
        }

        private async Task Send(int actor, string operation)
        {
            var (status, cookie, _) = await _host.SendAsync(First, http => Do(http, actor, operation), operation == "read" ? "GET" : "POST").ConfigureAwait(false);
            Statuses[actor] = status;
            Jar = cookie is null ? Jar : cookie.Length == 0 ? null : cookie;
        }

        /// <summary>Operations of a signed-in user are guarded, as a handler is: an anonymous caller does not get there.</summary>
        private async Task Do(HttpContext http, int actor, string operation)
        {
            var caller = http.GetAuthContext()?.UserId;
            switch (operation)
            {
                case "write":
                    await http.GetBoltSession().SetAsync("planted", 1).ConfigureAwait(false);
                    break;
                case "read":
                    await http.GetBoltSession().GetAsync<int>("cart").ConfigureAwait(false);
                    break;
                case "pop":
                    Popped[actor] = await http.GetBoltSession().PopAsync<int>("cart").ConfigureAwait(false);
                    break;
                case "cycle":
                    await http.GetBoltSession().CycleKeyAsync().ConfigureAwait(false);
                    break;
                case "login":
                    await http.LoginAsync(new Person(Alice, _users.Stamps[Alice])).ConfigureAwait(false);
                    break;
                case "login bob":
                    await http.LoginAsync(new Person(Bob)).ConfigureAwait(false);
                    break;
                case "flush":
                    await http.GetBoltSession().FlushAsync().ConfigureAwait(false);
                    break;
                case "logout":
                    await http.LogoutAsync().ConfigureAwait(false);
                    break;
                case "end all":
                    await http.RequestServices.GetRequiredService<BoltSessions>().EndAllAsync(Alice).ConfigureAwait(false);
                    break;
                case "refresh" when caller == Alice:
                    await http.RefreshLoginAsync(new Person(Alice, _users.Stamps[Alice])).ConfigureAwait(false);
                    break;
                case "password" when caller == Alice:
                    _users.Stamps[Alice] += "1";
                    await http.RefreshLoginAsync(new Person(Alice, _users.Stamps[Alice])).ConfigureAwait(false);
                    break;
                default:
                    break;
            }
        }
    }
}
