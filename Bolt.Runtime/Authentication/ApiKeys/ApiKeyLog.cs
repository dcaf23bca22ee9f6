using System;
using Bolt.Refusals;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.ApiKeys;

/// <summary>Messages of the API key backends. None of them contains a key or a hash.</summary>
internal static partial class ApiKeyLog
{
    [LoggerMessage(4001, LogLevel.Information, "The keys of {Backend} have been reloaded: {Count} in configuration.", EventName = "ApiKeysReloaded")]
    public static partial void Reloaded(ILogger logger, string backend, int count);

    [LoggerMessage(4002, LogLevel.Error, "The changed options of {Backend} are invalid; its keys stay as they were. {Problems}", EventName = "ApiKeyReloadRefused")]
    public static partial void ReloadRefused(ILogger logger, string backend, string problems);

    // Not the exception: a database driver may include the parameters of its query, and so the hash.
    [LoggerMessage(4003, LogLevel.Error, "The key store of {Backend} failed with {Exception}.", EventName = "ApiKeyStoreFailed")]
    public static partial void StoreFailed(ILogger logger, string backend, Type exception);

    [LoggerMessage(4004, LogLevel.Warning, "{Backend} accepts no key: {Section}:Keys is empty and there is no key store. Add keys there, in {Call}, or call AddApiKeyStore.", EventName = "NoApiKeys")]
    public static partial void NoKeys(ILogger logger, string backend, string section, string call);
}
