using System;

namespace Bolt.Databases;

/// <summary>The clock of a database's server.</summary>
internal static class StoreTime
{
    public const string Statement = "SELECT CURRENT_TIMESTAMP";

    /// <summary>Null where the answer does not say its zone, as SQL Server's, or is text, as SQLite's, which has this machine's clock.</summary>
    public static DateTimeOffset? Read(object? value) => value switch
    {
        DateTimeOffset moment => moment,
        DateTime { Kind: not DateTimeKind.Unspecified } moment => new DateTimeOffset(moment.ToUniversalTime()),
        _ => null,
    };
}
