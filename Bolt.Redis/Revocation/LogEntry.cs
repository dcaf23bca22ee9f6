using System;
using System.Buffers.Binary;

namespace Bolt.Redis.Revocation;

/// <summary>One revocation, as the log, the table and the outbox hold it: revoked is what was issued before <see cref="IssuedBefore"/>.</summary>
/// <param name="First">The first eight bytes of the <see cref="RevocationKey"/>; never 0, which is an empty slot.</param>
/// <param name="Second">The other eight.</param>
/// <param name="Until">From when on nobody needs it, in seconds since 1970; or <see cref="Never"/>.</param>
/// <param name="IssuedBefore">In seconds since 1970; or <see cref="Always"/>.</param>
internal readonly record struct LogEntry(ulong First, ulong Second, uint Until, uint IssuedBefore)
{
    public const int Size = RevocationKey.Size + sizeof(uint) + sizeof(uint);

    /// <summary>Later than any <c>iat</c>: tokens and sessions are revoked whenever they were issued.</summary>
    public const uint Always = uint.MaxValue;

    /// <summary>It does not end.</summary>
    public const uint Never = uint.MaxValue;

    /// <summary>An entry of a user or of everyone.</summary>
    public bool IsLimit => IssuedBefore != Always;

    public static LogEntry Create(in RevocationKey key, DateTimeOffset until, uint issuedBefore)
    {
        var (first, second) = Words(key);
        return new(first, second, Seconds(until), issuedBefore);
    }

    public static (ulong First, ulong Second) Words(in RevocationKey key)
    {
        Span<byte> bytes = stackalloc byte[RevocationKey.Size];
        key.CopyTo(bytes);
        return (NotZero(BinaryPrimitives.ReadUInt64BigEndian(bytes)), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]));
    }

    public static LogEntry Read(ReadOnlySpan<byte> bytes) => new(
        NotZero(BinaryPrimitives.ReadUInt64BigEndian(bytes)),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, First);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Second);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], Until);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], IssuedBefore);
    }

    /// <summary>True when it revokes no less, and no shorter, than the other of its key.</summary>
    public bool Covers(in LogEntry other) => Until >= other.Until && IssuedBefore >= other.IssuedBefore;

    /// <summary>Each value becomes its own maximum.</summary>
    public LogEntry Widen(in LogEntry other) => this with { Until = Math.Max(Until, other.Until), IssuedBefore = Math.Max(IssuedBefore, other.IssuedBefore) };

    public bool IsOver(long seconds) => Until != Never && Until <= seconds;

    /// <summary>Rounded up, because an entry is needed in the second in which it ends; 32 bits reach until 2106, and what ends later does not end.</summary>
    private static uint Seconds(DateTimeOffset until) => (uint)Math.Clamp((until.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond, 0, Never);

    private static ulong NotZero(ulong word) => word == 0 ? 1 : word;
}
