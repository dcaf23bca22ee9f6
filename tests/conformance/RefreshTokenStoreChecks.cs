using System.Security.Cryptography;

namespace Bolt.Conformance;

/// <summary>What every <see cref="IRefreshTokenStore"/> must hold. Each check makes a store of its own.</summary>
/// <param name="create">Makes an empty store that reads that clock.</param>
public sealed class RefreshTokenStoreChecks(Func<TimeProvider, IRefreshTokenStore> create)
{
    private const int Callers = 16;
    private const int Rounds = 20;

    private static CancellationToken None => CancellationToken.None;

    /// <summary>All of them.</summary>
    public IEnumerable<StoreCheck> All()
    {
        yield return Check("an unknown id is not found", UnknownIsNotFound);
        yield return Check("what was created is found as it was", CreatedIsFound);
        yield return Check("what is absent stays absent", AbsentStaysAbsent);
        yield return Check("the same family can be created again, and changes nothing", CreatedAgain);
        yield return Check("another family with the same id is refused", AnotherWithTheSameId);
        yield return Check("what is found is the caller's own", FoundIsACopy);
        yield return Check("replace writes what changes with a rotation", ReplaceWrites);
        yield return Check("replace from another generation writes nothing", StaleReplace);
        yield return Check("replace never creates", ReplaceNeverCreates);
        yield return Check("end ends once, and for good", EndOnce);
        yield return Check("nothing replaces what was ended", EndedIsNotReplaced);
        yield return Check("list names the user's families that were not ended, and no other's", ListIsTheUsers);
        yield return Check("generations grow, each user's by itself", GenerationsGrow);
        yield return Check("parallel raises all count", ParallelRaises);
        yield return Check($"of {Callers} parallel replacements one wins, {Rounds} rounds", ParallelReplacements);
        yield return Check("replacements and an end: nothing comes back", ReplaceAgainstEnd);
        yield return Check("of parallel ends one counts", ParallelEnds);
        yield return Check("parallel creations of one user are all listed", ParallelCreations);
    }

    private sealed record Subject(IRefreshTokenStore Store, StoreClock Clock)
    {
        public RefreshFamily New(string user = "alice") => new()
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            UserId = user,
            Current = RandomNumberGenerator.GetBytes(32),
            CreatedAt = Clock.GetUtcNow(),
            RotatedAt = Clock.GetUtcNow(),
            ExpiresAt = Clock.GetUtcNow().AddDays(14),
            EndsAt = Clock.GetUtcNow().AddDays(90),
        };

        public async Task<RefreshFamily> Create(string user = "alice")
        {
            var family = New(user);
            await Store.CreateAsync(family, None);
            return family;
        }

        public async Task<RefreshFamily> Found(string id) => await Store.FindAsync(id, None) ?? throw new StoreCheckException("The family is not found.");

        public async Task IsEnded(string id) => Expect.That(await Store.FindAsync(id, None) is not { EndedAt: null });

        public async Task<List<string>> List(string user)
        {
            var ids = new List<string>();
            await foreach (var family in Store.ListAsync(user, None))
            {
                ids.Add(family.Id);
            }

            return ids;
        }

