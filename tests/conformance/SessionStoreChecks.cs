using static Bolt.Conformance.Records;

namespace Bolt.Conformance;

/// <summary>What every <see cref="ISessionStore"/> must hold. Each check makes a store of its own.</summary>
/// <param name="create">Makes an empty store that reads that clock.</param>
public sealed class SessionStoreChecks(Func<TimeProvider, ISessionStore> create)
{
    private const int Writers = 64;

    private static CancellationToken None => CancellationToken.None;

    /// <summary>How often parallel callers meet, and how many seeds <see cref="ParallelSteps"/> has in <see cref="All"/>: 50. A store whose calls cross a network may take fewer.</summary>
    public int Rounds { get; init; } = 50;

    /// <summary>All of them.</summary>
    public IEnumerable<StoreCheck> All()
    {
        yield return Check("an unknown id is not found", UnknownIsNotFound);
        yield return Check("what was created is found as it was", CreatedIsFound);
        yield return Check("a record is never overwritten by create", CreateNeverOverwrites);
        yield return Check("values under different names both stay", DifferentNamesStay);
        yield return Check("under one name the later write stays", LaterWriteStays);
        yield return Check("clear removes what was there and keeps what is set with it", ClearKeepsWhatIsSetWithIt);
        yield return Check("clear does not remove what others set after it", ClearBeforeOthers);
        yield return Check("remove removes nothing that is set later", RemoveThenSet);
        yield return Check("apply never creates", ApplyNeverCreates);
        yield return Check("apply with another epoch writes nothing", StaleEpochWritesNothing);
        yield return Check("apply keeps how the user signed in", ApplyKeepsAuth);
        yield return Check("apply refuses to grow beyond the limit, and writes nothing", TooLargeWritesNothing);
        yield return Check("apply takes names into account for the limit, as UTF-8", NamesCount);
        yield return Check("take returns a value once", TakeOnce);
        yield return Check("take with another epoch takes nothing", TakeStaleEpoch);
        yield return Check("of parallel takes one gets the value", ParallelTakes);
        yield return Check("rotate replaces the hash and what belongs to it", RotateReplaces);
        yield return Check("rotate from another hash writes nothing", RotateFromAnotherHash);
        yield return Check("rotate writes values in the same step", RotateWithValues);
        yield return Check("rotate never creates", RotateNeverCreates);
        yield return Check("of parallel rotations one wins", ParallelRotations);
        yield return Check("values written before and after a rotation with the same epoch stay", CycleKeepsWrites);
        yield return Check("after a rotation with a new epoch, a write from before it is dropped", LoginDropsWrites);
        yield return Check("rotate to another user moves the session to that user's list", RotateMovesUser);
        yield return Check("touch moves the last request on and never back", TouchMovesOn);
        yield return Check("touch keeps a session alive", TouchKeepsAlive);
        yield return Check("touch never moves the end", TouchNeverMovesEnd);
        yield return Check("touch with another epoch does nothing, and never creates", TouchStaleEpoch);
        yield return Check("a session is over when idle, to the tick", IdleEnds);
        yield return Check("a session is over at its end, to the tick", EndEnds);
        yield return Check("what is over takes no writes and is not brought back by them", OverTakesNoWrites);
        yield return Check("delete ends the session", DeleteEnds);
        yield return Check("delete leaves alone what is another user's by now", DeleteChecksUser);
        yield return Check("delete leaves alone what is of another generation by now", DeleteChecksGeneration);
        yield return Check("nothing brings a deleted session back", DeletedStaysDeleted);
        yield return Check("list names the user's sessions and no other's", ListIsTheUsers);
        yield return Check("list and generation are each backend's own", BackendsAreApart);
        yield return Check("generations only grow, each raise by itself", GenerationsGrow);
        yield return Check("a generation excepts one session, and not from an earlier raise", GenerationExcepts);
        yield return Check("parallel raises all count", ParallelRaises);
        yield return Check("purge removes what is over and nothing else", Purge);
        yield return Check($"{Writers} writers with a name each, {Rounds} rounds: none lost", ManyWriters);
        yield return Check("parallel writes and a delete: the session does not come back", WritesAndDelete);
        yield return Check("a login against end-all: either sees the other", LoginAgainstEndAll);
        foreach (var operation in SessionFaults.Operations)
        {
            yield return Check($"a store that fails on its n-th call, for all n: {operation}", s => Faults(s, operation));
        }

        yield return ParallelSteps(1, ModelSeeds.Count(Rounds));
        for (var seed = 1; seed <= ModelSeeds.Count(200); seed += 50)
        {
            var first = seed;
            yield return RandomSteps(first, 50);
        }
    }

