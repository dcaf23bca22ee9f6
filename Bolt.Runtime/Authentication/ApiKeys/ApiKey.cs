using System;
using Bolt.Authentication.ApiKeys;

namespace Bolt;

/// <summary>
/// A key that a client may present, known by its hash only. Keys must be random and long, such as <c>RandomNumberGenerator.GetHexString(64)</c>: a plain hash does not
/// protect a key that can be guessed.
/// </summary>
/// <param name="name">Who holds the key; becomes <see cref="AuthContext.UserId"/>. Several keys may share a name, so that one can follow another.</param>
/// <param name="hash">What <see cref="Hash(string)"/> made of the key.</param>
public sealed class ApiKey(string name, string hash)
{
    /// <summary>Who holds the key.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The key's hash, <c>sha256:</c> and 64 hexadecimal digits. Not public: a property cannot be called <c>Hash</c> like the method, and another word would be one too many.</summary>
    internal string KeyHash { get; } = hash ?? throw new ArgumentNullException(nameof(hash));

    /// <summary>What the key's holder may do: <see cref="AuthContext.Permissions"/>.</summary>
    public string[] Permissions { get; init; } = [];

    /// <summary>The first moment at which the key is refused, or null for a key that does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Makes the hash to store in place of a key.</summary>
    /// <param name="key">The key. It is not kept.</param>
    /// <returns><c>sha256:</c> and 64 hexadecimal digits.</returns>
    public static string Hash(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return ApiKeyHash.Compute(key).ToString();
    }
}
