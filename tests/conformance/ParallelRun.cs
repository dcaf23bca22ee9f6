using static Bolt.Conformance.Records;

namespace Bolt.Conformance;

/// <summary>Callers that ask a store at once: random steps for each, and whether some order of them explains what it said.</summary>
internal sealed class ParallelRun(ISessionStore store, StoreClock clock)
{
    /// <summary>How often a smaller program is tried before it counts as one that does not fail.</summary>
    private const int Tries = 30;

    public async Task CheckAsync(int seed)
    {
        var random = new Random(seed);
        var program = Enumerable.Range(0, random.Next(2, 4))
            .Select(caller => Enumerable.Range(0, random.Next(3, 5)).Select(index => ParallelStep.Random(random, caller + 1, index)).ToArray())
            .ToArray();
        if (await RunAsync(program) is { } failed)
        {
            throw new StoreCheckException($"Seed {seed}: no order of these calls explains what the store said; {(await ShrinkAsync(program, failed)).ShortestWithoutOrder()}");
        }
    }

    /// <summary>Leaves out step by step what is not needed to fail.</summary>
    private async Task<ParallelHistory> ShrinkAsync(ParallelStep[][] program, ParallelHistory failed)
    {
        for (var (caller, index) = (0, 0); caller < program.Length;)
        {
            if (index == program[caller].Length)
            {
                (caller, index) = (caller + 1, 0);
                continue;
            }

            ParallelStep[][] smaller = [.. program];
            smaller[caller] = [.. program[caller].Where((_, i) => i != index)];
            ParallelHistory? again = null;
            for (var attempt = 0; again is null && attempt < Tries; attempt++)
            {
                again = await RunAsync(smaller);
            }

            (program, failed, index) = again is null ? (program, failed, index + 1) : (smaller, again, index);
        }

        return failed;
    }

    /// <summary>Null where there is an order.</summary>
    private async Task<ParallelHistory?> RunAsync(ParallelStep[][] program)
    {
        // A session and users of its own: the next run finds nothing of this one.
        var run = Guid.NewGuid().ToString("N");
        var record = Records.New(clock);
        Expect.That(await store.CreateAsync(record, default));
        await store.ApplyAsync(record.Id, 0, Set("a", "x"), default);
        await store.ApplyAsync(record.Id, 0, Set("b", "y"), default);
        clock.Advance(TimeSpan.FromMinutes(ParallelModel.Now));
        var (ticket, calls) = (0, new List<ParallelHistory.Call>());
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = program.Select(Caller).ToArray();
        start.SetResult();
        await Task.WhenAll(callers);
        await Do(0, new ParallelStep("find", "", "", 0, null, 0));
        await Listed();
        var history = new ParallelHistory(new ParallelModel("a=x b=y"), calls);
        return history.HasOrder() ? null : history;

        async Task Caller(ParallelStep[] steps, int caller)
        {
            await start.Task;
            foreach (var step in steps)
            {
                await Task.Yield();
                await Do(caller + 1, step);
            }
        }

        async Task Do(int caller, ParallelStep step)
        {
            var began = Interlocked.Increment(ref ticket);
            var said = await step.RunAsync(store, record, UserOf);
            var call = new ParallelHistory.Call(caller, step, began, Interlocked.Increment(ref ticket), said);
            lock (calls)
            {
                calls.Add(call);
            }
        }

        // The user whose session it is in the end has it in the list, and nobody else.
        async Task Listed()
        {
            var owner = (await store.FindAsync(record.Id, default))?.UserId;
            foreach (var user in new[] { UserOf("alice")!, UserOf("bob")! })
            {
                var isListed = false;
                await foreach (var listed in store.ListAsync(Backend, user, default))
                {
                    isListed |= listed.Id == record.Id && listed.UserId == user;
                }

                Expect.Equal(user == owner, isListed, "The list of a user's sessions, behind parallel calls.");
            }
        }

        string? UserOf(string? user) => user is null ? null : user + run;
    }
}