    /// <summary>Thousands of steps against a model that is too simple to be wrong; <see cref="All"/> has seeds 1 to 200.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many seeds, of 120 steps each.</param>
    public StoreCheck RandomSteps(int first, int count) => Check($"random steps against a model, seeds {first} to {first + count - 1}", s => RandomSteps(s, first, count));

    /// <summary>
    /// Two or three callers at once, with three or four random steps each, again and again: some order of the steps must explain everything that the store says. Where none does, the
    /// message has the seed and what is left of the steps when those are taken away that it does not need to fail.
    /// </summary>
    /// <param name="first">The first seed; <see cref="All"/> begins with 1.</param>
    /// <param name="count">How many.</param>
    public StoreCheck ParallelSteps(int first, int count) => Check($"random parallel steps against all orders of a model, seeds {first} to {first + count - 1}", async s =>
    {
        var run = new ParallelRun(s.Store, s.Clock);
        for (var seed = first; seed < first + count; seed++)
        {
            await run.CheckAsync(seed);
        }
    });

    private sealed record Subject(ISessionStore Store, StoreClock Clock, int Rounds)
    {
        public async Task<SessionRecord> Create(string? user = null, string secret = "s0", string backend = Backend, long generation = 0)
        {
            var record = Records.New(Clock, user, secret, backend, generation: generation);
            Expect.That(await Store.CreateAsync(record, None));
            return record;
        }

        public async Task<SessionRecord> Found(SessionId id) => await Store.FindAsync(id, None) ?? throw new StoreCheckException("The session is not found.");

        public async Task<string> ValuesOf(SessionId id) => Values(await Found(id));

        public async Task<List<SessionId>> List(string user, string backend = Backend)
        {
            var ids = new List<SessionId>();
            await foreach (var record in Store.ListAsync(backend, user, None))
            {
                if (record.UserId == user && record.Backend == backend)
                {
                    ids.Add(record.Id);
                }
            }

            return ids;
        }
    }

    private StoreCheck Check(string name, Func<Subject, Task> run) => new(name, async () =>
    {
        var clock = new StoreClock();
        var store = create(clock);
        try
        {
            await run(new(store, clock, Rounds));
        }
        finally
        {
            await Dispose(store);
        }
    });

    private static async ValueTask Dispose(ISessionStore store)
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

    private static async Task UnknownIsNotFound(Subject s) => Expect.That(await s.Store.FindAsync(SessionId.New(), None) is null);

    private static async Task CreatedIsFound(Subject s)
    {
        var record = new SessionRecord
        {
            Id = SessionId.New(),
            Backend = Backend,
            SecretHash = Hash("now"),
            PreviousHash = Hash("before"),
            RotatedAt = s.Clock.GetUtcNow().AddSeconds(-5),
            Epoch = 7,
            Generation = 3,
            Persistent = true,
            UserId = "ünser/Nutzer 1",
            CreatedAt = s.Clock.GetUtcNow().AddHours(-1),
            LastSeenAt = s.Clock.GetUtcNow(),
            IdleTimeout = Idle,
            EndsAt = s.Clock.GetUtcNow() + Lifetime,
            Auth = new SessionAuth(s.Clock.GetUtcNow().AddMinutes(-3), "passkey", Hash("stamp")),
            Device = "Browser/1.0",
            Address = "::1",
            Values = Set("a b:c", "ü").Set,
        };
        Expect.That(await s.Store.CreateAsync(record, None));
        var found = await s.Found(record.Id);
        Expect.Equal(record.Id, found.Id);
        Expect.Equal(record.Backend, found.Backend);
        Expect.Equal(record.SecretHash, found.SecretHash);
        Expect.Equal(record.PreviousHash, found.PreviousHash);
        Expect.Equal(record.RotatedAt, found.RotatedAt);
        Expect.Equal(record.Epoch, found.Epoch);
        Expect.Equal(record.Generation, found.Generation);
        Expect.Equal(record.Persistent, found.Persistent);
        Expect.Equal(record.UserId, found.UserId);
        Expect.Equal(record.CreatedAt, found.CreatedAt);
        Expect.Equal(record.LastSeenAt, found.LastSeenAt);
        Expect.Equal(record.IdleTimeout, found.IdleTimeout);
        Expect.Equal(record.EndsAt, found.EndsAt);
        Expect.Equal(record.Auth, found.Auth);
        Expect.Equal(record.Device, found.Device);
        Expect.Equal(record.Address, found.Address);
        Expect.Equal("a b:c=ü", Values(found));
    }

