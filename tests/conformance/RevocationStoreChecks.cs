namespace Bolt.Conformance;

/// <summary>What every <see cref="ISessionRevocationStore"/> must hold. Each check makes a store of its own.</summary>
/// <param name="create">Makes an empty store that reads that clock and those options.</param>
public sealed class RevocationStoreChecks(Func<TimeProvider, RevocationOptions, ISessionRevocationStore> create)
{
    private const string Partner = "https://partner.example";
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static CancellationToken None => CancellationToken.None;

    /// <summary>All of them.</summary>
    public IEnumerable<StoreCheck> All()
    {
        yield return Check("nothing is revoked that nobody revoked", NothingIsRevoked);
        yield return Check("a token is revoked by its id, whichever way it is asked about", TokenById);
        yield return Check("a session is revoked with every token of it, issued before or after", Session);
        yield return Check("a user is revoked with what was issued before, the same second and the margin included", User);
        yield return Check("everyone is revoked with what was issued before, the same second and the margin included", Everyone);
        yield return Check("a moment with a fraction is cut to the second", Fraction);
        yield return Check("a token without iat is older than any entry", NoIssuedAt);
        yield return Check("a token from the future has no iat to a user's or everyone's entry", FutureIssuedAt);
        yield return Check("levels are combined by maximum, whichever came first", Maximum);
        yield return Check("a later call with an earlier moment takes nothing back", NeverEarlier);
        yield return Check("a second revocation covers what was issued by the limit of the first", SameSecondTwice);
        yield return Check("repeated revocations do not move the limit far ahead", LimitStaysNear);
        yield return Check("a user's limit does not hold for another, nor everyone's for a user", LimitsAreApart);
        yield return Check("ids belong to their issuer", Issuers);
        yield return Check("an id of one kind is none of another", Kinds);
        yield return Check("ids differ by case, by their last letter, by a NUL, by what UTF-8 cannot say", Ids);
        yield return Check("a token without session or user is not what an empty entry means", EmptyIds);
        yield return Check("entries are kept as long as a token can live, to the second", KeptLongEnough);
        yield return Check("a session's entry is kept until its last token ends", SessionKept);
        yield return Check("what ends later is never shortened", NeverShortened);
        yield return Check("entries that no token needs leave", EntriesLeave);
        yield return Check("a moment more than a minute ahead is refused", TooFarAhead);
        yield return Check("of parallel revocations the latest counts", Parallel);
        for (var seed = 1; seed <= ModelSeeds.Count(100); seed += 50)
        {
            var first = seed;
            yield return Check($"random steps against a model, seeds {first} to {first + 49}", s => RandomSteps(s, first, 50));
        }
    }

    private sealed record Subject(ISessionRevocationStore Store, StoreClock Clock, Func<ISessionRevocationStore> Another)
    {
        public DateTimeOffset Now => Clock.GetUtcNow();

        public long Second => Now.ToUnixTimeSeconds();

        public async Task Refused(AuthContext token, string? because = null) => Expect.That(await Store.IsRevokedAsync(token, None), because);

        public async Task Good(AuthContext token, string? because = null) => Expect.That(!await Store.IsRevokedAsync(token, None), because);
    }

    private StoreCheck Check(string name, Func<Subject, Task> run) => new(name, async () =>
    {
        var clock = new StoreClock();
        var stores = new List<ISessionRevocationStore>();
        ISessionRevocationStore Create()
        {
            stores.Add(create(clock, new RevocationOptions { ClockSkew = Skew, MaximumTokenLifetime = Longest, Retention = Longest }));
            return stores[^1];
        }

        try
        {
            await run(new(Create(), clock, Create));
        }
        finally
        {
            foreach (var store in stores)
            {
                if (store is IAsyncDisposable later)
                {
                    await later.DisposeAsync();
                }
                else
                {
                    (store as IDisposable)?.Dispose();
                }
            }
        }
    });

    private static AuthContext Token(long? issuedAt, string? id = "token", string? session = "session", string user = "user", string? issuer = null) => new(user, "jwt")
    {
        TokenId = id,
        SessionId = session,
        IssuedAt = issuedAt is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        Issuer = issuer,
    };

    private static async Task NothingIsRevoked(Subject s)
    {
        await s.Good(Token(s.Second));
        await s.Good(Token(null, null, null));
        Expect.That(!await s.Store.IsRevokedAsync("token", None));
        Expect.That(await s.Store.NotBeforeAsync("user") is null);
        Expect.That(await s.Store.NotBeforeAsync(null) is null);
    }

