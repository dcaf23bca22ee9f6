using System;
using System.Collections.Generic;
using System.Globalization;
using StackExchange.Redis;

namespace Bolt.Redis.Sessions;

/// <summary>A session as a hash: a field for each member, and one for each value under <c>v:</c> and its name. What is null has no field.</summary>
internal static class SessionFields
{
    private const string ValuePrefix = "v:";

    /// <summary>One octet in front, because an empty field is none.</summary>
    private const string Text = "=";

    public static RedisValue Ticks(long ticks) => ticks.ToString("D20", CultureInfo.InvariantCulture);

    public static RedisValue Ticks(DateTimeOffset moment) => Ticks(moment.UtcTicks);

    public static RedisValue User(string? user) => OrNothing(user);

    public static string? ReadUser(RedisValue field) => ReadText(field);

    /// <summary>Names and values of a new record, those of the session's values too.</summary>
    public static void Write(List<RedisValue> to, SessionRecord record)
    {
        Add(to, "b", Text + record.Backend);
        Add(to, "h", record.SecretHash.ToArray());
        Add(to, "p", record.PreviousHash?.ToArray());
        Add(to, "r", OrNothing(record.RotatedAt));
        Add(to, "e", record.Epoch);
        Add(to, "g", record.Generation);
        Add(to, "k", record.Persistent ? "1" : "0");
        Add(to, "u", OrNothing(record.UserId));
        Add(to, "c", Ticks(record.CreatedAt));
        Add(to, "s", Ticks(record.LastSeenAt));
        Add(to, "i", Ticks(record.IdleTimeout.Ticks));
        Add(to, "x", Ticks(record.EndsAt));
        Write(to, record.Auth, isEmptyKept: false);
        Add(to, "d", OrNothing(record.Device));
        Add(to, "o", OrNothing(record.Address));
        foreach (var (name, value) in record.Values)
        {
            to.Add(ValuePrefix + name);
            to.Add(value);
        }
    }

    /// <summary>Names and values of a rotation; an empty value where a field goes.</summary>
    public static void Write(List<RedisValue> to, SessionRotation rotation)
    {
        Put(to, "h", rotation.SecretHash.ToArray());
        Put(to, "p", rotation.PreviousHash?.ToArray());
        Put(to, "r", OrNothing(rotation.RotatedAt));
        Put(to, "e", rotation.Epoch);
        Put(to, "g", rotation.Generation);
        Put(to, "k", rotation.Persistent ? "1" : "0");
        Put(to, "u", OrNothing(rotation.UserId));
        Put(to, "s", Ticks(rotation.LastSeenAt));
        Put(to, "i", Ticks(rotation.IdleTimeout.Ticks));
        Put(to, "x", Ticks(rotation.EndsAt));
        Write(to, rotation.Auth, isEmptyKept: true);
        Put(to, "d", OrNothing(rotation.Device));
        Put(to, "o", OrNothing(rotation.Address));
    }

    /// <summary>The largest size, what is cleared, what is removed and what is set.</summary>
    public static void Write(List<RedisValue> to, SessionChanges changes)
    {
        to.Add(changes.MaximumSize);
        to.Add(changes.Cleared ? "1" : "0");
        to.Add(changes.Removed.Count);
        foreach (var name in changes.Removed)
        {
            to.Add(name);
        }

        foreach (var (name, value) in changes.Set)
        {
            to.Add(name);
            to.Add(value);
        }
    }

    public static SessionRecord Read(SessionId id, HashEntry[] hash)
    {
        var fields = new Dictionary<string, RedisValue>(hash.Length, StringComparer.Ordinal);
        var values = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var field in hash)
        {
            var name = (string)field.Name!;
            if (name.StartsWith(ValuePrefix, StringComparison.Ordinal))
            {
                values[name[ValuePrefix.Length..]] = (byte[])field.Value!;
            }
            else
            {
                fields[name] = field.Value;
            }
        }

        return new SessionRecord
        {
            Id = id,
            Backend = ReadText(fields["b"])!,
            SecretHash = new((byte[])fields["h"]!),
            PreviousHash = ReadHash(fields.GetValueOrDefault("p")),
            RotatedAt = ReadMoment(fields.GetValueOrDefault("r")),
            Epoch = (int)fields["e"],
            Generation = (long)fields["g"],
            Persistent = fields["k"] == "1",
            UserId = ReadText(fields.GetValueOrDefault("u")),
            CreatedAt = ReadMoment(fields["c"])!.Value,
            LastSeenAt = ReadMoment(fields["s"])!.Value,
            IdleTimeout = new(ReadTicks(fields["i"])),
            EndsAt = ReadMoment(fields["x"])!.Value,
            Auth = ReadMoment(fields.GetValueOrDefault("a")) is { } at ? new(at, ReadText(fields.GetValueOrDefault("m")), ReadHash(fields.GetValueOrDefault("t"))) : null,
            Device = ReadText(fields.GetValueOrDefault("d")),
            Address = ReadText(fields.GetValueOrDefault("o")),
            Values = values,
        };
    }

    private static void Write(List<RedisValue> to, SessionAuth? auth, bool isEmptyKept)
    {
        Action<List<RedisValue>, string, RedisValue> add = isEmptyKept ? Put : Add;
        add(to, "a", OrNothing(auth?.AuthenticatedAt));
        add(to, "m", OrNothing(auth?.Method));
        add(to, "t", auth?.StampHash?.ToArray());
    }

    private static void Add(List<RedisValue> to, string name, RedisValue value)
    {
        if (!value.IsNullOrEmpty)
        {
            Put(to, name, value);
        }
    }

    private static void Put(List<RedisValue> to, string name, RedisValue value)
    {
        to.Add(name);
        to.Add(value.IsNull ? RedisValue.EmptyString : value);
    }

    private static RedisValue OrNothing(string? value) => value is null ? RedisValue.EmptyString : Text + value;

    private static RedisValue OrNothing(DateTimeOffset? moment) => moment is { } value ? Ticks(value) : RedisValue.EmptyString;

    private static string? ReadText(RedisValue field) => field.IsNullOrEmpty ? null : ((string)field!)[Text.Length..];

    private static SecretHash? ReadHash(RedisValue field) => field.IsNullOrEmpty ? null : new SecretHash((byte[])field!);

    private static long ReadTicks(RedisValue field) => long.Parse((string)field!, NumberStyles.None, CultureInfo.InvariantCulture);

    private static DateTimeOffset? ReadMoment(RedisValue field) => field.IsNullOrEmpty ? null : new DateTimeOffset(ReadTicks(field), TimeSpan.Zero);
}
