using System;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Hosting;

/// <summary>Queries of registered services.</summary>
internal static class ServiceCollectionQueries
{
    public static bool IsRegistered(this IServiceCollection services, Type type)
    {
        foreach (var service in services)
        {
            if (service.ServiceType == type && !service.IsKeyedService)
            {
                return true;
            }
        }

        return false;
    }
}
