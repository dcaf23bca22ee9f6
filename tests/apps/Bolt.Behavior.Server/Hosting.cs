namespace Bolt.Behavior.Server;

/// <summary>What every run has: settings, logs on the console, JSON, a clock that can be moved.</summary>
internal static class Hosting
{
    public static void Add(WebApplicationBuilder builder, Wanted wanted)
    {
        if (wanted.SettingsFile is { } file)
        {
            builder.Configuration.AddJsonFile(file, optional: false, reloadOnChange: true);
        }

        builder.Logging.ClearProviders().AddSimpleConsole(static o => o.SingleLine = true).AddFilter("Bolt", LogLevel.Debug);
        builder.Services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ServerJson.Default));
        builder.Services.AddSingleton<Clock>().AddSingleton<TimeProvider>(static services => services.GetRequiredService<Clock>());
        builder.Services.AddSingleton<Calls>();
        if (wanted.ProblemDetails)
        {
            builder.Services.AddProblemDetails(static o => o.CustomizeProblemDetails = static c => c.ProblemDetails.Extensions["mine"] = "yes");
        }

        if (wanted.Measurements)
        {
            builder.Services.AddSingleton<Measurements>().AddHostedService(static services => services.GetRequiredService<Measurements>());
        }
    }
}
