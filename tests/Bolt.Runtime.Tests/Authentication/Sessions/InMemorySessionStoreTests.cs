using Bolt.Conformance;
using Microsoft.Extensions.Options;

namespace Bolt.Runtime.Tests;

/// <summary>The in-memory store: what every store must hold, and its own bounds.</summary>
public sealed class InMemorySessionStoreTests
{
    private static readonly SessionStoreChecks Checks = new(static time => new InMemorySessionStore(Options.Create(new InMemorySessionStoreOptions()), time));

    private readonly StoreClock _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Checks.All().Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string name) => Checks.All().Single(c => c.Name == name).RunAsync();

    [Fact]
    public async Task Anonymous_sessions_do_not_take_the_room_of_others()
    {
        using var store = new InMemorySessionStore(Options.Create(new InMemorySessionStoreOptions { MaximumSize = 1_000_000, MaximumAnonymousSize = 10_000 }), _time);
        var (anonymous, made) = (0, Record(null));
        await Assert.ThrowsAsync<SessionStoreFullException>(async () =>
        {
            while (anonymous < 1000)
            {
                await store.CreateAsync(made, Cancellation);
                anonymous++;
                made = Record(null);
            }
        });
        Assert.InRange(anonymous, 5, 30);
        Assert.Null(await store.FindAsync(made.Id, Cancellation));
        for (var i = 0; i < 100; i++)
        {
            Assert.True(await store.CreateAsync(Record("user" + i), Cancellation));
        }

        Assert.Equal(anonymous + 100, store.Count);
    }

    [Fact]
    public async Task Full_store_refuses_new_sessions_and_keeps_those_it_has()
    {
        using var store = new InMemorySessionStore(Options.Create(new InMemorySessionStoreOptions { MaximumSize = 10_000 }), _time);
        var first = Record("first");
        await store.CreateAsync(first, Cancellation);
        await Assert.ThrowsAsync<SessionStoreFullException>(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await store.CreateAsync(Record("user" + i), Cancellation);
            }
        });
        Assert.NotNull(await store.FindAsync(first.Id, Cancellation));
        var (all, _) = store.Size;
        Assert.InRange(all, 5_000, 10_000);
        await Assert.ThrowsAsync<SessionStoreFullException>(() => store.ApplyAsync(
            first.Id, 0, new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { ["a"] = new byte[20_000] } }, Cancellation).AsTask());
        Assert.Equal(all, store.Size.All);
    }

    /// <summary>What a login writes along counts like any other write: a store that is full takes none of it, and keeps what it has.</summary>
    [Fact]
    public async Task Login_takes_no_more_room_than_there_is()
    {
        using var store = new InMemorySessionStore(Options.Create(new InMemorySessionStoreOptions { MaximumSize = 10_000 }), _time);
        var anonymous = Record(null);
        await store.CreateAsync(anonymous, Cancellation);
        var before = store.Size;
        Assert.Equal(before.All, before.Anonymous);
        var to = new SessionRotation { SecretHash = anonymous.SecretHash, Epoch = 1, UserId = "alice", LastSeenAt = anonymous.LastSeenAt, IdleTimeout = anonymous.IdleTimeout, EndsAt = anonymous.EndsAt };
        var large = new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { ["a"] = new byte[10_000] } };
        await Assert.ThrowsAsync<SessionStoreFullException>(() => store.RotateAsync(anonymous.Id, anonymous.SecretHash, to, large, Cancellation).AsTask());
        Assert.Equal((before, 0), (store.Size, store.IndexedUsers));
        Assert.Null((await store.FindAsync(anonymous.Id, Cancellation))!.UserId);
        Assert.Equal(SessionWrite.Applied, await store.RotateAsync(anonymous.Id, anonymous.SecretHash, to, SessionChanges.None, Cancellation));
        Assert.Equal((before.All + (2 * "alice".Length), 0L), store.Size);
    }

    /// <summary>The other way round: a session that nobody is signed in to any more takes the room of those.</summary>
    [Fact]
    public async Task Session_that_becomes_anonymous_takes_the_room_of_anonymous_ones()
    {
        using var store = new InMemorySessionStore(Options.Create(new InMemorySessionStoreOptions { MaximumSize = 10_000, MaximumAnonymousSize = 100 }), _time);
        var record = Record("alice");
        await store.CreateAsync(record, Cancellation);
        var before = store.Size;
        var to = new SessionRotation { SecretHash = record.SecretHash, Epoch = 1, LastSeenAt = record.LastSeenAt, IdleTimeout = record.IdleTimeout, EndsAt = record.EndsAt };
        await Assert.ThrowsAsync<SessionStoreFullException>(() => store.RotateAsync(record.Id, record.SecretHash, to, SessionChanges.None, Cancellation).AsTask());
        Assert.Equal((before, "alice"), (store.Size, (await store.FindAsync(record.Id, Cancellation))!.UserId));
    }

    [Fact]
    public async Task Nothing_is_left_of_sessions_that_are_over()
    {
        using var store = new InMemorySessionStore(Options.Create(new InMemorySessionStoreOptions()), _time);
        for (var i = 0; i < 50; i++)
        {
            var record = Record(i % 2 == 0 ? "user" + i : null);
            await store.CreateAsync(record, Cancellation);
            await store.ApplyAsync(record.Id, 0, new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { ["a"] = new byte[100] } }, Cancellation);
        }

        _time.Advance(TimeSpan.FromHours(2));
        await store.PurgeAsync(_time.GetUtcNow(), Cancellation);
        Assert.Equal((0, 0, (0L, 0L)), (store.Count, store.IndexedUsers, store.Size));
    }

    [Fact]
    public async Task Finding_a_session_allocates_nothing()
    {
        using var store = new InMemorySessionStore(Options.Create(new InMemorySessionStoreOptions()), _time);
        var record = Record("alice");
        await store.CreateAsync(record, Cancellation);
        var (known, unknown) = (record.Id, SessionId.New());
        Assert.Equal(0, Bytes(() => Assert.True(store.FindAsync(known, default).Result is not null)));
        Assert.Equal(0, Bytes(() => Assert.True(store.FindAsync(unknown, default).Result is null)));
    }

    private static long Bytes(Action find)
    {
        for (var i = 0; i < 200; i++)
        {
            find();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            find();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
    }

    private SessionRecord Record(string? user) => new()
    {
        Id = SessionId.New(),
        Backend = "test",
        SecretHash = default,
        UserId = user,
        CreatedAt = _time.GetUtcNow(),
        LastSeenAt = _time.GetUtcNow(),
        IdleTimeout = TimeSpan.FromHours(1),
        EndsAt = _time.GetUtcNow().AddDays(1),
    };
}
