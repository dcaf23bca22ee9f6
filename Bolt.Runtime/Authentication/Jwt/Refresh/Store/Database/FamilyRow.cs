using System;
using System.Data.Common;
using Bolt.Databases;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>A family as a row of <c>BoltRefreshFamilies</c>. Times are ticks of UTC: a grace is compared with them, and not every database compares moments with an offset.</summary>
internal static class FamilyRow
{
    /// <summary>What a replacement writes.</summary>
    public static readonly string[] Replaced = ["Generation", "Current", "Previous", "Nonce", "StampHash", "RotatedAt", "ExpiresAt", "EndsAt", "UserGeneration", "Client", "Device", "Methods"];

    /// <summary>In the order of <see cref="Read"/>.</summary>
    public static readonly string[] Columns = ["Id", "UserId", "UserKey", "CreatedAt", "EndedAt", "EndReason", .. Replaced];

    /// <summary>A hash of the user, to find its families by.</summary>
    public static string KeyOf(string userId) => DatabaseGenerations.IdOf("", userId);

    public static RefreshFamily Read(DbDataReader reader)
    {
        var row = new RowReader(reader);
        var (id, user, _) = (row.Text(), row.Text(), row.Text());
        return new RefreshFamily
        {
            Id = id,
            UserId = user,
            CreatedAt = Moment(row.Number()),
            EndedAt = row.NumberOrNull() is { } ended ? Moment(ended) : null,
            EndReason = (RefreshEndReason?)row.NumberOrNull(),
            Generation = (int)row.Number(),
            Current = row.Bytes(),
            Previous = row.Bytes(),
            Nonce = row.Bytes(),
            StampHash = row.BytesOrNull(),
            RotatedAt = Moment(row.Number()),
            ExpiresAt = Moment(row.Number()),
            EndsAt = Moment(row.Number()),
            UserGeneration = row.Number(),
            Client = row.TextOrNull(),
            Device = row.TextOrNull(),
            Methods = row.TextOrNull(),
        };
    }

    public static Parameter[] Write(RefreshFamily family) =>
    [
        Parameter.Text("UserId", family.UserId),
        Parameter.Id("UserKey", KeyOf(family.UserId)),
        Parameter.Number("CreatedAt", family.CreatedAt.UtcTicks),
        .. WriteEnd(family.EndedAt, family.EndReason),
        .. WriteReplaced(family),
    ];

    public static Parameter[] WriteEnd(DateTimeOffset? endedAt, RefreshEndReason? reason) => [Parameter.Number("EndedAt", endedAt?.UtcTicks), Parameter.Integer("EndReason", (int?)reason)];

    /// <summary>With the key.</summary>
    public static Parameter[] WriteReplaced(RefreshFamily family) =>
    [
        Parameter.Id("Id", family.Id),
        Parameter.Integer("Generation", family.Generation),
        Parameter.Bytes("Current", family.Current),
        Parameter.Bytes("Previous", family.Previous),
        Parameter.Bytes("Nonce", family.Nonce),
        Parameter.Bytes("StampHash", family.StampHash),
        Parameter.Number("RotatedAt", family.RotatedAt.UtcTicks),
        Parameter.Number("ExpiresAt", family.ExpiresAt.UtcTicks),
        Parameter.Number("EndsAt", family.EndsAt.UtcTicks),
        Parameter.Number("UserGeneration", family.UserGeneration),
        Parameter.Text("Client", family.Client),
        Parameter.Text("Device", family.Device),
        Parameter.Text("Methods", family.Methods),
    ];

    private static DateTimeOffset Moment(long ticks) => new(ticks, TimeSpan.Zero);
}
