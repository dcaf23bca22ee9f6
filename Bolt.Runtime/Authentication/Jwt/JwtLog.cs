using System;
using Microsoft.Extensions.Logging;

namespace Bolt;

/// <summary>Messages of the JWT backends. None of them ever holds a token or a key.</summary>
internal static partial class JwtLog
{
    [LoggerMessage(3001, LogLevel.Warning, "The backend {Backend} does not check {Claims}: a token made for another program is accepted here. Set Issuers and Audiences.")]
    public static partial void Unchecked(ILogger logger, string backend, string claims);

    [LoggerMessage(3002, LogLevel.Information, "The keys of {Address} have changed; {Count} are trusted now.")]
    public static partial void KeysChanged(ILogger logger, string address, int count);

    [LoggerMessage(3003, LogLevel.Warning, "The keys of {Address} cannot be fetched; the last good ones, if any, stay trusted.")]
    public static partial void KeysUnavailable(ILogger logger, string address, Exception exception);

    [LoggerMessage(3004, LogLevel.Warning, "{Address} publishes no key that can be used with the allowed algorithms; the last good ones, if any, stay trusted.")]
    public static partial void NoUsableKeys(ILogger logger, string address);
}
