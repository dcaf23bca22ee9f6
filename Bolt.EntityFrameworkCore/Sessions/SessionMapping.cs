using System;
using Bolt.Databases;
using Bolt.EntityFrameworkCore.Generations;

namespace Bolt.EntityFrameworkCore.Sessions;

/// <summary>Rows to records, and back.</summary>
internal static class SessionMapping
{
    /// <summary>Null where the row is not the id's: a database may compare letters without their case.</summary>
    public static SessionRecord? ToRecord(StoredSession? row, SessionId? expected = null) => row is null || !SessionId.TryParse(row.Id, out var id) || (expected is { } asked && asked != id) ? null : new()
    {
        Id = id,
        Backend = row.Backend,
        SecretHash = new(row.SecretHash),
        PreviousHash = Hash(row.PreviousHash),
        RotatedAt = row.RotatedAt is { } rotated ? Moment(rotated) : null,
        Epoch = row.Epoch,
        Generation = row.Generation,
        Persistent = row.Persistent,
        UserId = row.UserId,
        CreatedAt = Moment(row.CreatedAt),
        LastSeenAt = Moment(row.LastSeenAt),
        IdleTimeout = new(row.IdleTimeout),
        EndsAt = Moment(row.EndsAt),
        Auth = row.AuthenticatedAt is { } authenticated ? new(Moment(authenticated), row.Method, Hash(row.StampHash)) : null,
        Device = row.Device,
        Address = row.Address,
        Values = SessionValueBytes.Read(row.Values),
    };

    public static void Write(StoredSession row, SessionRecord record)
    {
        row.Id = record.Id.ToString();
        row.Backend = record.Backend;
        row.SecretHash = record.SecretHash.ToArray();
        row.PreviousHash = record.PreviousHash?.ToArray();
        row.RotatedAt = record.RotatedAt?.UtcTicks;
        row.Epoch = record.Epoch;
        row.Generation = record.Generation;
        row.Persistent = record.Persistent;
        row.UserId = record.UserId;
        row.UserKey = record.UserId is { } user ? GenerationTable.IdOf(record.Backend, user) : null;
        row.CreatedAt = record.CreatedAt.UtcTicks;
        row.LastSeenAt = record.LastSeenAt.UtcTicks;
        row.IdleTimeout = record.IdleTimeout.Ticks;
        row.EndsAt = record.EndsAt.UtcTicks;
        row.ExpiresAt = record.EndsAt - record.LastSeenAt < record.IdleTimeout ? row.EndsAt : row.LastSeenAt + row.IdleTimeout;
        row.AuthenticatedAt = record.Auth?.AuthenticatedAt.UtcTicks;
        row.Method = record.Auth?.Method;
        row.StampHash = record.Auth?.StampHash?.ToArray();
        row.Device = record.Device;
        row.Address = record.Address;
        row.Values = SessionValueBytes.Write(record.Values);
    }

    private static DateTimeOffset Moment(long ticks) => new(ticks, TimeSpan.Zero);

    private static SecretHash? Hash(byte[]? bytes) => bytes is null ? null : new SecretHash(bytes);
}