    private static async Task TokenById(Subject s)
    {
        await s.Store.RevokeAsync("token", s.Now.AddHours(1), None);
        await s.Refused(Token(s.Second));
        await s.Refused(Token(s.Second + 3600));
        await s.Refused(Token(null));
        Expect.That(await s.Store.IsRevokedAsync("token", None));
        await s.Good(Token(s.Second, "other"));
        var partner = Token(s.Second, "token", issuer: Partner);
        await s.Good(partner);
        await s.Store.RevokeAsync(partner);
        await s.Refused(partner);
        await s.Good(Token(s.Second, "token", issuer: "https://third.example"));
    }

    private static async Task Session(Subject s)
    {
        await s.Store.RevokeSessionAsync("session", s.Now.AddHours(1));
        await s.Refused(Token(s.Second - 100));
        await s.Refused(Token(s.Second, "other"));
        await s.Refused(Token(s.Second + 50, "third", user: "another"));
        await s.Refused(Token(null));
        await s.Good(Token(s.Second, session: "another"));
        await s.Good(Token(s.Second, session: null));
        s.Clock.Advance(TimeSpan.FromMinutes(5));
        await s.Refused(Token(s.Second));
        await s.Store.RevokeSessionAsync(Token(s.Second, session: "by caller"));
        await s.Refused(Token(s.Second, session: "by caller"));
    }

    private static async Task User(Subject s)
    {
        await s.Store.RevokeUserAsync("user", s.Now);
        await Limit(s, static (id, at) => Token(at, id));
        await s.Good(Token(s.Second, user: "another"));
        Expect.Equal(s.Second + 3, (await s.Store.NotBeforeAsync("user"))?.ToUnixTimeSeconds());
        await s.Store.RevokeUserAsync(Token(s.Second, user: "by caller"), s.Now);
        await s.Refused(Token(s.Second, user: "by caller"));
    }

    private static async Task Everyone(Subject s)
    {
        await s.Store.RevokeEveryoneAsync(s.Now);
        await Limit(s, static (id, at) => Token(at, id));
        await Limit(s, static (id, at) => Token(at, id, user: "another"));
        Expect.Equal(s.Second + 3, (await s.Store.NotBeforeAsync(null))?.ToUnixTimeSeconds());
    }

    private static async Task Limit(Subject s, Func<string, long, AuthContext> token)
    {
        foreach (var before in new long[] { -1_000_000, -1, 0, 1, 2 })
        {
            await s.Refused(token("a" + before, s.Second + before), $"iat {before} s after the revocation");
        }

        foreach (var after in new long[] { 3, 4, 60 })
        {
            await s.Good(token("b" + after, s.Second + after), $"iat {after} s after the revocation");
        }
    }

    private static async Task Fraction(Subject s)
    {
        s.Clock.Advance(TimeSpan.FromMilliseconds(999));
        await s.Store.RevokeUserAsync("user", s.Now);
        await Limit(s, static (id, at) => Token(at, id));
    }

    private static async Task NoIssuedAt(Subject s)
    {
        await s.Store.RevokeUserAsync("user", s.Now.AddYears(-10));
        await s.Refused(Token(null));
        await s.Good(Token(s.Second));
        await s.Store.RevokeEveryoneAsync(s.Now.AddYears(-10));
        await s.Refused(Token(null, user: "another"));
    }

