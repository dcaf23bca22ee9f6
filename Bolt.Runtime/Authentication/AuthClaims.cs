using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Bolt.Authentication.Claims;
using Bolt.Authentication.Jwt.Token;
using Bolt.Authentication.Jwt.Validation;

namespace Bolt;

/// <summary>A caller's claims by name, as JSON: a verified token's, or what a backend of your own sets.</summary>
public class AuthClaims : IReadOnlyDictionary<string, JsonElement>
{
    private static readonly Dictionary<string, JsonElement> NoMembers = [];

    private protected AuthClaims()
    {
    }

    /// <summary>No claim.</summary>
    public static AuthClaims Empty { get; } = new();

    /// <summary>Claims for a backend of your own.</summary>
    /// <param name="claims">The claims by name. They are copied: the document they come from may be disposed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="claims"/> is null.</exception>
    /// <exception cref="ArgumentException">A value is <see cref="JsonValueKind.Undefined"/>.</exception>
    public static AuthClaims From(IReadOnlyDictionary<string, JsonElement> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var members = new Dictionary<string, JsonElement>(claims.Count, StringComparer.Ordinal);
        foreach (var (name, value) in claims)
        {
            members.Add(name, value.ValueKind == JsonValueKind.Undefined ? throw new ArgumentException($"The claim {name} has no value.", nameof(claims)) : value.Clone());
        }

        return new MemberClaims(members);
    }

    /// <summary>
    /// A principal's claims by type: text, or by the claim's value type a number, a boolean or JSON; a type that is there more than once is an array. Its roles are also found under
    /// <c>role</c>, whatever <see cref="ClaimsIdentity.RoleClaimType"/> says, and <see cref="System.Security.Principal.IIdentity.Name"/> under <c>username</c> where no such claim says it.
    /// </summary>
    /// <param name="principal">The principal. What is added to it later does not count.</param>
    /// <exception cref="ArgumentNullException"><paramref name="principal"/> is null.</exception>
    public static AuthClaims From(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return new MemberClaims(PrincipalReader.Read(principal.Identities));
    }

    private protected virtual IReadOnlyDictionary<string, JsonElement> Members => NoMembers;

    // A verified token's claims are also the lazy source of its identity: AuthContext asks these for what it has not read yet. One object is then claims, token and source,
    // which keeps a token that is seen for the first time within its budget of allocations.
    internal virtual string ReadUserId() => "";

    internal virtual string? ReadTokenId() => null;

    internal virtual string? ReadIssuer() => null;

    /// <summary>See <see cref="RevocationId"/>.</summary>
    internal virtual bool IsRevokedByPlainId => false;

    /// <summary>The claims <c>sid</c> and <c>iat</c>, in whole seconds since 1970: what revocation asks for besides the id.</summary>
    internal virtual (string? SessionId, long? IssuedAt) ReadRevocationFacts() =>
        (GetString("sid"), TryGetValue("iat", out var value) && value.ValueKind == JsonValueKind.Number && NumericDate.TryRead(Encoding.ASCII.GetBytes(value.GetRawText()), out var ticks) ? NumericDate.ToSeconds(ticks) : null);

    internal virtual DateTimeOffset? ReadExpiry() => null;

    internal virtual PermissionSet ReadPermissions() => PermissionSet.Empty;

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