        public RefreshFamily Next(RefreshFamily family) => new()
        {
            Id = family.Id,
            UserId = family.UserId,
            Generation = family.Generation + 1,
            Current = RandomNumberGenerator.GetBytes(32),
            Previous = family.Current,
            Nonce = RandomNumberGenerator.GetBytes(32),
            StampHash = family.StampHash,
            CreatedAt = family.CreatedAt,
            RotatedAt = Clock.GetUtcNow(),
            ExpiresAt = Clock.GetUtcNow().AddDays(14),
            EndsAt = family.EndsAt,
            UserGeneration = family.UserGeneration,
            Client = family.Client,
            Device = family.Device,
            Methods = family.Methods,
        };
    }

    private StoreCheck Check(string name, Func<Subject, Task> run) => new(name, async () =>
    {
        var clock = new StoreClock();
        var store = create(clock);
        try
        {
            await run(new(store, clock));
        }
        finally
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
    });

    private static string Text(RefreshFamily f) => string.Join(
        '|',
        f.Id,
        f.UserId,
        f.Generation,
        Convert.ToHexString(f.Current),
        Convert.ToHexString(f.Previous),
        Convert.ToHexString(f.Nonce),
        f.StampHash is null ? "none" : Convert.ToHexString(f.StampHash),
        f.CreatedAt.UtcTicks,
        f.RotatedAt.UtcTicks,
        f.ExpiresAt.UtcTicks,
        f.EndsAt.UtcTicks,
        f.EndedAt,
        f.EndReason,
        f.UserGeneration,
        f.Client ?? "none",
        f.Device ?? "none",
        f.Methods ?? "none");

    private static async Task UnknownIsNotFound(Subject s)
    {
        var family = await s.Create();
        foreach (var id in new[] { "", "x", new string('0', 32), family.Id.ToUpperInvariant() + " ", family.Id + "0", family.Id[..31], "{" + family.Id[..30] + "}" })
        {
            Expect.That(await s.Store.FindAsync(id, None) is null, id);
            Expect.That(!await s.Store.EndAsync(id, s.Clock.GetUtcNow(), RefreshEndReason.SignedOut, None), id);
        }

        await s.Found(family.Id);
    }

    private static async Task CreatedIsFound(Subject s)
    {
        var family = s.New("ünser/Nutzer 1");
        (family.Generation, family.Previous, family.Nonce, family.StampHash) = (7, RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(16));
        (family.UserGeneration, family.Client, family.Device, family.Methods) = (12345678901, "client 1", "Ünser Gerät; 🙂", "pwd otp");
        await s.Store.CreateAsync(family, None);
        Expect.Equal(Text(family), Text(await s.Found(family.Id)));
    }

    private static async Task AbsentStaysAbsent(Subject s)
    {
        var family = await s.Create();
        Expect.Equal(Text(family), Text(await s.Found(family.Id)));
    }

    private static async Task CreatedAgain(Subject s)
    {
        var family = await s.Create();
        await s.Store.CreateAsync(family, None);
        Expect.Equal(1, (await s.List("alice")).Count);
        Expect.Equal(Text(family), Text(await s.Found(family.Id)));
    }

    private static async Task AnotherWithTheSameId(Subject s)
    {
        var (family, other) = (await s.Create(), s.New("mallory"));
        other.Id = family.Id;
        try
        {
            await s.Store.CreateAsync(other, None);
        }
        catch (InvalidOperationException)
        {
            Expect.Equal(Text(family), Text(await s.Found(family.Id)));
            Expect.Equal(0, (await s.List("mallory")).Count);
            return;
        }

        throw new StoreCheckException("InvalidOperationException was expected.");
    }

    private static async Task FoundIsACopy(Subject s)
    {
        var family = await s.Create();
        var before = Text(family);
        var found = await s.Found(family.Id);
        (found.Generation, found.UserId, found.Current[0], found.EndedAt) = (99, "mallory", (byte)(found.Current[0] ^ 1), s.Clock.GetUtcNow());
        Expect.Equal(before, Text(await s.Found(family.Id)));
    }

    private static async Task ReplaceWrites(Subject s)
    {
        var family = await s.Create();
        s.Clock.Advance(TimeSpan.FromHours(1));
        var next = s.Next(family);
        Expect.That(await s.Store.TryReplaceAsync(next, 0, None));
        Expect.Equal(Text(next), Text(await s.Found(family.Id)));
        var third = s.Next(next);
        Expect.That(await s.Store.TryReplaceAsync(third, 1, None));
        Expect.Equal(Text(third), Text(await s.Found(family.Id)));
    }

    private static async Task StaleReplace(Subject s)
    {
        var family = await s.Create();
        var next = s.Next(family);
        Expect.That(await s.Store.TryReplaceAsync(next, 0, None));
        foreach (var stale in new[] { -1, 0, 2 })
        {
            Expect.That(!await s.Store.TryReplaceAsync(s.Next(next), stale, None));
        }

        Expect.Equal(Text(next), Text(await s.Found(family.Id)));
    }

    private static async Task ReplaceNeverCreates(Subject s)
    {
        var family = s.New();
        Expect.That(!await s.Store.TryReplaceAsync(family, 0, None));
        Expect.That(await s.Store.FindAsync(family.Id, None) is null);
    }

    private static async Task EndOnce(Subject s)
    {
        var family = await s.Create();
        Expect.That(await s.Store.EndAsync(family.Id, s.Clock.GetUtcNow(), RefreshEndReason.Reused, None));
        await s.IsEnded(family.Id);
        Expect.That(!await s.Store.EndAsync(family.Id, s.Clock.GetUtcNow().AddSeconds(1), RefreshEndReason.SignedOut, None));
        if (await s.Store.FindAsync(family.Id, None) is { } kept)
        {
            Expect.Equal(RefreshEndReason.Reused, kept.EndReason);
            Expect.Equal(s.Clock.GetUtcNow(), kept.EndedAt);
        }
    }

    private static async Task EndedIsNotReplaced(Subject s)
    {
        var family = await s.Create();
        Expect.That(await s.Store.EndAsync(family.Id, s.Clock.GetUtcNow(), RefreshEndReason.SignedOut, None));
        Expect.That(!await s.Store.TryReplaceAsync(s.Next(family), 0, None));
        await s.IsEnded(family.Id);
    }

    private static async Task ListIsTheUsers(Subject s)
    {
        var (first, second, third, bobs) = (await s.Create(), await s.Create(), await s.Create(), await s.Create("bob"));
        await s.Create("Alice");
        await s.Store.EndAsync(second.Id, s.Clock.GetUtcNow(), RefreshEndReason.SignedOut, None);
        Expect.That((await s.List("alice")).ToHashSet().SetEquals([first.Id, third.Id]));
        Expect.That((await s.List("bob")).SequenceEqual([bobs.Id]));
        await s.Store.EndAsync(bobs.Id, s.Clock.GetUtcNow(), RefreshEndReason.SignedOut, None);
        Expect.Equal(0, (await s.List("bob")).Count);
        Expect.Equal(0, (await s.List("nobody")).Count);
    }

    private static async Task GenerationsGrow(Subject s)
    {
        Expect.Equal(0, await s.Store.GenerationAsync("alice", None));
        var first = await s.Store.EndGenerationAsync("alice", None);
        Expect.That(first > 0);
        Expect.Equal(first, await s.Store.GenerationAsync("alice", None));
        Expect.Equal(0, await s.Store.GenerationAsync("bob", None));
        var second = await s.Store.EndGenerationAsync("alice", None);
        Expect.That(second > first);
        Expect.That(await s.Store.EndGenerationAsync("bob", None) > 0);
        Expect.Equal(second, await s.Store.GenerationAsync("alice", None));
    }

    private static async Task ParallelRaises(Subject s)
    {
        var raised = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await s.Store.EndGenerationAsync("alice", None))));
        Expect.Equal(50, raised.Distinct().Count());
        Expect.Equal(raised.Max(), await s.Store.GenerationAsync("alice", None));
    }

    private static async Task ParallelReplacements(Subject s)
    {
        var family = await s.Create();
        for (var round = 0; round < Rounds; round++)
        {
            var candidates = Enumerable.Range(0, Callers).Select(_ => s.Next(family)).ToArray();
            var won = await Task.WhenAll(candidates.Select(next => Task.Run(async () => await s.Store.TryReplaceAsync(next, family.Generation, None))));
            Expect.Equal(1, won.Count(static w => w));
            var winner = candidates[Array.IndexOf(won, true)];
            family = await s.Found(family.Id);
            Expect.Equal(Text(winner), Text(family));
        }
    }

    private static async Task ReplaceAgainstEnd(Subject s)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var family = await s.Create();
            var end = Task.Run(async () => await s.Store.EndAsync(family.Id, s.Clock.GetUtcNow(), RefreshEndReason.SignedOut, None));
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await s.Store.TryReplaceAsync(s.Next(family), 0, None))));
            Expect.That(await end);
            await s.IsEnded(family.Id);
            Expect.That(!await s.Store.TryReplaceAsync(s.Next(s.Next(family)), 1, None));
            await s.IsEnded(family.Id);
        }

        Expect.Equal(0, (await s.List("alice")).Count);
    }

    private static async Task ParallelEnds(Subject s)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var family = await s.Create();
            var reasons = Enum.GetValues<RefreshEndReason>();
            var ended = await Task.WhenAll(reasons.Select(reason => Task.Run(async () => await s.Store.EndAsync(family.Id, s.Clock.GetUtcNow(), reason, None))));
            Expect.Equal(1, ended.Count(static e => e));
            if (await s.Store.FindAsync(family.Id, None) is { } kept)
            {
                Expect.Equal(reasons[Array.IndexOf(ended, true)], kept.EndReason);
            }
        }
    }

    private static async Task ParallelCreations(Subject s)
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => s.Create())));
        Expect.That((await s.List("alice")).ToHashSet().SetEquals(made.Select(static f => f.Id)));
        await Task.WhenAll(made.Take(25).Select(f => Task.Run(async () => await s.Store.EndAsync(f.Id, s.Clock.GetUtcNow(), RefreshEndReason.SignedOut, None))));
        Expect.That((await s.List("alice")).ToHashSet().SetEquals(made.Skip(25).Select(static f => f.Id)));
    }
}