    private static async Task CreateNeverOverwrites(Subject s)
    {
        var record = await s.Create(secret: "first");
        var second = new SessionRecord
        {
            Id = record.Id,
            Backend = Backend,
            SecretHash = Hash("second"),
            CreatedAt = record.CreatedAt,
            LastSeenAt = record.LastSeenAt,
            IdleTimeout = Idle,
            EndsAt = record.EndsAt,
        };
        Expect.That(!await s.Store.CreateAsync(second, None));
        Expect.Equal(Hash("first"), (await s.Found(record.Id)).SecretHash);
    }

    private static async Task DifferentNamesStay(Subject s)
    {
        var record = await s.Create();
        Expect.Equal(SessionWrite.Applied, await s.Store.ApplyAsync(record.Id, 0, Set("a", "1"), None));
        Expect.Equal(SessionWrite.Applied, await s.Store.ApplyAsync(record.Id, 0, Set("b", "2"), None));
        Expect.Equal("a=1 b=2", await s.ValuesOf(record.Id));
    }

    private static async Task LaterWriteStays(Subject s)
    {
        var record = await s.Create();
        await s.Store.ApplyAsync(record.Id, 0, Set("a", "1"), None);
        await s.Store.ApplyAsync(record.Id, 0, Set("a", "2"), None);
        Expect.Equal("a=2", await s.ValuesOf(record.Id));
    }

    private static async Task ClearKeepsWhatIsSetWithIt(Subject s)
    {
        var record = await s.Create();
        await s.Store.ApplyAsync(record.Id, 0, Set("a", "1"), None);
        await s.Store.ApplyAsync(record.Id, 0, new SessionChanges { Cleared = true, Set = Set("b", "2").Set }, None);
        Expect.Equal("b=2", await s.ValuesOf(record.Id));
    }

    private static async Task ClearBeforeOthers(Subject s)
    {
        var record = await s.Create();
        await s.Store.ApplyAsync(record.Id, 0, new SessionChanges { Cleared = true }, None);
        await s.Store.ApplyAsync(record.Id, 0, Set("a", "1"), None);
        Expect.Equal("a=1", await s.ValuesOf(record.Id));
    }

    private static async Task RemoveThenSet(Subject s)
    {
        var record = await s.Create();
        await s.Store.ApplyAsync(record.Id, 0, Set("a", "1"), None);
        await s.Store.ApplyAsync(record.Id, 0, Remove("a"), None);
        Expect.Equal("", await s.ValuesOf(record.Id));
        await s.Store.ApplyAsync(record.Id, 0, Set("a", "2"), None);
        Expect.Equal("a=2", await s.ValuesOf(record.Id));
    }

    private static async Task ApplyNeverCreates(Subject s)
    {
        var id = SessionId.New();
        Expect.Equal(SessionWrite.Gone, await s.Store.ApplyAsync(id, 0, Set("a", "1"), None));
        Expect.That(await s.Store.FindAsync(id, None) is null);
    }

    private static async Task StaleEpochWritesNothing(Subject s)
    {
        var record = await s.Create();
        Expect.Equal(SessionWrite.Gone, await s.Store.ApplyAsync(record.Id, 1, Set("a", "1"), None));
        Expect.Equal("", await s.ValuesOf(record.Id));
    }

    private static async Task ApplyKeepsAuth(Subject s)
    {
        var record = await s.Create("alice");
        await s.Store.ApplyAsync(record.Id, 0, Set("a", "1"), None);
        await s.Store.TouchAsync(record.Id, 0, s.Clock.GetUtcNow(), None);
        Expect.Equal(record.Auth, (await s.Found(record.Id)).Auth);
    }

