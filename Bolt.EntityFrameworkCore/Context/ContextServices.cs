using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Bolt.EntityFrameworkCore.Context;

/// <summary>What every feature of the package registers.</summary>
internal static class ContextServices
{
    /// <param name="services">The application's services.</param>
    /// <param name="call">What to call in <c>OnModelCreating</c>.</param>
    public static void AddContext<TContext, TEntity>(this IServiceCollection services, string call)
        where TContext : DbContext
        where TEntity : class
    {
        services.AddOwnContext<TContext>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelCheck<TContext, TEntity>>(
            provider => new ModelCheck<TContext, TEntity>(provider.GetRequiredService<OwnContext<TContext>>(), call)));
    }

    public static void AddOwnContext<TContext>(this IServiceCollection services)
        where TContext : DbContext => services.TryAddSingleton(static provider => new OwnContext<TContext>(provider.GetRequiredService<IServiceScopeFactory>()));
}
