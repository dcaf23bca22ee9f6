using System;
using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Redis.Revocation;

/// <summary>Reads the section into the options, and reports what is wrong with them.</summary>
internal sealed class RedisRevocationOptionsSetup(IConfiguration? configuration) : IConfigureOptions<RedisRevocationOptions>, IValidateOptions<RedisRevocationOptions>
{
    public const string Section = "Bolt:Redis:Revocation";

    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(2);

    private readonly OptionsProblems _problems = new();

    public void Configure(RedisRevocationOptions options)
    {
        if (configuration?.GetSection(Section) is { } section)
        {
            SettingsReader.Read(section, _problems, reader =>
            {
                reader.String(nameof(options.KeyPrefix), value => options.KeyPrefix = value ?? "");
                reader.Integer(nameof(options.Database), value => options.Database = value);
                reader.Time(nameof(options.MaximumStaleness), value => options.MaximumStaleness = value);
                reader.Time(nameof(options.PollInterval), value => options.PollInterval = value);
                reader.Time(nameof(options.StartTimeout), value => options.StartTimeout = value);
            });
        }
    }

    public ValidateOptionsResult Validate(string? name, RedisRevocationOptions options)
    {
        var problems = new OptionsProblems();
        foreach (var problem in _problems)
        {
            problems.Add(problem);
        }

        problems.Check(RedisKeyPrefix.IsValid(options.KeyPrefix), $"KeyPrefix {RedisKeyPrefix.Rule}");
        problems.Check(options.Database >= -1, "Database must be the number of a database, or -1 for the connection's own.");
        problems.Check(options.MaximumStaleness >= TimeSpan.FromSeconds(1) && options.MaximumStaleness <= TimeSpan.FromMinutes(5), "MaximumStaleness must be between 1 second and 5 minutes.");
        problems.Check(options.PollInterval >= TimeSpan.FromMilliseconds(50), "PollInterval must be at least 50 milliseconds.");
        problems.Check(options.PollInterval <= options.MaximumStaleness / 4, "PollInterval must be at most a quarter of MaximumStaleness: a poll or two may fail.");
        problems.Check(options.PollInterval <= LongestPoll, "PollInterval must be at most 2 seconds: what Redis has lost is put back before anyone relies on it.");
        problems.Check(options.StartTimeout >= TimeSpan.Zero && options.StartTimeout <= TimeSpan.FromHours(1), "StartTimeout must be between zero and one hour.");
        return problems.ToResult("AddRedisRevocation()", Section);
    }
}
