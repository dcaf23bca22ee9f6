namespace Bolt.Behavior.Server;

/// <summary>What a test asks of this run of the server.</summary>
internal sealed class Wanted(IConfiguration configuration)
{
    /// <summary>A JSON file with settings, reloaded when it changes.</summary>
    public string? SettingsFile => configuration["Behavior:SettingsFile"];

    /// <summary><c>memory</c>, <c>down</c>, <c>down-later</c>, or nothing.</summary>
    public string? Revocation => configuration["Behavior:Revocation"];

    /// <summary>StackExchange.Redis's configuration; revocation then goes through <c>IDistributedCache</c>.</summary>
    public string? Redis => configuration["Behavior:Redis"];

    public bool FailOpen => configuration["Behavior:FailOpen"] is not null;

    /// <summary>ASP.NET Core's authentication and authorization are there, with a fallback policy.</summary>
    public bool Schemes => configuration["Behavior:Schemes"] is not null;

    /// <summary>The application has an <c>IProblemDetailsService</c>.</summary>
    public bool ProblemDetails => configuration["Behavior:ProblemDetails"] is not null;

    /// <summary>An endpoint filter is on every route.</summary>
    public bool Filter => configuration["Behavior:Filter"] is not null;

    /// <summary>ASP.NET Core's validation is there: a filter of its own on every route.</summary>
    public bool Validation => configuration["Behavior:Validation"] is not null;

    /// <summary>Metrics and spans are kept, for <c>/control/measurements</c>.</summary>
    public bool Measurements => configuration["Behavior:Measurements"] is not null;
}
