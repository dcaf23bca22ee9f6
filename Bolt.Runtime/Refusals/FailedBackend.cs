using Bolt.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Bolt.Refusals;

/// <summary>A backend that did not accept a request's credentials, for the metrics and the log.</summary>
internal static class FailedBackend
{
    /// <summary>Counts and logs it.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="logger">The log.</param>
    /// <param name="route">The route, or the endpoint or scheme where there is none.</param>
    /// <param name="backend">The backend's name.</param>
    /// <param name="outcome">Its outcome, with a reason.</param>
    public static void Note(BoltMetrics metrics, ILogger logger, string route, string backend, in AuthenticationOutcome outcome)
    {
        var reason = outcome.FailureReason!;
        metrics.AuthenticationFailed(backend, reason);
        if (outcome.IsUnavailable)
        {
            BoltLog.AuthenticationUnavailable(logger, route, backend, reason);
        }
        else
        {
            BoltLog.AuthenticationFailed(logger, route, backend, reason);
        }
    }
}
