using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Redis.RefreshTokens;

/// <summary>Reads the section into the options, and reports what is wrong with them.</summary>
internal sealed class RedisRefreshTokenOptionsSetup(IConfiguration? configuration) : IConfigureOptions<RedisRefreshTokenOptions>, IValidateOptions<RedisRefreshTokenOptions>
{
    private const string Section = "Bolt:Redis:RefreshTokens";

    private readonly OptionsProblems _problems = new();

    public void Configure(RedisRefreshTokenOptions options) =>
        RedisKeySettings.Read(configuration, Section, _problems, value => options.KeyPrefix = value, value => options.Database = value);

    public ValidateOptionsResult Validate(string? name, RedisRefreshTokenOptions options)
    {
        var problems = new OptionsProblems();
        foreach (var problem in _problems)
        {
            problems.Add(problem);
        }

        RedisKeySettings.Check(problems, options.KeyPrefix, options.Database);
        return problems.ToResult("AddRedisRefreshTokens()", Section);
    }
}