    private static async Task FutureIssuedAt(Subject s)
    {
        await s.Store.RevokeUserAsync("user", s.Now);
        await s.Good(Token(s.Second + 60));
        await s.Refused(Token(s.Second + 120));
        await s.Refused(Token(uint.MaxValue));
        await s.Refused(Token(DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
    }

    private static async Task Maximum(Subject s)
    {
        foreach (var (user, everyone) in new[] { (-3600, 0), (0, -3600) })
        {
            foreach (var isUserFirst in new[] { true, false })
            {
                var store = s.Another();
                for (var i = 0; i < 2; i++)
                {
                    await (isUserFirst == (i == 0) ? store.RevokeUserAsync("user", s.Now.AddSeconds(user)) : store.RevokeEveryoneAsync(s.Now.AddSeconds(everyone)));
                }

                Expect.That(await store.IsRevokedAsync(Token(s.Second), None), $"user {user}, everyone {everyone}");
                Expect.That(await store.IsRevokedAsync(Token(s.Second - 1800), None), $"user {user}, everyone {everyone}");
                Expect.That(!await store.IsRevokedAsync(Token(s.Second + 3), None), $"user {user}, everyone {everyone}");
            }
        }
    }

    private static async Task NeverEarlier(Subject s)
    {
        await s.Store.RevokeUserAsync("user", s.Now);
        await s.Store.RevokeUserAsync("user", s.Now.AddDays(-1));
        await s.Store.RevokeUserAsync("user", DateTimeOffset.MinValue);
        await s.Refused(Token(s.Second));
        await s.Store.RevokeEveryoneAsync(s.Now);
        await s.Store.RevokeEveryoneAsync(DateTimeOffset.UnixEpoch);
        await s.Refused(Token(s.Second, user: "another"));
    }

    private static async Task SameSecondTwice(Subject s)
    {
        foreach (var pause in new[] { 0, 1, 400, 900 })
        {
            await s.Store.RevokeUserAsync("user", s.Now);
            var issued = (await s.Store.NotBeforeAsync("user"))!.Value.ToUnixTimeSeconds();
            await s.Good(Token(issued));
            s.Clock.Advance(TimeSpan.FromMilliseconds(pause));
            await s.Store.RevokeUserAsync("user", s.Now);
            await s.Refused(Token(issued), $"{pause} ms later");
            await s.Good(Token((await s.Store.NotBeforeAsync("user"))!.Value.ToUnixTimeSeconds()));
            s.Clock.Advance(TimeSpan.FromMinutes(2));
        }
    }

    private static async Task LimitStaysNear(Subject s)
    {
        for (var i = 0; i < 200; i++)
        {
            await s.Store.RevokeUserAsync("user", s.Now);
        }

        Expect.That((await s.Store.NotBeforeAsync("user"))!.Value.ToUnixTimeSeconds() <= s.Second + 60);
        await s.Good(Token((await s.Store.NotBeforeAsync("user"))!.Value.ToUnixTimeSeconds()));
    }

    private static async Task LimitsAreApart(Subject s)
    {
        await s.Store.RevokeUserAsync("user", s.Now);
        Expect.That(await s.Store.NotBeforeAsync("another") is null);
        Expect.That(await s.Store.NotBeforeAsync(null) is null);
        await s.Store.RevokeEveryoneAsync(s.Now);
        Expect.That(await s.Store.NotBeforeAsync("another") is null);
    }

    private static async Task Issuers(Subject s)
    {
        await s.Store.RevokeSessionAsync("session", s.Now.AddHours(1));
        await s.Store.RevokeUserAsync("user", s.Now);
        await s.Store.RevokeEveryoneAsync(s.Now);
        await s.Good(Token(s.Second, issuer: Partner));
        var store = s.Another();
        await store.RevokeSessionAsync("session", s.Now.AddHours(1), Partner);
        await store.RevokeUserAsync("user", s.Now, Partner);
        await store.RevokeEveryoneAsync(s.Now, Partner);
        Expect.That(!await store.IsRevokedAsync(Token(s.Second), None));
        Expect.That(await store.IsRevokedAsync(Token(s.Second, session: null, user: "another", issuer: Partner), None));
        Expect.That(await store.NotBeforeAsync("user") is null);
        Expect.That(await store.NotBeforeAsync("user", Partner) is not null);
        Expect.That(await store.NotBeforeAsync(null, Partner) is not null);
    }

    private static async Task Kinds(Subject s)
    {
        await s.Store.RevokeSessionAsync("a", s.Now.AddHours(1));
        await s.Store.RevokeUserAsync("b", s.Now);
        await s.Store.RevokeAsync("c", s.Now.AddHours(1), None);
        await s.Good(Token(s.Second, "a", "b", "c"));
        await s.Good(Token(s.Second, "b", "c", "a"));
    }

    private static async Task Ids(Subject s)
    {
        var length = new string('x', 400);
        foreach (var (one, other) in new[] { ("Alice", "alice"), (length + "a", length + "b"), ("a\0b", "a"), ("\ud800", "\udbff"), ("ß", "ss"), ("a ", "a") })
        {
            await s.Store.RevokeUserAsync(one, s.Now);
            await s.Store.RevokeSessionAsync(one, s.Now.AddHours(1));
            await s.Good(Token(s.Second, session: other, user: other), one);
            await s.Refused(Token(s.Second, session: other, user: one), one);
            await s.Refused(Token(s.Second, session: one, user: other), one);
        }
    }

    private static async Task EmptyIds(Subject s)
    {
        foreach (var id in new[] { "", " ", "\t\u00a0" })
        {
            await Throws<ArgumentException>(() => s.Store.RevokeSessionAsync(id, s.Now));
            await Throws<ArgumentException>(() => s.Store.RevokeUserAsync(id, s.Now));
            await Throws<ArgumentException>(() => s.Store.RevokeAsync(id, s.Now, None));
        }

        await s.Store.RevokeUserAsync("user", s.Now);
        await s.Store.RevokeSessionAsync("session", s.Now.AddHours(1));
        await s.Good(Token(s.Second, null, null, "another"));
        await s.Good(Token(s.Second, "", "", "another"));
    }

    private static async Task KeptLongEnough(Subject s)
    {
        var issued = s.Second;
        await s.Store.RevokeUserAsync("user", s.Now);
        await s.Store.RevokeSessionAsync("session", s.Now);
        await s.Store.RevokeEveryoneAsync(s.Now);
        s.Clock.Advance(Longest + Skew - TimeSpan.FromSeconds(1));
        await s.Store.RevokeSessionAsync("makes the store clean up", s.Now);
        await s.Refused(Token(issued, session: "another", user: "user"));
        await s.Refused(Token(issued, session: "session", user: "another"));
        await s.Refused(Token(issued, session: "another", user: "another"));
    }

    private static async Task SessionKept(Subject s)
    {
        await s.Store.RevokeSessionAsync("session", s.Now.AddDays(60));
        s.Clock.Advance(TimeSpan.FromDays(60) + Skew - TimeSpan.FromSeconds(1));
        await s.Refused(Token(s.Second));
    }

    private static async Task NeverShortened(Subject s)
    {
        await s.Store.RevokeSessionAsync("session", s.Now.AddDays(60));
        await s.Store.RevokeSessionAsync("session", s.Now.AddMinutes(1));
        s.Clock.Advance(TimeSpan.FromDays(59));
        await s.Refused(Token(s.Second));
    }

    /// <summary>Not when: whether a store cleans up is its own affair. What was issued since is good in any case.</summary>
    private static async Task EntriesLeave(Subject s)
    {
        await s.Store.RevokeUserAsync("user", s.Now);
        await s.Store.RevokeEveryoneAsync(s.Now);
        s.Clock.Advance(Longest + Longest);
        await s.Good(Token(s.Second));
        await s.Store.RevokeUserAsync("user", s.Now);
        await s.Refused(Token(s.Second));
    }

    private static async Task TooFarAhead(Subject s)
    {
        await Throws<ArgumentOutOfRangeException>(() => s.Store.RevokeUserAsync("user", s.Now.AddSeconds(61)));
        await Throws<ArgumentOutOfRangeException>(() => s.Store.RevokeEveryoneAsync(s.Now.AddSeconds(61)));
        await Throws<ArgumentOutOfRangeException>(() => s.Store.RevokeUserAsync("user", DateTimeOffset.MaxValue));
        await s.Good(Token(s.Second));
        await s.Store.RevokeUserAsync("user", s.Now.AddSeconds(60));
        await s.Refused(Token(s.Second + 59));
    }

    private static async Task Parallel(Subject s)
    {
        for (var round = 0; round < 20; round++)
        {
            var user = "user" + round;
            await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () => await s.Store.RevokeUserAsync(user, s.Now.AddSeconds(-i * 100)))));
            await s.Refused(Token(s.Second, user: user));
            await s.Good(Token(s.Second + 60, user: user));
        }
    }

    private static async Task RandomSteps(Subject s, int first, int count)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            var random = new Random(seed);
            var store = s.Another();
            var sessions = new HashSet<string>();
            var limits = new Dictionary<string, long>();
            for (var step = 0; step < 60; step++)
            {
                var (user, session) = ("user" + random.Next(3), "session" + random.Next(3));
                var moment = s.Now.AddSeconds(random.Next(-20, 3));
                switch (random.Next(5))
                {
                    case 0:
                        await store.RevokeSessionAsync(session, s.Now);
                        sessions.Add(session);
                        break;
                    case 1:
                        await store.RevokeUserAsync(user, moment);
                        limits[user] = Math.Max(limits.GetValueOrDefault(user), moment.ToUnixTimeSeconds() + 3);
                        break;
                    case 2:
                        await store.RevokeEveryoneAsync(moment);
                        limits[""] = Math.Max(limits.GetValueOrDefault(""), moment.ToUnixTimeSeconds() + 3);
                        break;
                    default:
                        s.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(3000)));
                        break;
                }

                // A limit may be a little later than asked for, and never earlier.
                var said = Math.Max((await store.NotBeforeAsync(user))?.ToUnixTimeSeconds() ?? 0, (await store.NotBeforeAsync(null))?.ToUnixTimeSeconds() ?? 0);
                Expect.That(said >= Math.Max(limits.GetValueOrDefault(user), limits.GetValueOrDefault("")), $"seed {seed}, step {step}");
                var issued = s.Second + random.Next(-25, 25);
                var expected = sessions.Contains(session) || issued < said;
                Expect.Equal(expected, await store.IsRevokedAsync(Token(issued, session: session, user: user), None), $"seed {seed}, step {step}");
            }
        }
    }

    private static async Task Throws<TException>(Func<ValueTask> run)
        where TException : Exception
    {
        try
        {
            await run();
        }
        catch (TException)
        {
            return;
        }

        throw new StoreCheckException($"{typeof(TException).Name} was expected.");
    }
}
