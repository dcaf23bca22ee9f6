using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Bolt.Authentication.ApiKeys;

/// <summary>A key's SHA-256, as a value: hashing a key that a request presents allocates nothing.</summary>
[InlineArray(Length)]
internal struct ApiKeyHash
{
    private const int Length = SHA256.HashSizeInBytes;
    private const string Prefix = "sha256:";
    private const int StackBuffer = 1024;

    private byte _first;

    /// <summary>Compares whole hashes in fixed time.</summary>
    public static IEqualityComparer<ApiKeyHash> Comparer { get; } = new WholeHash();

    public static ApiKeyHash Compute(ReadOnlySpan<char> key)
    {
        var hash = default(ApiKeyHash);
        var size = Encoding.UTF8.GetMaxByteCount(key.Length);
        var buffer = size <= StackBuffer ? stackalloc byte[StackBuffer] : new byte[size];
        var length = Encoding.UTF8.GetBytes(key, buffer);
        SHA256.HashData(buffer[..length], hash);
        CryptographicOperations.ZeroMemory(buffer[..length]);
        return hash;
    }

    /// <summary>Reads <c>sha256:</c> and 64 hexadecimal digits, in either case.</summary>
    public static bool TryParse(string text, out ApiKeyHash hash)
    {
        hash = default;
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.Length == Prefix.Length + (2 * Length)
            && Convert.FromHexString(text.AsSpan(Prefix.Length), hash, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    /// <summary>Takes the same time wherever the two differ.</summary>
    public readonly bool FixedTimeEquals(in ApiKeyHash other) => CryptographicOperations.FixedTimeEquals(this, other);

    public override readonly string ToString() => Prefix + Convert.ToHexStringLower(this);

    private sealed class WholeHash : IEqualityComparer<ApiKeyHash>
    {
        public bool Equals(ApiKeyHash x, ApiKeyHash y) => x.FixedTimeEquals(y);

        public int GetHashCode(ApiKeyHash obj) => MemoryMarshal.Read<int>(obj);
    }
}
