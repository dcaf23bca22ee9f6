using System;
using Bolt.Configuration;
using Microsoft.Extensions.Configuration;

namespace Bolt.Redis;

/// <summary>The two settings that every store has.</summary>
internal static class RedisKeySettings
{
    public static void Read(SettingsReader reader, Action<string> keyPrefix, Action<int> database)
    {
        reader.String("KeyPrefix", value => keyPrefix(value ?? ""));
        reader.Integer("Database", database);
    }

    public static void Read(IConfiguration? configuration, string section, OptionsProblems problems, Action<string> keyPrefix, Action<int> database)
    {
        if (configuration?.GetSection(section) is { } settings)
        {
            SettingsReader.Read(settings, problems, reader => Read(reader, keyPrefix, database));
        }
    }

    public static void Check(OptionsProblems problems, string keyPrefix, int database)
    {
        problems.Check(RedisKeyPrefix.IsValid(keyPrefix), $"KeyPrefix {RedisKeyPrefix.Rule}");
        problems.Check(database >= -1, "Database must be the number of a database, or -1 for the connection's own.");
    }
}