    private static async Task TooLargeWritesNothing(Subject s)
    {
        var record = await s.Create();
        await s.Store.ApplyAsync(record.Id, 0, Set("a", "12345"), None);
        var set = new Dictionary<string, ReadOnlyMemory<byte>> { ["b"] = Json("1"), ["c"] = Json("123456789") };
        Expect.Equal(SessionWrite.TooLarge, await s.Store.ApplyAsync(record.Id, 0, new SessionChanges { Set = set, MaximumSize = 20 }, None));
        Expect.Equal("a=12345", await s.ValuesOf(record.Id));
        Expect.Equal(SessionWrite.TooLarge, await s.Store.RotateAsync(record.Id, Hash("s0"), To(s.Clock, record, "s1", 0, null), new SessionChanges { Set = set, MaximumSize = 20 }, None));
        Expect.Equal(Hash("s0"), (await s.Found(record.Id)).SecretHash);
        Expect.Equal(SessionWrite.Applied, await s.Store.ApplyAsync(record.Id, 0, new SessionChanges { Removed = ["a"], MaximumSize = 1 }, None));
    }

    private static async Task NamesCount(Subject s)
    {
        var record = await s.Create();
        // One character of two octets, and a value of three.
        var set = new Dictionary<string, ReadOnlyMemory<byte>> { ["ü"] = Json("1") };
        Expect.Equal(SessionWrite.TooLarge, await s.Store.ApplyAsync(record.Id, 0, new SessionChanges { Set = set, MaximumSize = 4 }, None));
        Expect.Equal(SessionWrite.Applied, await s.Store.ApplyAsync(record.Id, 0, new SessionChanges { Set = set, MaximumSize = 5 }, None));
    }

    private static async Task TakeOnce(Subject s)
    {
        var record = await s.Create();
        await s.Store.ApplyAsync(record.Id, 0, Set("state", "x"), None);
        await s.Store.ApplyAsync(record.Id, 0, Set("other", "y"), None);
        Expect.Equal("x", Text((await s.Store.TakeAsync(record.Id, 0, "state", None))!.Value));
        Expect.That(await s.Store.TakeAsync(record.Id, 0, "state", None) is null);
        Expect.Equal("other=y", await s.ValuesOf(record.Id));
        Expect.That(await s.Store.TakeAsync(SessionId.New(), 0, "state", None) is null);
    }

    private static async Task TakeStaleEpoch(Subject s)
    {
        var record = await s.Create();
        await s.Store.ApplyAsync(record.Id, 0, Set("state", "x"), None);
        Expect.That(await s.Store.TakeAsync(record.Id, 1, "state", None) is null);
        Expect.Equal("state=x", await s.ValuesOf(record.Id));
    }

    private static async Task ParallelTakes(Subject s)
    {
        var record = await s.Create();
        for (var round = 0; round < s.Rounds; round++)
        {
            await s.Store.ApplyAsync(record.Id, 0, Set("state", "x"), None);
            var taken = await Parallel(8, _ => s.Store.TakeAsync(record.Id, 0, "state", None).AsTask());
            Expect.Equal(1, taken.Count(static t => t is not null));
        }
    }

    private static async Task RotateReplaces(Subject s)
    {
        var record = await s.Create();
        var to = new SessionRotation
        {
            SecretHash = Hash("s1"),
            PreviousHash = Hash("s0"),
            RotatedAt = s.Clock.GetUtcNow(),
            Epoch = 1,
            Generation = 5,
            Persistent = true,
            UserId = "alice",
            LastSeenAt = s.Clock.GetUtcNow(),
            IdleTimeout = Idle * 2,
            EndsAt = record.EndsAt + Lifetime,
            Auth = new SessionAuth(s.Clock.GetUtcNow(), "password", null),
            Device = "Browser/2.0",
            Address = "127.0.0.1",
        };
        Expect.Equal(SessionWrite.Applied, await s.Store.RotateAsync(record.Id, Hash("s0"), to, SessionChanges.None, None));
        var found = await s.Found(record.Id);
        Expect.Equal(to.SecretHash, found.SecretHash);
        Expect.Equal(to.PreviousHash, found.PreviousHash);
        Expect.Equal(to.RotatedAt, found.RotatedAt);
        Expect.Equal(to.Epoch, found.Epoch);
        Expect.Equal(to.Generation, found.Generation);
        Expect.Equal(to.Persistent, found.Persistent);
        Expect.Equal(to.UserId, found.UserId);
        Expect.Equal(to.IdleTimeout, found.IdleTimeout);
        Expect.Equal(to.EndsAt, found.EndsAt);
        Expect.Equal(to.Auth, found.Auth);
        Expect.Equal(to.Device, found.Device);
        Expect.Equal(to.Address, found.Address);
        Expect.Equal(record.CreatedAt, found.CreatedAt);
    }

