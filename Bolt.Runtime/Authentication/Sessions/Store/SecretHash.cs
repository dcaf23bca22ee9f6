using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Bolt;

/// <summary>SHA-256 of what proves a session: what a store keeps in the secret's place. Compared in fixed time.</summary>
public readonly struct SecretHash : IEquatable<SecretHash>
{
    /// <summary>How many octets a hash has.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private readonly Octets _octets;

    /// <summary>A hash that a store has kept.</summary>
    /// <param name="octets">Its 32 octets.</param>
    /// <exception cref="ArgumentException">There are not 32.</exception>
    public SecretHash(ReadOnlySpan<byte> octets)
    {
        if (octets.Length != Size)
        {
            throw new ArgumentException("A hash has 32 octets.", nameof(octets));
        }

        _octets = MemoryMarshal.Read<Octets>(octets);
    }

    /// <summary>Writes the 32 octets.</summary>
    /// <param name="destination">At least 32 octets long.</param>
    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, _octets);

    /// <summary>The octets.</summary>
    public byte[] ToArray()
    {
        var octets = new byte[Size];
        CopyTo(octets);
        return octets;
    }

    /// <inheritdoc />
    public bool Equals(SecretHash other)
    {
        ReadOnlySpan<byte> mine = _octets;
        ReadOnlySpan<byte> others = other._octets;
        return CryptographicOperations.FixedTimeEquals(mine, others);
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is SecretHash other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => MemoryMarshal.Read<int>(_octets);

    /// <summary>The same hash, compared in fixed time.</summary>
    public static bool operator ==(SecretHash left, SecretHash right) => left.Equals(right);

    /// <summary>Another hash.</summary>
    public static bool operator !=(SecretHash left, SecretHash right) => !left.Equals(right);

    [InlineArray(Size)]
    private struct Octets
    {
        private byte _first;
    }
}
