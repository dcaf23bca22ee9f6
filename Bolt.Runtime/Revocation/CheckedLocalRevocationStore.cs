using System;
using Bolt.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Bolt.Revocation;

/// <summary>The same for a store that is asked without waiting.</summary>
internal sealed class CheckedLocalRevocationStore(ILocalRevocationStore store, bool failOpen, BoltMetrics metrics, ILogger logger)
    : CheckedSessionRevocationStore(store, failOpen, metrics, logger), ILocalRevocationStore
{
    public RevocationStatus Check(AuthContext token)
    {
        RevocationStatus status;
        try
        {
            status = store.Check(token);
        }
        catch (Exception e)
        {
            return Opens(e, default) ? RevocationStatus.Valid : RevocationStatus.Unknown;
        }

        return status != RevocationStatus.Unknown ? status : Opens() ? RevocationStatus.Valid : RevocationStatus.Unknown;
    }

    public long NotBefore(string userId, string? issuer) => store.NotBefore(userId, issuer);
}
