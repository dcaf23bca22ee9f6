using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EndpointDeclarations;

/// <summary>Whether <c>UseAuthorization()</c> applies a policy to endpoints that say nothing themselves.</summary>
/// <param name="services">The application's services.</param>
/// <param name="usesAuthorization">The program calls <c>UseAuthorization()</c>.</param>
internal sealed class FallbackPolicy(IServiceProvider services, bool usesAuthorization)
{
    private readonly Lazy<IAuthorizationPolicyProvider?> _provider = new(() => usesAuthorization ? services.GetService<IAuthorizationPolicyProvider>() : null);

    /// <summary>It does and will: the provider's policies never change.</summary>
    public bool IsFixed => _provider.Value is { AllowsCachingPolicies: true } provider && provider.GetFallbackPolicyAsync() is { IsCompletedSuccessfully: true, Result: not null };

    public async ValueTask<bool> AppliesAsync() =>
        _provider.Value is { } provider && await provider.GetFallbackPolicyAsync().ConfigureAwait(false) is not null;
}
