using System;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Sessions;

/// <summary>Messages of sessions. None holds a cookie or a secret; an id opens nothing.</summary>
internal static partial class SessionLog
{
    [LoggerMessage(6001, LogLevel.Error, "{Backend}: {What} failed.", EventName = "SessionStoreFailed")]
    public static partial void StoreFailed(ILogger logger, string backend, string what, Exception exception);

    [LoggerMessage(6002, LogLevel.Information, "{Backend}: writes to session {Session} were dropped, because it has ended or was signed in to meanwhile.", EventName = "SessionWritesDropped")]
    public static partial void WritesDropped(ILogger logger, string backend, string session);

    [LoggerMessage(6003, LogLevel.Warning, "{Backend}: session {Session} was asked for with a key that was replaced at {RotatedAt}: the cookie may have been copied.", EventName = "SessionKeyReused")]
    public static partial void KeyReused(ILogger logger, string backend, string session, DateTimeOffset? rotatedAt);

    [LoggerMessage(6004, LogLevel.Warning, "{Backend}: the value '{Key}' of session {Session} is not a {Type}: its default was returned.", EventName = "SessionValueUnreadable")]
    public static partial void ValueUnreadable(ILogger logger, string backend, string key, string session, string type);

    [LoggerMessage(6005, LogLevel.Warning, "{Backend}: the cookie was set over plain HTTP to a host that is not localhost. Browsers drop it: serve HTTPS, or let the proxy forward the scheme (UseForwardedHeaders).", EventName = "InsecureCookie")]
    public static partial void InsecureCookie(ILogger logger, string backend);

    [LoggerMessage(6006, LogLevel.Warning, "{Backend}: a request had the cookie {Cookie} several times with different values, and none of them was looked at.", EventName = "AmbiguousCookie")]
    public static partial void AmbiguousCookie(ILogger logger, string backend, string cookie);

    [LoggerMessage(6007, LogLevel.Warning, "Sessions are kept in this process's memory: a restart ends them, and other processes do not know them. Register a store with AddSessionStore.", EventName = "SessionsInMemory")]
    public static partial void InMemory(ILogger logger);

    [LoggerMessage(6008, LogLevel.Information, "{Backend}: {UserId} signed in to session {Session}.", EventName = "SignedIn")]
    public static partial void SignedIn(ILogger logger, string backend, string userId, string session);

    [LoggerMessage(6009, LogLevel.Information, "{Backend}: {What} was refused with {Status}: {Reason}.", EventName = "SessionRefused")]
    public static partial void Refused(ILogger logger, string backend, string what, int status, string reason);

    [LoggerMessage(6010, LogLevel.Information, "{Backend}: {UserId} signed out of session {Session}.", EventName = "SignedOut")]
    public static partial void SignedOut(ILogger logger, string backend, string userId, string session);
}
