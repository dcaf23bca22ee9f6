using System;
using Bolt.Authentication.CrossSite;
using Bolt.Authentication.Registration;
using Bolt.Diagnostics;
using Bolt.EndpointDeclarations;
using Bolt.Endpoints.Mapping;
using Bolt.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Registers Bolt.</summary>
public static class BoltServiceCollectionExtensions
{
    /// <summary>
    /// Adds what every Bolt endpoint needs, with options from the configuration section <c>Bolt</c>. Backends are added on the result. May be called more than once; the settings
    /// add up.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddBolt(this IServiceCollection services, Action<BoltOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BoltMetrics>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<BoltOptions>, ConfigureBoltOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BoltOptions>, BoltOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BoltOptions>, BackendsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackendOptionsCheck.Started>, BackendOptionsCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartCheck, SectionCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, EndpointCheckFilter>());
        services.AddOptions<BackendOptionsCheck.Started>().ValidateOnStart();
        _ = BackendRegistry.GetOrAdd(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, SafeMatch.Policy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>, DescribedContracts>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IApiDescriptionProvider, BodyDescriptionProvider>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IApiDescriptionProvider, ClassDescriptionProvider>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IApiDescriptionProvider, EnumDescriptionProvider>());
        services.AddEndpointDeclarations();
        var options = services.AddOptions<BoltOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return new BoltBuilder(services);
    }
}
