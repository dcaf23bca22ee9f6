using static Bolt.Conformance.Records;

namespace Bolt.Conformance;

/// <summary>Does random steps with a store and with a model of it that is too simple to be wrong, and compares what both say.</summary>
internal sealed class ModelRun(ISessionStore store, StoreClock clock, Random random)
{
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string?[] Users = [null, "alice", "bob"];

    private readonly List<Model> _sessions = [];
    private readonly string _run = Guid.NewGuid().ToString("N");
    private int _secrets;

    public async Task StepAsync(string step)
    {
        var model = _sessions.Count > 0 ? _sessions[random.Next(_sessions.Count)] : null;
        switch (model is null ? 0 : random.Next(12))
        {
            case 0:
                await Create();
                break;
            case 1 or 2 or 3:
                await Apply(model!, step);
                break;
            case 4:
                await Take(model!, step);
                break;
            case 5 or 6:
                await Rotate(model!, step);
                break;
            case 7:
                await Delete(model!, step);
                break;
            case 8 or 9:
                await Touch(model!);
                break;
            default:
                clock.Advance(TimeSpan.FromMinutes(random.Next(0, 20)));
                break;
        }

        foreach (var session in _sessions)
        {
            await Compare(session, step);
        }
    }

    private async Task Create()
    {
        var record = Records.New(clock, User(random.Next(3)), "s" + _secrets++);
        await store.CreateAsync(record, CancellationToken.None);
        _sessions.Add(new Model { Id = record.Id, Hash = record.SecretHash, User = record.UserId, Seen = record.LastSeenAt, Ends = record.EndsAt, Record = record });
        if (_sessions.Count > 3)
        {
            _sessions.RemoveAt(0);
        }
    }

    private async Task Apply(Model model, string step)
    {
        var epoch = Epoch(model);
        var (name, value) = (Names[random.Next(3)], "v" + random.Next(100));
        var changes = random.Next(4) switch
        {
            0 => new SessionChanges { Cleared = true, Set = Set(name, value).Set },
            1 => new SessionChanges { Removed = [name] },
            _ => Set(name, value),
        };
        var expected = IsLive(model) && epoch == model.Epoch ? SessionWrite.Applied : SessionWrite.Gone;
        if (expected == SessionWrite.Applied)
        {
            if (changes.Cleared)
            {
                model.Values.Clear();
            }

            foreach (var removed in changes.Removed)
            {
                model.Values.Remove(removed);
            }

            foreach (var (set, json) in changes.Set)
            {
                model.Values[set] = Text(json);
            }
        }

        Expect.Equal(expected, await store.ApplyAsync(model.Id, epoch, changes, CancellationToken.None), step);
    }

    private async Task Take(Model model, string step)
    {
        var (epoch, name) = (Epoch(model), Names[random.Next(3)]);
        string? expected = null;
        if (IsLive(model) && epoch == model.Epoch && model.Values.Remove(name, out var value))
        {
            expected = value;
        }

        var taken = await store.TakeAsync(model.Id, epoch, name, CancellationToken.None);
        Expect.Equal(expected, taken is { } json ? Text(json) : null, step);
    }

    private async Task Rotate(Model model, string step)
    {
        var from = random.Next(4) == 0 ? Hash("not this") : model.Hash;
        var epoch = model.Epoch + random.Next(2);
        var (secret, user) = ("s" + _secrets++, User(random.Next(3)));
        var expected = IsLive(model) && from == model.Hash ? SessionWrite.Applied : SessionWrite.Gone;
        if (expected == SessionWrite.Applied)
        {
            (model.Hash, model.Epoch, model.User, model.Seen) = (Hash(secret), epoch, user, clock.GetUtcNow() > model.Seen ? clock.GetUtcNow() : model.Seen);
            model.Values["rotated"] = secret;
        }

        Expect.Equal(expected, await store.RotateAsync(model.Id, from, To(clock, model.Record, secret, epoch, user), Set("rotated", secret), CancellationToken.None), step);
    }

    private async Task Delete(Model model, string step)
    {
        var user = random.Next(3) == 0 ? User(random.Next(3)) : model.User;
        var expected = IsLive(model) && user == model.User;
        model.IsDeleted |= expected;
        Expect.Equal(expected, await store.DeleteAsync(model.Id, user, null, CancellationToken.None), step);
    }

    private async Task Touch(Model model)
    {
        var (epoch, seen) = (Epoch(model), clock.GetUtcNow().AddMinutes(-random.Next(0, 10)));
        if (IsLive(model) && epoch == model.Epoch && seen > model.Seen)
        {
            model.Seen = seen;
        }

        await store.TouchAsync(model.Id, epoch, seen, CancellationToken.None);
    }

    private async Task Compare(Model model, string step)
    {
        var found = await store.FindAsync(model.Id, CancellationToken.None);
        Expect.Equal(IsLive(model), found is not null, step);
        if (found is not null)
        {
            Expect.Equal(model.Hash, found.SecretHash, step);
            Expect.Equal(model.Epoch, found.Epoch, step);
            Expect.Equal(model.User, found.UserId, step);
            Expect.Equal(model.Seen, found.LastSeenAt, step);
            Expect.Equal(model.Ends, found.EndsAt, step);
            Expect.Equal(string.Join(' ', model.Values.Select(static v => $"{v.Key}={v.Value}")), Values(found), step);
        }
    }

    private string? User(int index) => Users[index] is { } user ? user + _run : null;

    private int Epoch(Model model) => random.Next(4) == 0 ? model.Epoch - 1 : model.Epoch;

    private bool IsLive(Model model) => !model.IsDeleted && clock.GetUtcNow() < model.Ends && clock.GetUtcNow() - model.Seen < Idle;

    private sealed class Model
    {
        public required SessionId Id { get; init; }

        public required SessionRecord Record { get; init; }

        public required SecretHash Hash { get; set; }

        public int Epoch { get; set; }

        public string? User { get; set; }

        public DateTimeOffset Seen { get; set; }

        public required DateTimeOffset Ends { get; init; }

        public bool IsDeleted { get; set; }

        public SortedDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);
    }
}
