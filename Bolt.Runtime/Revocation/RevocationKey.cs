using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Bolt;

/// <summary>
/// What a store knows a revoked token, session or user by: the first 16 bytes of a SHA-256 of what it is, whose it is and its id. No length, letter case or character of an id can confuse two of
/// them, and an id of one issuer is never another's.
/// </summary>
public readonly struct RevocationKey : IEquatable<RevocationKey>
{
    /// <summary>How many bytes a key has.</summary>
    public const int Size = 16;

    private const int ShortInput = 512;

    private readonly ulong _first;
    private readonly ulong _second;

    /// <summary>A key that a store has kept.</summary>
    /// <param name="bytes">Its 16 bytes.</param>
    /// <exception cref="ArgumentException">There are not 16.</exception>
    public RevocationKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException("A revocation key has 16 bytes.", nameof(bytes));
        }

        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]);
    }

    /// <summary>One token.</summary>
    /// <param name="tokenId">Its id, as <see cref="IRevocationStore.RevokeAsync"/> takes it.</param>
    public static RevocationKey ForToken(string tokenId) => Create(1, null, tokenId);

    /// <summary>A session's tokens.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="issuer">Whose session; null for this program's own.</param>
    public static RevocationKey ForSession(string sessionId, string? issuer = null) => Create(2, issuer, sessionId);

    /// <summary>A user's tokens.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="issuer">Whose user; null for this program's own.</param>
    public static RevocationKey ForUser(string userId, string? issuer = null) => Create(3, issuer, userId);

    /// <summary>All tokens.</summary>
    /// <param name="issuer">Whose tokens; null for this program's own.</param>
    public static RevocationKey ForEveryone(string? issuer = null) => Create(4, issuer, "");

    /// <summary>Writes the 16 bytes.</summary>
    /// <param name="destination">At least 16 bytes long.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[sizeof(ulong)..], _second);
    }

    /// <inheritdoc />
    public bool Equals(RevocationKey other) => _first == other._first && _second == other._second;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is RevocationKey other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _first.GetHashCode();

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>The same key.</summary>
    public static bool operator ==(RevocationKey left, RevocationKey right) => left.Equals(right);

    /// <summary>Another key.</summary>
    public static bool operator !=(RevocationKey left, RevocationKey right) => !left.Equals(right);

    /// <summary>Lengths stand in front, so that no id can continue an issuer's name.</summary>
    private static RevocationKey Create(byte kind, string? issuer, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var size = 1 + (2 * sizeof(int)) + Bytes(issuer) + Bytes(id);
        byte[]? rented = null;
        var input = size <= ShortInput ? stackalloc byte[ShortInput] : rented = ArrayPool<byte>.Shared.Rent(size);
        input[0] = kind;
        var rest = Write(input[1..], issuer);
        rest = Write(rest, id);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input[..^rest.Length], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return new(hash[..Size]);
    }

    /// <summary>UTF-16 as it is: lone surrogates, which UTF-8 would make one of, stay apart.</summary>
    private static Span<byte> Write(Span<byte> destination, string? value)
    {
        var bytes = MemoryMarshal.AsBytes(value.AsSpan());
        BinaryPrimitives.WriteInt32BigEndian(destination, bytes.Length);
        bytes.CopyTo(destination[sizeof(int)..]);
        return destination[(sizeof(int) + bytes.Length)..];
    }

    private static int Bytes(string? value) => (value?.Length ?? 0) * sizeof(char);
}
