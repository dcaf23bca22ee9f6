using System;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bolt;

/// <summary>Registers Bolt.</summary>
public static class BoltServiceCollectionExtensions
{
    /// <summary>Adds what every Bolt endpoint needs. Backends are added on the result.</summary>
    /// <param name="services">The application's services.</param>
    public static BoltBuilder AddBolt(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BoltMetrics>();
        return new BoltBuilder(services);
    }
}
