using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Security.Claims;

namespace Bolt;

/// <summary>
/// Who is calling, as found by a backend. Immutable: with the verified-token cache one instance serves every request that repeats the token.
/// </summary>
public sealed partial class AuthContext
{
    private ClaimsPrincipal? _principal;

    /// <summary>For backends of your own.</summary>
    /// <param name="userId">The caller's stable id.</param>
    /// <param name="backend">The accepting backend's <see cref="IAuthenticationBackend.Name"/>.</param>
    public AuthContext(string userId, string backend)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        ArgumentException.ThrowIfNullOrEmpty(backend);
        UserId = userId;
        Backend = backend;
    }

    /// <summary>The caller's stable id: a token's <c>sub</c>, an API key's name.</summary>
    public string UserId { get; }

    /// <summary>The backend that accepted the request: <c>jwt</c>, <c>api_key</c>, <c>session</c> or the name of one of your own.</summary>
    public string Backend { get; }

    /// <summary>May use what is meant for staff.</summary>
    public bool IsStaff { get; init; }

    /// <summary>Is an administrator.</summary>
    public bool IsSuperuser { get; init; }

    /// <summary>The permissions, compared ordinally.</summary>
    public IReadOnlySet<string> Permissions { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The token's <c>jti</c> (RFC 7519 §4.1.7), or null.</summary>
    public string? TokenId { get; init; }

    /// <summary>When the credential ends, or null where it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The verified token's claims, read when asked; empty for other credentials.</summary>
    public AuthClaims Claims { get; init; } = AuthClaims.Empty;

    /// <summary>
    /// The caller as a principal, built when asked; <c>HttpContext.User</c> shows the same one. It may serve several requests at once, so it
    /// cannot be changed: <see cref="ClaimsPrincipal.Clone"/> it first, as claims transformations do.
    /// </summary>
    public ClaimsPrincipal Principal => _principal ??= BoltPrincipal.Create(this);

    /// <summary>True when the caller holds the permission.</summary>
    /// <param name="name">The permission's name, compared ordinally.</param>
    public bool HasPermission(string name) => Permissions.Contains(name);
}
