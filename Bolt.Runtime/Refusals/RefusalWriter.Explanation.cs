using System.Collections.Generic;
using Bolt.Authentication;
using Microsoft.AspNetCore.Http;

namespace Bolt.Refusals;

/// <content>In Development and to a client on the same machine the response says what the log says.</content>
internal sealed partial class RefusalWriter
{
    private byte[]? Explain(HttpContext http, AuthContext? auth, string guard, string? reason) =>
        explains && LocalRequest.Is(http) ? RefusalExplanation.Write(route.Route, Backends(http, auth), guard, reason, auth) : null;

    private IEnumerable<RefusalExplanation.Backend> Backends(HttpContext http, AuthContext? auth)
    {
        // Where nobody was accepted all of them were asked. A route without a guard has none.
        var accepted = auth is null ? backends.Count : AcceptedBy(http, auth) ?? -1;
        var failures = Failures(http);
        for (var i = 0; i < backends.Count; i++)
        {
            var outcome = failures?.Outcomes[i] ?? AuthenticationOutcome.NoCredentials;
            var result = i > accepted ? "not asked" : i == accepted ? "accepted" : outcome.FailureReason is null ? "no credentials" : outcome.IsUnavailable ? "unavailable" : "failed";
            yield return new(backends[i].Name, result, i < accepted ? outcome.FailureReason : null);
        }
    }

    /// <summary>The place of the backend that accepted the caller; null where it was none of the route's.</summary>
    private int? AcceptedBy(HttpContext http, AuthContext auth) =>
        CallerFeature.Get(http) is { } caller && ReferenceEquals(caller.Auth, auth) && caller.Backend < backends.Count ? caller.Backend : null;
}
