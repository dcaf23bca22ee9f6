using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>
/// A hash of names that differs from process to process, so that no one can search for names that collide: sixteen bytes at a time are multiplied, each half masked by secret numbers, and the
/// product's halves are folded together. The platform's own hash of strings takes several times as long.
/// </summary>
internal static class NameHash
{
    private static readonly ulong[] Secret = MakeSecret();

    /// <param name="name">The name's bytes.</param>
    /// <param name="owner">A number that sets equal names apart.</param>
    public static uint Compute(ReadOnlySpan<byte> name, int owner)
    {
        var (first, second) = (Secret[0], Secret[1]);
        var hash = Fold(first ^ (uint)name.Length, second ^ (uint)owner);
        while (name.Length > 16)
        {
            hash = Fold(hash ^ Eight(name, 0), second ^ Eight(name, 8));
            name = name[16..];
        }

        hash = name.Length >= 8 ? Fold(hash ^ Eight(name, 0), second ^ Eight(name, name.Length - 8)) : Fold(hash ^ UpToSeven(name), second);
        return (uint)(Fold(hash, first) >> 32);
    }

    private static ulong Eight(ReadOnlySpan<byte> name, int start) => BinaryPrimitives.ReadUInt64LittleEndian(name[start..]);

    private static ulong UpToSeven(ReadOnlySpan<byte> name)
    {
        var octets = 0UL;
        foreach (var octet in name)
        {
            octets = (octets << 8) | octet;
        }

        return octets;
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    /// <summary>Odd, so that neither is zero.</summary>
    private static ulong[] MakeSecret()
    {
        var octets = RandomNumberGenerator.GetBytes(16);
        return [BinaryPrimitives.ReadUInt64LittleEndian(octets) | 1, BinaryPrimitives.ReadUInt64LittleEndian(octets.AsSpan(8)) | 1];
    }
}
