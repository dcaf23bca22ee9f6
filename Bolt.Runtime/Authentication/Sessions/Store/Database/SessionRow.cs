using System;
using System.Data.Common;
using Bolt.Databases;

namespace Bolt.Authentication.Sessions;

/// <summary>A session as a row of <c>BoltSessions</c>. Times are ticks of UTC, durations ticks.</summary>
internal static class SessionRow
{
    /// <summary>All but the key, in the order of <see cref="Read"/> and <see cref="Write"/>.</summary>
    public static readonly string[] Columns =
    [
        "Backend", "SecretHash", "PreviousHash", "RotatedAt", "Epoch", "Generation", "Persistent", "UserId", "UserKey", "CreatedAt", "LastSeenAt", "IdleTimeout", "EndsAt", "ExpiresAt", "AuthenticatedAt", "Method",
        "StampHash", "Device", "Address", "Values",
    ];

    /// <summary>Null where the id is none.</summary>
    public static SessionRecord? Read(DbDataReader reader)
    {
        var row = new RowReader(reader);
        if (!SessionId.TryParse(row.Text(), out var id))
        {
            return null;
        }

        var (backend, secret, previous, rotated) = (row.Text(), row.Bytes(), row.BytesOrNull(), row.NumberOrNull());
        var (epoch, generation, persistent, user, _) = ((int)row.Number(), row.Number(), row.Flag(), row.TextOrNull(), row.TextOrNull());
        var (created, seen, idle, ends, _) = (row.Number(), row.Number(), row.Number(), row.Number(), row.Number());
        var (authenticated, method, stamp) = (row.NumberOrNull(), row.TextOrNull(), row.BytesOrNull());
        return new SessionRecord
        {
            Id = id,
            Backend = backend,
            SecretHash = new(secret),
            PreviousHash = Hash(previous),
            RotatedAt = rotated is { } moment ? Moment(moment) : null,
            Epoch = epoch,
            Generation = generation,
            Persistent = persistent,
            UserId = user,
            CreatedAt = Moment(created),
            LastSeenAt = Moment(seen),
            IdleTimeout = new(idle),
            EndsAt = Moment(ends),
            Auth = authenticated is { } at ? new(Moment(at), method, Hash(stamp)) : null,
            Device = row.TextOrNull(),
            Address = row.TextOrNull(),
            Values = SessionValueBytes.Read(row.Bytes()),
        };
    }

    public static Parameter[] Write(SessionRecord record) =>
    [
        Parameter.Id("Id", record.Id.ToString()),
        Parameter.Text("Backend", record.Backend),
        Parameter.Bytes("SecretHash", record.SecretHash.ToArray()),
        Parameter.Bytes("PreviousHash", record.PreviousHash?.ToArray()),
        Parameter.Number("RotatedAt", record.RotatedAt?.UtcTicks),
        Parameter.Integer("Epoch", record.Epoch),
        Parameter.Number("Generation", record.Generation),
        Parameter.Flag("Persistent", record.Persistent),
        Parameter.Text("UserId", record.UserId),
        Parameter.Id("UserKey", record.UserId is { } user ? DatabaseGenerations.IdOf(record.Backend, user) : null),
        Parameter.Number("CreatedAt", record.CreatedAt.UtcTicks),
        Parameter.Number("LastSeenAt", record.LastSeenAt.UtcTicks),
        Parameter.Number("IdleTimeout", record.IdleTimeout.Ticks),
        Parameter.Number("EndsAt", record.EndsAt.UtcTicks),
        Parameter.Number("ExpiresAt", record.EndsAt - record.LastSeenAt < record.IdleTimeout ? record.EndsAt.UtcTicks : record.LastSeenAt.UtcTicks + record.IdleTimeout.Ticks),
        Parameter.Number("AuthenticatedAt", record.Auth?.AuthenticatedAt.UtcTicks),
        Parameter.Text("Method", record.Auth?.Method),
        Parameter.Bytes("StampHash", record.Auth?.StampHash?.ToArray()),
        Parameter.Text("Device", record.Device),
        Parameter.Text("Address", record.Address),
        Parameter.Bytes("Values", SessionValueBytes.Write(record.Values)),
    ];

    private static DateTimeOffset Moment(long ticks) => new(ticks, TimeSpan.Zero);

    private static SecretHash? Hash(byte[]? bytes) => bytes is null ? null : new SecretHash(bytes);
}