    private static async Task RotateFromAnotherHash(Subject s)
    {
        var record = await s.Create();
        Expect.Equal(SessionWrite.Gone, await s.Store.RotateAsync(record.Id, Hash("other"), To(s.Clock, record, "s1", 1, "alice"), Set("a", "1"), None));
        var found = await s.Found(record.Id);
        Expect.Equal(Hash("s0"), found.SecretHash);
        Expect.That(found.UserId is null);
        Expect.Equal("", Values(found));
    }

    private static async Task RotateWithValues(Subject s)
    {
        var record = await s.Create();
        await s.Store.ApplyAsync(record.Id, 0, Set("a", "1"), None);
        await s.Store.RotateAsync(record.Id, Hash("s0"), To(s.Clock, record, "s1", 0, null), Set("b", "2"), None);
        Expect.Equal("a=1 b=2", await s.ValuesOf(record.Id));
        await s.Store.RotateAsync(record.Id, Hash("s1"), To(s.Clock, record, "s2", 1, "bob"), new SessionChanges { Cleared = true }, None);
        Expect.Equal("", await s.ValuesOf(record.Id));
    }

    private static async Task RotateNeverCreates(Subject s)
    {
        var record = Records.New(s.Clock);
        Expect.Equal(SessionWrite.Gone, await s.Store.RotateAsync(record.Id, Hash("s0"), To(s.Clock, record, "s1", 1, "alice"), SessionChanges.None, None));
        Expect.That(await s.Store.FindAsync(record.Id, None) is null);
    }

    private static async Task ParallelRotations(Subject s)
    {
        for (var round = 0; round < s.Rounds; round++)
        {
            var record = await s.Create();
            var results = await Parallel(8, i => s.Store.RotateAsync(record.Id, Hash("s0"), To(s.Clock, record, "n" + i, 1, "user" + i), Set("by", "n" + i), None).AsTask());
            Expect.Equal(1, results.Count(static r => r == SessionWrite.Applied));
            var winner = Array.IndexOf(results, SessionWrite.Applied);
            var found = await s.Found(record.Id);
            Expect.Equal(Hash("n" + winner), found.SecretHash);
            Expect.Equal("user" + winner, found.UserId);
            Expect.Equal("by=n" + winner, Values(found));
        }
    }

    private static async Task CycleKeepsWrites(Subject s)
    {
        var record = await s.Create();
        await s.Store.ApplyAsync(record.Id, 0, Set("before", "1"), None);
        await s.Store.RotateAsync(record.Id, Hash("s0"), To(s.Clock, record, "s1", 0, null), SessionChanges.None, None);
        Expect.Equal(SessionWrite.Applied, await s.Store.ApplyAsync(record.Id, 0, Set("after", "2"), None));
        Expect.Equal("after=2 before=1", await s.ValuesOf(record.Id));
    }

    private static async Task LoginDropsWrites(Subject s)
    {
        var record = await s.Create();
        await s.Store.RotateAsync(record.Id, Hash("s0"), To(s.Clock, record, "s1", 1, "alice"), SessionChanges.None, None);
        Expect.Equal(SessionWrite.Gone, await s.Store.ApplyAsync(record.Id, 0, Set("planted", "1"), None));
        Expect.That(await s.Store.TakeAsync(record.Id, 0, "planted", None) is null);
        Expect.Equal("", await s.ValuesOf(record.Id));
    }

    private static async Task RotateMovesUser(Subject s)
    {
        var record = await s.Create("alice");
        await s.Store.RotateAsync(record.Id, Hash("s0"), To(s.Clock, record, "s1", 1, "bob"), SessionChanges.None, None);
        Expect.That((await s.List("bob")).Contains(record.Id));
        Expect.Equal(0, (await s.List("alice")).Count);
    }

