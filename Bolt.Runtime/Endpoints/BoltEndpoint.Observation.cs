using System;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Bolt.Endpoints;

/// <content>What surrounds a request when someone measures or traces it. Nobody doing so costs the two look-ups of <see cref="IsObserved"/>.</content>
public abstract partial class BoltEndpoint
{
    private bool IsObserved => _metrics.ObservesRequests || BoltActivity.Source.HasListeners();

    private Task Start(HttpContext http)
    {
        if (_keepsOutOfCaches && !Info.AllowsAnonymous)
        {
            KeepOutOfCaches(http);
        }

        if (_backends.Count == 0)
        {
            // With backends the first one's answer does this.
            CallerFeature.Forget(http);
        }

        return _hasRefusals ? StartWithSessions(http) : IsObserved ? Observe(http) : Invoke(http);
    }

    private async Task Observe(HttpContext http)
    {
        var observation = new RequestObservation(_metrics, Time, _backends, Info.AllowsAnonymous);
        http.Features.Set(observation);
        observation.Next();
        try
        {
            await Invoke(http).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            observation.Threw(e);
            throw;
        }
    }

    /// <summary>
    /// The output cache answers before an endpoint runs, and looks only at <c>Authorization</c> and at a user that middleware has set: without this, what one caller was given
    /// behind the guards would go to everybody. A policy of the application's may decide otherwise after the endpoint.
    /// </summary>
    private static void KeepOutOfCaches(HttpContext http)
    {
        if (http.Features.Get<IOutputCacheFeature>() is { } cache)
        {
            cache.Context.AllowCacheStorage = false;
        }
    }
}
