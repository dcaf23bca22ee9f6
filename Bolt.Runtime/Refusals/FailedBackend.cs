using Bolt.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Bolt.Refusals;

/// <summary>A backend that did not accept a request's credentials, for the metrics and the log.</summary>
internal static class FailedBackend
{
    /// <summary>Counts it, and logs that the backend could not find out. That it refused is logged when it is known whether another one accepts.</summary>
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
    }

    /// <summary>Logs what it refused. A token of a partner is refused by the backend that is asked before the partner's: of a request that is accepted that is a detail.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="route">The route, or the endpoint or scheme where there is none.</param>
    /// <param name="backend">The backend's name.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="accepted">Another backend accepted the request.</param>
    public static void Log(ILogger logger, string route, string backend, in AuthenticationOutcome outcome, bool accepted)
    {
        if (outcome is { FailureReason: { } reason, IsUnavailable: false })
        {
            BoltLog.AuthenticationFailed(logger, accepted ? LogLevel.Debug : LogLevel.Information, route, backend, reason);
        }
    }
}
