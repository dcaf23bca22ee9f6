using System;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Bolt.Authentication.Jwt.Token;

namespace Bolt;

/// <summary>A session's public id: 16 random octets. Names a session and opens nothing, so it may be logged and shown.</summary>
public readonly struct SessionId : IEquatable<SessionId>
{
    /// <summary>How many octets an id has.</summary>
    public const int Size = 16;

    private const int TextLength = 22;

    private readonly ulong _first;
    private readonly ulong _second;

    /// <summary>An id that a store has kept.</summary>
    /// <param name="octets">Its 16 octets.</param>
    /// <exception cref="ArgumentException">There are not 16.</exception>
    public SessionId(ReadOnlySpan<byte> octets)
    {
        if (octets.Length != Size)
        {
            throw new ArgumentException("A session's id has 16 octets.", nameof(octets));
        }

        _first = BinaryPrimitives.ReadUInt64BigEndian(octets);
        _second = BinaryPrimitives.ReadUInt64BigEndian(octets[8..]);
    }

    /// <summary>A new id.</summary>
    public static SessionId New()
    {
        Span<byte> octets = stackalloc byte[Size];
        RandomNumberGenerator.Fill(octets);
        return new(octets);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote: 22 characters of base64url (RFC 4648 §5), and nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The id.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out SessionId id)
    {
        id = default;
        if (text is not { Length: TextLength } || !StrictBase64Url.IsCanonical(text))
        {
            return false;
        }

        Span<byte> octets = stackalloc byte[Size];
        StrictBase64Url.Decode(text, octets);
        id = new(octets);
        return true;
    }

    /// <summary>Writes the 16 octets.</summary>
    /// <param name="destination">At least 16 octets long.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _second);
    }

    /// <summary>The octets.</summary>
    public byte[] ToArray()
    {
        var octets = new byte[Size];
        CopyTo(octets);
        return octets;
    }

    /// <summary>22 characters of base64url: <c>BoltSession.SessionKey</c>.</summary>
    public override string ToString()
    {
        Span<byte> octets = stackalloc byte[Size];
        CopyTo(octets);
        return Base64Url.EncodeToString(octets);
    }

    /// <inheritdoc />
    public bool Equals(SessionId other) => _first == other._first && _second == other._second;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is SessionId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_first, _second);

    /// <summary>The same session.</summary>
    public static bool operator ==(SessionId left, SessionId right) => left.Equals(right);

    /// <summary>Another session.</summary>
    public static bool operator !=(SessionId left, SessionId right) => !left.Equals(right);
}
