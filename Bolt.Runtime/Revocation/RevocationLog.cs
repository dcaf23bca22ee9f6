using System;
using Microsoft.Extensions.Logging;

namespace Bolt.Revocation;

/// <summary>Messages about revocation stores.</summary>
internal static partial class RevocationLog
{
    [LoggerMessage(5001, LogLevel.Error, "The revocation store failed; the request is refused.", EventName = "RevocationStoreFailed")]
    public static partial void Failed(ILogger logger, Exception exception);

    [LoggerMessage(5002, LogLevel.Critical, "The revocation store failed; the token is accepted because FailOpen is set.", EventName = "RevocationFailedOpen")]
    public static partial void FailedOpen(ILogger logger, Exception? exception);

    [LoggerMessage(5003, LogLevel.Warning, "Revocations that have ended could not be removed; they are next time.", EventName = "RevocationCleanUpFailed")]
    public static partial void CleanUpFailed(ILogger logger, Exception exception);
}
