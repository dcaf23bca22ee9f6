using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Redis.Sessions;

/// <summary>Reads the section into the options, and reports what is wrong with them.</summary>
internal sealed class RedisSessionOptionsSetup(IConfiguration? configuration) : IConfigureOptions<RedisSessionOptions>, IValidateOptions<RedisSessionOptions>
{
    private const string Section = "Bolt:Redis:Sessions";

    private readonly OptionsProblems _problems = new();

    public void Configure(RedisSessionOptions options) =>
        RedisKeySettings.Read(configuration, Section, _problems, value => options.KeyPrefix = value, value => options.Database = value);

    public ValidateOptionsResult Validate(string? name, RedisSessionOptions options)
    {
        var problems = new OptionsProblems();
        foreach (var problem in _problems)
        {
            problems.Add(problem);
        }

        RedisKeySettings.Check(problems, options.KeyPrefix, options.Database);
        return problems.ToResult("AddRedisSessions()", Section);
    }
}