    private static async Task TouchMovesOn(Subject s)
    {
        var record = await s.Create();
        var start = s.Clock.GetUtcNow();
        s.Clock.Advance(TimeSpan.FromMinutes(10));
        await s.Store.TouchAsync(record.Id, 0, start.AddMinutes(5), None);
        await s.Store.TouchAsync(record.Id, 0, start.AddMinutes(2), None);
        Expect.Equal(start.AddMinutes(5), (await s.Found(record.Id)).LastSeenAt);
    }

    private static async Task TouchKeepsAlive(Subject s)
    {
        var record = await s.Create();
        for (var i = 0; i < 5; i++)
        {
            s.Clock.Advance(Idle - TimeSpan.FromMinutes(1));
            await s.Store.TouchAsync(record.Id, 0, s.Clock.GetUtcNow(), None);
        }

        await s.Found(record.Id);
    }

    private static async Task TouchNeverMovesEnd(Subject s)
    {
        var record = await s.Create();
        for (var left = Lifetime; left > TimeSpan.Zero; left -= Idle / 2)
        {
            await s.Store.TouchAsync(record.Id, 0, s.Clock.GetUtcNow(), None);
            s.Clock.Advance(Idle / 2);
        }

        Expect.That(await s.Store.FindAsync(record.Id, None) is null);
    }

    private static async Task TouchStaleEpoch(Subject s)
    {
        var record = await s.Create();
        var start = s.Clock.GetUtcNow();
        s.Clock.Advance(TimeSpan.FromMinutes(1));
        await s.Store.TouchAsync(record.Id, 1, s.Clock.GetUtcNow(), None);
        Expect.Equal(start, (await s.Found(record.Id)).LastSeenAt);
        var unknown = SessionId.New();
        await s.Store.TouchAsync(unknown, 0, s.Clock.GetUtcNow(), None);
        Expect.That(await s.Store.FindAsync(unknown, None) is null);
    }

    private static async Task IdleEnds(Subject s)
    {
        var record = await s.Create();
        s.Clock.Advance(Idle - TimeSpan.FromSeconds(1));
        await s.Found(record.Id);
        s.Clock.Advance(TimeSpan.FromSeconds(1));
        Expect.That(await s.Store.FindAsync(record.Id, None) is null);
    }

    private static async Task EndEnds(Subject s)
    {
        var record = new SessionRecord
        {
            Id = SessionId.New(),
            Backend = Backend,
            SecretHash = Hash("s0"),
            CreatedAt = s.Clock.GetUtcNow(),
            LastSeenAt = s.Clock.GetUtcNow(),
            IdleTimeout = Lifetime,
            EndsAt = s.Clock.GetUtcNow() + Idle,
        };
        await s.Store.CreateAsync(record, None);
        s.Clock.Advance(Idle - TimeSpan.FromSeconds(1));
        await s.Found(record.Id);
        s.Clock.Advance(TimeSpan.FromSeconds(1));
        Expect.That(await s.Store.FindAsync(record.Id, None) is null);
    }

    private static async Task OverTakesNoWrites(Subject s)
    {
        var record = await s.Create("alice");
        var late = s.Clock.GetUtcNow() + Idle;
        s.Clock.Advance(Idle);
        Expect.Equal(SessionWrite.Gone, await s.Store.ApplyAsync(record.Id, 0, Set("a", "1"), None));
        Expect.Equal(SessionWrite.Gone, await s.Store.RotateAsync(record.Id, Hash("s0"), To(s.Clock, record, "s1", 1, "alice"), SessionChanges.None, None));
        await s.Store.TouchAsync(record.Id, 0, late, None);
        Expect.That(await s.Store.TakeAsync(record.Id, 0, "a", None) is null);
        Expect.That(await s.Store.FindAsync(record.Id, None) is null);
        Expect.Equal(0, (await s.List("alice")).Count);
    }

    private static async Task DeleteEnds(Subject s)
    {
        var record = await s.Create("alice");
        Expect.That(await s.Store.DeleteAsync(record.Id, "alice", null, None));
        Expect.That(await s.Store.FindAsync(record.Id, None) is null);
        Expect.Equal(0, (await s.List("alice")).Count);
        Expect.That(!await s.Store.DeleteAsync(record.Id, "alice", null, None));
    }

