using System;
using System.Collections;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Bolt.Authentication.Jwt.Validation;

namespace Bolt;

/// <summary>A verified token's claims by name, as JSON.</summary>
public class AuthClaims : IReadOnlyDictionary<string, JsonElement>
{
    private static readonly Dictionary<string, JsonElement> NoMembers = [];

    private protected AuthClaims()
    {
    }

    /// <summary>No claim.</summary>
    public static AuthClaims Empty { get; } = new();

    private protected virtual IReadOnlyDictionary<string, JsonElement> Members => NoMembers;

    // A verified token's claims are also the lazy source of its identity: AuthContext asks these for what it has not read yet. One object is then claims, token and source,
    // which keeps a token that is seen for the first time within its budget of allocations.
    internal virtual string ReadUserId() => "";

    internal virtual string? ReadTokenId() => null;

    internal virtual string? ReadIssuer() => null;

    /// <summary>See <see cref="RevocationId"/>.</summary>
    internal virtual bool IsRevokedByPlainId => false;

    internal virtual DateTimeOffset? ReadExpiry() => null;

    internal virtual IReadOnlySet<string> ReadPermissions() => FrozenSet<string>.Empty;

    /// <summary>True when the claim of that name, in any case, is one that permissions are read from.</summary>
    internal virtual bool HoldsPermissions(string name) => string.Equals(name, JwtValidationParameters.DefaultPermissionClaim, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public int Count => Members.Count;

    /// <inheritdoc />
    public IEnumerable<string> Keys => Members.Keys;

    /// <inheritdoc />
    public IEnumerable<JsonElement> Values => Members.Values;

    /// <inheritdoc />
    public JsonElement this[string key] => Members[key];

    /// <inheritdoc />
    public bool ContainsKey(string key) => Members.ContainsKey(key);

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonElement value) => Members.TryGetValue(key, out value);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() => Members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The claim's text, or null when it is absent or not a string.</summary>
    /// <param name="name">The claim's name.</param>
    public string? GetString(string name) =>
        TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
