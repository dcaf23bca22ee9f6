using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Threading;

#pragma warning disable CA2002 // nobody else has the object to lock it, and a lock of its own would cost a million families 24 MB

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>A family in memory, in one object: a program may have a million. Its lock is what makes a replacement atomic.</summary>
internal sealed class FamilyEntry
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly string _userId;
    private readonly Details? _details;
    private readonly long _createdAt;
    private readonly long _endsAt;
    private readonly long _userGeneration;
    private readonly Guid _stamp;
    private long _rotatedAt;
    private long _expiresAt;
    private int _generation;
    private bool _isEnded;
    private Hash _current;
    private Hash _previous;
    private Hash _nonce;

    public FamilyEntry(Guid id, RefreshFamily family)
    {
        Id = id;
        _userId = family.UserId;
        _details = family is { Client: null, Device: null, Methods: null } ? null : new Details(family.Client, family.Device, family.Methods);
        _stamp = family.StampHash is { } stamp ? new Guid(stamp) : default;
        (_createdAt, _endsAt, _userGeneration) = (family.CreatedAt.UtcTicks, family.EndsAt.UtcTicks, family.UserGeneration);
        _isEnded = family.EndedAt is not null;
        Write(family);
    }

    public Guid Id { get; }

    public string UserId => _userId;

    public bool IsEnded => Volatile.Read(ref _isEnded);

    /// <summary>The next family of the same user; <see cref="FamilyIndex"/>'s own.</summary>
    public FamilyEntry? Next { get; set; }

    /// <summary>One way to write an id only: 32 lower-case hexadecimal digits.</summary>
    public static bool TryParseId(string? id, out Guid key)
    {
        key = default;
        return id is { Length: 32 } && !id.AsSpan().ContainsAnyExcept(Digits) && Guid.TryParseExact(id, "N", out key);
    }

    /// <summary>Null once it was ended.</summary>
    public RefreshFamily? Read()
    {
        lock (this)
        {
            return _isEnded ? null : new RefreshFamily
            {
                Id = Id.ToString("N"),
                UserId = _userId,
                Generation = _generation,
                Current = _current.ToArray() ?? [],
                Previous = _previous.ToArray() ?? [],
                Nonce = _nonce.ToArray() ?? [],
                StampHash = _stamp == default ? null : _stamp.ToByteArray(),
                CreatedAt = new(_createdAt, TimeSpan.Zero),
                RotatedAt = new(_rotatedAt, TimeSpan.Zero),
                ExpiresAt = new(_expiresAt, TimeSpan.Zero),
                EndsAt = new(_endsAt, TimeSpan.Zero),
                UserGeneration = _userGeneration,
                Client = _details?.Client,
                Device = _details?.Device,
                Methods = _details?.Methods,
            };
        }
    }

    public bool TryReplace(RefreshFamily next, int expectedGeneration)
    {
        lock (this)
        {
            if (_isEnded || _generation != expectedGeneration)
            {
                return false;
            }

            Write(next);
            return true;
        }
    }

    /// <summary>False where it was ended before.</summary>
    public bool End()
    {
        lock (this)
        {
            return !_isEnded && (_isEnded = true);
        }
    }

    public bool IsOver(DateTimeOffset now)
    {
        lock (this)
        {
            return now.UtcTicks >= Math.Min(_expiresAt, _endsAt);
        }
    }

    public bool Is(byte[] current)
    {
        lock (this)
        {
            return CryptographicOperations.FixedTimeEquals(_current.ToArray(), current);
        }
    }

    private void Write(RefreshFamily family)
    {
        (_rotatedAt, _expiresAt, _generation) = (family.RotatedAt.UtcTicks, family.ExpiresAt.UtcTicks, family.Generation);
        _current = new(family.Current);
        _previous = new(family.Previous);
        _nonce = new(family.Nonce);
    }

    private sealed record Details(string? Client, string? Device, string? Methods);

    /// <summary>32 bytes, or none: then all are zero, which no hash and no random number is.</summary>
    private struct Hash
    {
        private Bytes _bytes;

        public Hash(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length != 0)
            {
                ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, SHA256.HashSizeInBytes, nameof(bytes));
                bytes.CopyTo(_bytes);
            }
        }

        public readonly byte[]? ToArray()
        {
            ReadOnlySpan<byte> bytes = _bytes;
            return bytes.ContainsAnyExcept((byte)0) ? bytes.ToArray() : null;
        }
    }

    [InlineArray(SHA256.HashSizeInBytes)]
    private struct Bytes
    {
        private byte _first;
    }
}
