using static Bolt.Conformance.Records;

namespace Bolt.Conformance;

/// <summary>One call of a store, which a <see cref="ParallelModel"/> can do as well. What both say is a text, so that it can be compared and shown.</summary>
/// <param name="Kind">Which call.</param>
/// <param name="Name">A value's name, or for a rotation the secret that is replaced.</param>
/// <param name="Value">A value, or the new secret.</param>
/// <param name="Epoch">The epoch that the caller saw, or that a rotation writes.</param>
/// <param name="User">A user, or null.</param>
/// <param name="Minute">For a touch: when, counted from the creation.</param>
internal sealed record ParallelStep(string Kind, string Name, string Value, int Epoch, string? User, int Minute)
{
    private const int Kinds = 14;

    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string?[] Users = [null, "alice", "bob"];

    /// <summary>Values and secrets are the step's own, so that it shows whose are lost.</summary>
    public static ParallelStep Random(Random random, int caller, int index)
    {
        var (own, name) = ($"{caller}{index}", Names[random.Next(Names.Length)]);
        var epoch = random.Next(4) == 0 ? 1 : 0;
        return random.Next(Kinds) switch
        {
            0 or 1 or 2 or 3 => new("set", name, own, epoch, null, 0),
            4 => new("remove", name, "", epoch, null, 0),
            5 => new("clear", name, own, epoch, null, 0),
            6 or 7 => new("take", name, "", epoch, null, 0),
            8 or 9 => new("rotate", index > 0 && random.Next(2) == 0 ? $"s{caller}{index - 1}" : "s0", "s" + own, random.Next(2), Users[random.Next(Users.Length)], 0),
            10 => new("delete", "", "", 0, Users[random.Next(Users.Length)], 0),
            11 => new("touch", "", "", epoch, null, random.Next(1, ParallelModel.Now)),
            _ => new("find", "", "", 0, null, 0),
        };
    }

    public async Task<string> RunAsync(ISessionStore store, SessionRecord record, Func<string?, string?> userOf) => Kind switch
    {
        "set" => Said(await store.ApplyAsync(record.Id, Epoch, Set(Name, Value), default)),
        "remove" => Said(await store.ApplyAsync(record.Id, Epoch, Remove(Name), default)),
        "clear" => Said(await store.ApplyAsync(record.Id, Epoch, new SessionChanges { Cleared = true, Set = Set(Name, Value).Set }, default)),
        "take" => await store.TakeAsync(record.Id, Epoch, Name, default) is { } taken ? Text(taken) : "nothing",
        "rotate" => Said(await store.RotateAsync(record.Id, Hash(Name), Rotation(record, userOf), SessionChanges.None, default)),
        "delete" => await store.DeleteAsync(record.Id, userOf(User), null, default) ? "Applied" : "Gone",
        "touch" => await TouchAsync(store, record),
        _ => Shown(await store.FindAsync(record.Id, default), record, userOf),
    };

    public string Run(ParallelModel model)
    {
        switch (Kind)
        {
            case "set" or "remove" or "clear":
                if (!model.Exists || model.Epoch != Epoch)
                {
                    return "Gone";
                }

                if (Kind == "clear")
                {
                    model.Values.Clear();
                }

                if (Kind == "remove")
                {
                    model.Values.Remove(Name);
                }
                else
                {
                    model.Values[Name] = Value;
                }

                return "Applied";
            case "take":
                return model.Exists && model.Epoch == Epoch && model.Values.Remove(Name, out var taken) ? taken : "nothing";
            case "rotate":
                if (!model.Exists || model.Secret != Name)
                {
                    return "Gone";
                }

                (model.Secret, model.Epoch, model.User, model.Seen) = (Value, Epoch, User, ParallelModel.Now);
                return "Applied";
            case "delete":
                if (!model.Exists || model.User != User)
                {
                    return "Gone";
                }

                model.Exists = false;
                return "Applied";
            case "touch":
                if (model.Exists && model.Epoch == Epoch)
                {
                    model.Seen = Math.Max(model.Seen, Minute);
                }

                return "done";
            default:
                return model.ToString();
        }
    }

    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        "set" or "clear" => $"{Kind} {Name}={Value} (epoch {Epoch})",
        "remove" or "take" => $"{Kind} {Name} (epoch {Epoch})",
        "rotate" => $"rotate {Name} to {Value} (epoch {Epoch}, {User ?? "nobody"})",
        "delete" => $"delete ({User ?? "nobody"})",
        "touch" => $"touch minute {Minute} (epoch {Epoch})",
        _ => Kind,
    };

    private static string Said(SessionWrite write) => write.ToString();

    private static string Shown(SessionRecord? found, SessionRecord record, Func<string?, string?> userOf)
    {
        if (found is null)
        {
            return ParallelModel.Missing;
        }

        // A hash and a user of the run are shown by the names that the model has.
        var secret = Enumerable.Range(0, 100).Select(static n => n == 0 ? "s0" : $"s{n:00}").FirstOrDefault(s => found.SecretHash == Hash(s)) ?? "another secret";
        var user = found.UserId is null ? null : Array.Find(Users, u => userOf(u) == found.UserId) ?? "another user";
        return new ParallelModel(Values(found)) { Secret = secret, Epoch = found.Epoch, User = user, Seen = (int)(found.LastSeenAt - record.CreatedAt).TotalMinutes }.ToString();
    }

    private SessionRotation Rotation(SessionRecord record, Func<string?, string?> userOf)
    {
        var now = record.CreatedAt.AddMinutes(ParallelModel.Now);
        return new()
        {
            SecretHash = Hash(Value),
            PreviousHash = Hash(Name),
            RotatedAt = now,
            Epoch = Epoch,
            UserId = userOf(User),
            LastSeenAt = now,
            IdleTimeout = record.IdleTimeout,
            EndsAt = record.EndsAt,
            Auth = record.Auth,
        };
    }

    private async Task<string> TouchAsync(ISessionStore store, SessionRecord record)
    {
        await store.TouchAsync(record.Id, Epoch, record.CreatedAt.AddMinutes(Minute), default);
        return "done";
    }
}
