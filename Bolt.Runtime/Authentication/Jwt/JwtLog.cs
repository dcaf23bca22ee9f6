using System;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Jwt;

/// <summary>Messages of the JWT backends. None of them contains a token or a key.</summary>
internal static partial class JwtLog
{
    [LoggerMessage(3001, LogLevel.Warning, "The backend {Backend} does not validate {Claims}: tokens issued for other applications are accepted. Set Issuers and Audiences.")]
    public static partial void Unchecked(ILogger logger, string backend, string claims);

    [LoggerMessage(3002, LogLevel.Information, "The keys of {Address} have changed; {Count} are trusted now.")]
    public static partial void KeysChanged(ILogger logger, string address, int count);

    [LoggerMessage(3003, LogLevel.Warning, "The keys of {Address} cannot be fetched; the last valid keys, if any, stay trusted until they are older than MaximumKeyAge.")]
    public static partial void KeysUnavailable(ILogger logger, string address, Exception exception);

    [LoggerMessage(3004, LogLevel.Warning, "{Address} publishes no key that can be used with the allowed algorithms; the last valid keys, if any, stay trusted.")]
    public static partial void NoUsableKeys(ILogger logger, string address);

    [LoggerMessage(3005, LogLevel.Warning, "{Address} publishes a key that is refused: {Key} {Reason}.")]
    public static partial void KeyRefused(ILogger logger, string address, string key, string reason);

    [LoggerMessage(3006, LogLevel.Information, "{Address} publishes a key that is not used: {Key} {Reason}.")]
    public static partial void KeyLeftOut(ILogger logger, string address, string key, string reason);

    [LoggerMessage(3007, LogLevel.Warning, "{Address} publishes {Count} more keys that are not used.")]
    public static partial void MoreKeysRefused(ILogger logger, string address, int count);

    [LoggerMessage(3008, LogLevel.Warning, "{Address} publishes an empty list of keys: the issuer has withdrawn them all, and its tokens are refused.")]
    public static partial void KeysWithdrawn(ILogger logger, string address);

    [LoggerMessage(3009, LogLevel.Error, "The keys of {Address} are older than MaximumKeyAge ({Age}) and no longer trusted; this issuer's tokens get 503 until its keys can be fetched.")]
    public static partial void KeysTooOld(ILogger logger, string address, TimeSpan age);

    [LoggerMessage(3010, LogLevel.Warning, "{Address} names the issuer {Issuer}, which is a template: no token has that iss, so none is accepted. Set Issuers to the accepted issuers, with the tenant in place of the braces.")]
    public static partial void IssuerIsPattern(ILogger logger, string address, string issuer);
}
