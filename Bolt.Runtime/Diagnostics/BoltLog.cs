using Microsoft.Extensions.Logging;

namespace Bolt.Diagnostics;

/// <summary>Log messages with event ids that never move. No message ever holds a credential.</summary>
internal static partial class BoltLog
{
    [LoggerMessage(EventId = 1, EventName = "AuthenticationFailed", Message = "{Route}: {Backend} refused the credentials: {Reason}.")]
    public static partial void AuthenticationFailed(ILogger logger, LogLevel level, string route, string backend, string reason);

    [LoggerMessage(2, LogLevel.Error, "{Route}: {Backend} could not check the credentials: {Reason}.", EventName = "AuthenticationUnavailable")]
    public static partial void AuthenticationUnavailable(ILogger logger, string route, string backend, string reason);

    [LoggerMessage(3, LogLevel.Information, "{Route}: 401, {Guard} needs an identity.", EventName = "Unauthorized")]
    public static partial void Unauthorized(ILogger logger, string route, string guard);

    [LoggerMessage(4, LogLevel.Information, "{Route}: 403, {Guard}: {Reason}.", EventName = "Forbidden")]
    public static partial void Forbidden(ILogger logger, string route, string guard, string reason);

    [LoggerMessage(5, LogLevel.Information, "{Route}: redirected by {Guard}.", EventName = "Redirected")]
    public static partial void Redirected(ILogger logger, string route, string guard);

    [LoggerMessage(6, LogLevel.Debug, "{Route}: the value of '{Parameter}' is missing or not valid.", EventName = "BindingFailed")]
    public static partial void BindingFailed(ILogger logger, string route, string parameter);

    [LoggerMessage(7, LogLevel.Error, "{Route} is not served: {Reason} ({Handler}).", EventName = "RouteNotMapped")]
    public static partial void RouteNotMapped(ILogger logger, string route, string handler, string reason);

    [LoggerMessage(8, LogLevel.Information, "{Route}: 403, cross-site check of {Backend}: {Reason}.", EventName = "CrossSiteRefused")]
    public static partial void CrossSiteRefused(ILogger logger, string route, string backend, string reason);

    [LoggerMessage(9, LogLevel.Warning, "{Route}: 403, {Guard} wanted to redirect, and not to a path on this site.", EventName = "RedirectRefused")]
    public static partial void RedirectRefused(ILogger logger, string route, string guard);

    [LoggerMessage(10, LogLevel.Information, "{Route}: 404, {Guard} hides what is there.", EventName = "NotFound")]
    public static partial void NotFound(ILogger logger, string route, string guard);

    [LoggerMessage(11, LogLevel.Information, "{Route}: 401, {Backend} accepted the credentials, and the IUserLoader found no user for them.", EventName = "UserNotFound")]
    public static partial void UserNotFound(ILogger logger, string route, string backend);

    [LoggerMessage(12, LogLevel.Warning, "Nothing reads the configuration sections {Sections}. Under Bolt there are: {Known}, and the sections of backends that are added.", EventName = "SectionsUnread")]
    public static partial void SectionsUnread(ILogger logger, string sections, string known);

    [LoggerMessage(13, LogLevel.Warning, "{Count} endpoints do not say who may call them, and {Consequence}: {Endpoints}. Call RequireAuthorization() or AllowAnonymous() on each, or make it a route of Bolt's.", EventName = "UndeclaredEndpoints")]
    public static partial void UndeclaredEndpoints(ILogger logger, int count, string consequence, string endpoints);

    [LoggerMessage(14, LogLevel.Information, "{Endpoint}: 403, it does not say who may call it, and UndeclaredEndpoints asks for that.", EventName = "UndeclaredRefused")]
    public static partial void UndeclaredRefused(ILogger logger, string endpoint);

    [LoggerMessage(15, LogLevel.Warning, "{Count} endpoints are not what BoltSurface.txt says of them, because of conventions they are mapped with: {Endpoints}.", EventName = "EndpointsDifferFromSurface")]
    public static partial void EndpointsDifferFromSurface(ILogger logger, int count, string endpoints);

    [LoggerMessage(16, LogLevel.Warning, "It is not known which endpoints do not say who may call them.", EventName = "EndpointsNotChecked")]
    public static partial void EndpointsNotChecked(ILogger logger, System.Exception exception);
}
