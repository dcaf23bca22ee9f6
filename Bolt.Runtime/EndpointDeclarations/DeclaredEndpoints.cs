using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.EndpointDeclarations;

/// <summary>The application's finished endpoints, and which of them say nothing of who may call them. Nothing is guessed: groups, conventions and the fallback policy have spoken by then.</summary>
internal sealed class DeclaredEndpoints(IServiceProvider services)
{
    private DeclarationReader _reader = new(usesAuthorization: false, new RouteOptions());
    private FallbackPolicy _fallback = new(services, usesAuthorization: false);

    /// <summary>It is known whether the program calls <c>UseAuthorization()</c>. Until then nothing is covered by a policy.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>The application's, branches included; null without routing.</summary>
    public EndpointDataSource? Source => services.GetService<EndpointDataSource>();

    public void Start(bool usesAuthorization)
    {
        _fallback = new FallbackPolicy(services, usesAuthorization);
        _reader = new DeclarationReader(usesAuthorization, services.GetRequiredService<IOptions<RouteOptions>>().Value);
        IsStarted = true;
    }

    /// <summary>Sorted, by pattern, each once; static assets are one entry.</summary>
    public async ValueTask<List<string>> FindUndeclaredAsync()
    {
        var names = new List<string>();
        var assets = 0;
        var endpoints = Source?.Endpoints ?? [];
        // What has no pattern is served where a dynamic endpoint stands for it, and else not.
        var isDynamic = endpoints.Any(IsDynamic);
        foreach (var endpoint in endpoints)
        {
            if (endpoint is not RouteEndpoint && !isDynamic)
            {
                continue;
            }

            var declaration = _reader.Read(endpoint);
            if (declaration == Declaration.Missing && !await _fallback.AppliesAsync().ConfigureAwait(false))
            {
                declaration = await ReadPageAsync(endpoint).ConfigureAwait(false);
                if (declaration == Declaration.Missing)
                {
                    names.Add(EndpointNames.Of(endpoint));
                }
            }
            else if (declaration == Declaration.Unreachable)
            {
                names.Add(EndpointNames.Of(endpoint));
            }
            else if (declaration == Declaration.StaticAsset && !await _fallback.AppliesAsync().ConfigureAwait(false))
            {
                assets++;
            }
        }

        var found = EndpointNames.Distinct(names);
        if (assets > 0)
        {
            found.Add(string.Create(CultureInfo.InvariantCulture, $"{assets} static asset{(assets == 1 ? "" : "s")} of MapStaticAssets()"));
        }

        return found;
    }

    /// <summary>The endpoint may be undeclared: it has to be asked when it is about to be chosen.</summary>
    public bool MayBeUndeclared(Endpoint endpoint) => !IsAnswerOfRouting(endpoint) && _reader.Read(endpoint) switch
    {
        Declaration.Missing => !_fallback.IsFixed,
        Declaration.Unreachable => true,
        _ => false,
    };

    /// <summary>The endpoint is undeclared, as far as anyone can refuse it: static assets are not.</summary>
    public ValueTask<bool> IsUndeclaredAsync(Endpoint endpoint) => IsAnswerOfRouting(endpoint) ? new(false) : _reader.Read(endpoint) switch
    {
        Declaration.Missing => IsUncoveredAsync(),
        Declaration.Unreachable => new(true),
        _ => new(false),
    };

    /// <summary>405 and 415 are endpoints too, which policies of routing put among those of the application: without a pattern, and without any metadata.</summary>
    private static bool IsAnswerOfRouting(Endpoint endpoint) => endpoint is not RouteEndpoint && endpoint.Metadata.Count == 0;

    private async ValueTask<bool> IsUncoveredAsync() => !await _fallback.AppliesAsync().ConfigureAwait(false);

    /// <summary>What a Razor page that is compiled at run time says of itself is known when it is loaded, which routing does at its first request.</summary>
    private async ValueTask<Declaration> ReadPageAsync(Endpoint endpoint)
    {
        if (endpoint.Metadata.OfType<PageActionDescriptor>().LastOrDefault() is not { } page || page is CompiledPageActionDescriptor || services.GetService<PageLoader>() is not { } loader)
        {
            return Declaration.Missing;
        }

        var loaded = await loader.LoadAsync(page, endpoint.Metadata).ConfigureAwait(false);
        return loaded.Endpoint is { } finished ? _reader.Read(finished) : Declaration.Missing;
    }

    private static bool IsDynamic(Endpoint endpoint)
    {
        for (var i = 0; i < endpoint.Metadata.Count; i++)
        {
            if (endpoint.Metadata[i] is IDynamicEndpointMetadata { IsDynamic: true })
            {
                return true;
            }
        }

        return false;
    }
}
