using System;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>Messages of refresh tokens. None holds a token or a hash of one; a session's id opens nothing.</summary>
internal static partial class RefreshLog
{
    [LoggerMessage(6201, LogLevel.Warning, "Refresh tokens are kept in this process's memory: a restart signs everyone out, and other processes do not know them. Register a store with AddRefreshTokenStore.", EventName = "RefreshTokensInMemory")]
    public static partial void InMemory(ILogger logger);

    [LoggerMessage(6202, LogLevel.Warning, "A refresh token of session {Session} of user {UserId} was used that had been replaced at {RotatedAt} or before: someone has a copy, and the session was ended.", EventName = "RefreshTokenReused")]
    public static partial void Reused(ILogger logger, string session, string userId, DateTimeOffset rotatedAt);

    [LoggerMessage(6203, LogLevel.Information, "{UserId} signed in to session {Session} with a refresh token.", EventName = "RefreshSessionCreated")]
    public static partial void Created(ILogger logger, string userId, string session);

    [LoggerMessage(6204, LogLevel.Information, "Session {Session} of user {UserId} was ended: {Reason}.", EventName = "RefreshSessionEnded")]
    public static partial void Ended(ILogger logger, string session, string userId, RefreshEndReason reason);

    [LoggerMessage(6205, LogLevel.Error, "Refresh tokens: {What} failed.", EventName = "RefreshTokenStoreFailed")]
    public static partial void Failed(ILogger logger, string what, Exception exception);

    [LoggerMessage(6206, LogLevel.Information, "A refresh token was refused: {Reason}.", EventName = "RefreshTokenRefused")]
    public static partial void Refused(ILogger logger, string reason);
}
