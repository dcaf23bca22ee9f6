using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Bolt.EndpointDeclarations;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt;

/// <summary>The endpoints of a started application, for tests.</summary>
public static class BoltEndpoints
{
    /// <summary>
    /// Every endpoint that is not Bolt's and whose finished metadata do not say who may call it, as <c>GET /status</c>: what <see cref="BoltOptions.UndeclaredEndpoints"/> is about, whatever it is
    /// set to. Sorted, each once, all of them; static assets are one entry with their number. Empty where everything is declared.
    /// </summary>
    /// <param name="services">The application's services: <c>app.Services</c>, after <c>AddBolt()</c>.</param>
    /// <exception cref="InvalidOperationException">The application was not started, so that it is not known whether <c>UseAuthorization()</c> runs; or <c>AddBolt()</c> was not called.</exception>
    public static async Task<IReadOnlyList<string>> FindUndeclaredAsync(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var endpoints = services.GetRequiredService<DeclaredEndpoints>();
        return endpoints.IsStarted
            ? await endpoints.FindUndeclaredAsync().ConfigureAwait(false)
            : throw new InvalidOperationException("Start the application first: only then it is known whether UseAuthorization() runs, and so whether a fallback policy applies.");
    }
}
