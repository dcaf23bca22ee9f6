using System;
using System.Collections.Frozen;

namespace Bolt.Authentication.ApiKeys;

/// <summary>The caller that a key identifies: created once per key and shared by all its requests.</summary>
internal sealed class ApiKeyIdentity(ApiKey key, string backend)
{
    private readonly AuthContext _context = new(key.Name, backend)
    {
        Permissions = key.Permissions.ToFrozenSet(StringComparer.Ordinal),
        ExpiresAt = key.ExpiresAt,
    };

    private readonly DateTimeOffset _expiresAt = key.ExpiresAt ?? DateTimeOffset.MaxValue;

    public AuthenticationOutcome OutcomeAt(DateTimeOffset now) =>
        now < _expiresAt ? AuthenticationOutcome.Success(_context) : AuthenticationOutcome.Failed(ApiKeyFailure.Expired);
}
