using System.Diagnostics.CodeAnalysis;
using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Redis;

/// <summary>What the options of every feature have.</summary>
internal interface IRedisOptions
{
    string KeyPrefix { get; set; }

    int Database { get; set; }
}

/// <summary>Reads a feature's section into its options, and reports what is wrong with them. A feature with more than what all have derives from it.</summary>
/// <typeparam name="TOptions">The options.</typeparam>
/// <param name="configuration">The application's.</param>
/// <param name="section">The feature's section.</param>
/// <param name="call">The call that the options belong to.</param>
internal class RedisOptionsSetup<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(IConfiguration? configuration, string section, string call)
    : IConfigureOptions<TOptions>, IValidateOptions<TOptions>
    where TOptions : class, IRedisOptions
{
    private readonly OptionsProblems _unreadable = new();

    public void Configure(TOptions options)
    {
        if (configuration?.GetSection(section) is { } settings)
        {
            SettingsReader.Read(settings, _unreadable, reader => Read(reader, options));
        }
    }

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var problems = new OptionsProblems();
        foreach (var problem in _unreadable)
        {
            problems.Add(problem);
        }

        Check(problems, options);
        return problems.ToResult(call, section);
    }

    protected virtual void Read(SettingsReader reader, TOptions options)
    {
        reader.String(nameof(options.KeyPrefix), value => options.KeyPrefix = value ?? "");
        reader.Integer(nameof(options.Database), value => options.Database = value);
    }

    protected virtual void Check(OptionsProblems problems, TOptions options)
    {
        problems.Check(RedisKeyPrefix.IsValid(options.KeyPrefix), $"KeyPrefix {RedisKeyPrefix.Rule}");
        problems.Check(options.Database >= -1, "Database must be the number of a database, or -1 for the connection's own.");
    }
}
