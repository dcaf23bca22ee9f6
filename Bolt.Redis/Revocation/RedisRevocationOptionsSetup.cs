using System;
using Bolt.Configuration;
using Microsoft.Extensions.Configuration;

namespace Bolt.Redis.Revocation;

/// <summary>Reads the section into the options, and reports what is wrong with them.</summary>
internal sealed class RedisRevocationOptionsSetup(IConfiguration? configuration) : RedisOptionsSetup<RedisRevocationOptions>(configuration, "Bolt:Redis:Revocation", "AddRedisRevocation()")
{
    protected override void Read(SettingsReader reader, RedisRevocationOptions options)
    {
        base.Read(reader, options);
        reader.Time(nameof(options.MaximumStaleness), value => options.MaximumStaleness = value);
        reader.Time(nameof(options.PollInterval), value => options.PollInterval = value);
        reader.Time(nameof(options.StartTimeout), value => options.StartTimeout = value);
        reader.Time(nameof(options.ReconnectTime), value => options.ReconnectTime = value);
    }

    protected override void Check(OptionsProblems problems, RedisRevocationOptions options)
    {
        base.Check(problems, options);
        problems.Check(options.MaximumStaleness >= TimeSpan.FromSeconds(1) && options.MaximumStaleness <= TimeSpan.FromMinutes(5), "MaximumStaleness must be between 1 second and 5 minutes.");
        problems.Check(options.PollInterval >= TimeSpan.FromMilliseconds(50), "PollInterval must be at least 50 milliseconds.");
        problems.Check(options.PollInterval <= options.MaximumStaleness / 4, "PollInterval must be at most a quarter of MaximumStaleness: a poll or two may fail.");
        problems.Check(options.PollInterval <= RedisRevocationOptions.LongestPoll, "PollInterval must be at most 2 seconds: what Redis has lost is put back before anyone relies on it.");
        problems.Check(options.ReconnectTime >= TimeSpan.Zero && options.ReconnectTime <= TimeSpan.FromMinutes(1), "ReconnectTime must be between zero and one minute.");
        problems.Check(options.StartTimeout >= TimeSpan.Zero && options.StartTimeout <= TimeSpan.FromHours(1), "StartTimeout must be between zero and one hour.");
    }
}
