using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bolt.EndpointDeclarations;

/// <summary>Registers what looks for endpoints that nobody declared.</summary>
internal static class EndpointDeclarationExtensions
{
    public static void AddEndpointDeclarations(this IServiceCollection services)
    {
        services.TryAddSingleton<DeclaredEndpoints>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, DeclarationCheckFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, RefuseUndeclaredPolicy>());
    }
}