    private static async Task DeleteChecksUser(Subject s)
    {
        var record = await s.Create("alice");
        Expect.That(!await s.Store.DeleteAsync(record.Id, "bob", null, None));
        Expect.That(!await s.Store.DeleteAsync(record.Id, null, null, None));
        await s.Found(record.Id);
        var anonymous = await s.Create();
        Expect.That(!await s.Store.DeleteAsync(anonymous.Id, "bob", null, None));
        Expect.That(await s.Store.DeleteAsync(anonymous.Id, null, null, None));
    }

    private static async Task DeleteChecksGeneration(Subject s)
    {
        var record = await s.Create("alice", generation: 4);
        Expect.That(!await s.Store.DeleteAsync(record.Id, "alice", 3, None));
        await s.Found(record.Id);
        Expect.That(await s.Store.DeleteAsync(record.Id, "alice", 4, None));
    }

    private static async Task DeletedStaysDeleted(Subject s)
    {
        var record = await s.Create("alice");
        await s.Store.DeleteAsync(record.Id, "alice", null, None);
        Expect.Equal(SessionWrite.Gone, await s.Store.ApplyAsync(record.Id, 0, Set("a", "1"), None));
        Expect.Equal(SessionWrite.Gone, await s.Store.RotateAsync(record.Id, Hash("s0"), To(s.Clock, record, "s1", 1, "alice"), SessionChanges.None, None));
        await s.Store.TouchAsync(record.Id, 0, s.Clock.GetUtcNow(), None);
        Expect.That(await s.Store.FindAsync(record.Id, None) is null);
        Expect.Equal(0, (await s.List("alice")).Count);
    }

    private static async Task ListIsTheUsers(Subject s)
    {
        var first = await s.Create("alice");
        var second = await s.Create("alice");
        await s.Create("bob");
        await s.Create();
        var ids = await s.List("alice");
        Expect.Equal(2, ids.Count);
        Expect.That(ids.Contains(first.Id) && ids.Contains(second.Id));
        Expect.Equal(0, (await s.List("nobody")).Count);
    }

    private static async Task BackendsAreApart(Subject s)
    {
        var own = await s.Create("alice");
        var other = await s.Create("alice", backend: OtherBackend);
        Expect.That((await s.List("alice")).SequenceEqual([own.Id]));
        Expect.That((await s.List("alice", OtherBackend)).SequenceEqual([other.Id]));
        await s.Store.EndGenerationAsync(Backend, "alice", null, None);
        Expect.Equal(default, await s.Store.GenerationAsync(OtherBackend, "alice", None));
    }

    private static async Task GenerationsGrow(Subject s)
    {
        Expect.Equal(default, await s.Store.GenerationAsync(Backend, "alice", None));
        var first = await s.Store.EndGenerationAsync(Backend, "alice", null, None);
        Expect.That(first.Current > 0);
        Expect.Equal(first, await s.Store.GenerationAsync(Backend, "alice", None));
        var second = await s.Store.EndGenerationAsync(Backend, "alice", null, None);
        Expect.That(second.Current > first.Current);
        Expect.Equal(default, await s.Store.GenerationAsync(Backend, "bob", None));
    }

    private static async Task GenerationExcepts(Subject s)
    {
        var (own, other) = (SessionId.New(), SessionId.New());
        var first = await s.Store.EndGenerationAsync(Backend, "alice", own, None);
        Expect.That(first.Allows(own, 0));
        Expect.That(!first.Allows(other, 0));
        var again = await s.Store.EndGenerationAsync(Backend, "alice", own, None);
        Expect.That(again.Allows(own, 0), "The same session excepts itself twice.");
        await s.Store.EndGenerationAsync(Backend, "alice", null, None);
        var late = await s.Store.EndGenerationAsync(Backend, "alice", own, None);
        Expect.That(!late.Allows(own, 0), "What ended everything was not for this session to undo.");
        Expect.That(late.Allows(other, late.Current));
    }

    private static async Task ParallelRaises(Subject s)
    {
        var raised = await Parallel(16, _ => s.Store.EndGenerationAsync(Backend, "alice", null, None).AsTask());
        Expect.Equal(16, raised.Select(static r => r.Current).Distinct().Count());
        Expect.Equal(raised.Max(static r => r.Current), (await s.Store.GenerationAsync(Backend, "alice", None)).Current);
    }

    private static async Task Purge(Subject s)
    {
        var old = await s.Create("alice");
        s.Clock.Advance(Idle);
        var live = await s.Create("alice");
        await s.Store.PurgeAsync(s.Clock.GetUtcNow(), None);
        Expect.That(await s.Store.FindAsync(old.Id, None) is null);
        Expect.That((await s.List("alice")).SequenceEqual([live.Id]));
        s.Clock.Advance(-Idle);
        Expect.That(await s.Store.FindAsync(old.Id, None) is null, "What was purged is gone, also where the clock goes back.");
    }

    private static async Task ManyWriters(Subject s)
    {
        var record = await s.Create();
        for (var round = 0; round < s.Rounds; round++)
        {
            var value = "r" + round;
            var results = await Parallel(Writers, i => s.Store.ApplyAsync(record.Id, 0, Set("k" + i, value), None).AsTask());
            Expect.That(results.All(static r => r == SessionWrite.Applied));
            var found = await s.Found(record.Id);
            Expect.Equal(Writers, found.Values.Count);
            Expect.That(found.Values.All(v => Text(v.Value) == value), $"A write of round {round} is lost.");
        }
    }

    private static async Task WritesAndDelete(Subject s)
    {
        for (var round = 0; round < s.Rounds; round++)
        {
            var record = await s.Create("alice");
            await Parallel(8, i => i switch
            {
                0 => s.Store.DeleteAsync(record.Id, "alice", null, None).AsTask(),
                < 3 => s.Store.RotateAsync(record.Id, Hash("s0"), To(s.Clock, record, "s" + i, 1, "alice"), SessionChanges.None, None).AsTask(),
                < 5 => s.Store.TouchAsync(record.Id, 0, s.Clock.GetUtcNow(), None).AsTask(),
                _ => s.Store.ApplyAsync(record.Id, 0, Set("k" + i, "1"), None).AsTask(),
            });
            Expect.That(await s.Store.FindAsync(record.Id, None) is null);
            Expect.Equal(0, (await s.List("alice")).Count);
        }
    }

    private static async Task LoginAgainstEndAll(Subject s)
    {
        for (var round = 0; round < s.Rounds; round++)
        {
            var user = "user" + round;
            var outcomes = await Parallel(8, async i =>
            {
                if (i == 0)
                {
                    var raised = await s.Store.EndGenerationAsync(Backend, user, null, None);
                    await foreach (var record in s.Store.ListAsync(Backend, user, None))
                    {
                        if (!raised.Allows(record.Id, record.Generation))
                        {
                            await s.Store.DeleteAsync(record.Id, user, record.Generation, None);
                        }
                    }

                    return true;
                }

                var before = await s.Store.GenerationAsync(Backend, user, None);
                var login = Records.New(s.Clock, user, "s" + i, generation: before.Current);
                await s.Store.CreateAsync(login, None);
                if ((await s.Store.GenerationAsync(Backend, user, None)).Allows(login.Id, login.Generation))
                {
                    return true;
                }

                await s.Store.DeleteAsync(login.Id, user, null, None);
                return false;
            });
            Expect.That(outcomes[0]);
            var now = await s.Store.GenerationAsync(Backend, user, None);
            await foreach (var record in s.Store.ListAsync(Backend, user, None))
            {
                Expect.That(now.Allows(record.Id, record.Generation), "A session survived that was to end.");
            }
        }
    }

    private static async Task Faults(Subject s, string operation)
    {
        using var faults = new SessionFaults(s.Store, s.Clock);
        await faults.RunAsync(operation);
    }

    private static async Task RandomSteps(Subject s, int firstSeed, int count)
    {
        for (var seed = firstSeed; seed < firstSeed + count; seed++)
        {
            // The shortest prefix that fails is the one that is reported: steps are compared one by one.
            var run = new ModelRun(s.Store, s.Clock, new Random(seed));
            for (var step = 0; step < 120; step++)
            {
                await run.StepAsync($"Seed {seed}, step {step}.");
            }
        }
    }

    private static Task<T[]> Parallel<T>(int count, Func<int, Task<T>> run)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(async i =>
        {
            await start.Task;
            await Task.Yield();
            return await run(i);
        }).ToArray();
        start.SetResult();
        return Task.WhenAll(tasks);
    }

    private static Task Parallel(int count, Func<int, Task> run) => Parallel(count, async i =>
    {
        await run(i);
        return true;
    });
}
