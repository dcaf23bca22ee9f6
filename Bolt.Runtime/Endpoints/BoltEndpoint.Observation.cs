using System;
using System.Threading.Tasks;
using Bolt.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints;

/// <content>What surrounds a request when someone measures or traces it. Nobody doing so costs the look-ups of <see cref="IsObserved"/>.</content>
public abstract partial class BoltEndpoint
{
    private bool IsObserved => _metrics.ObservesRequests || BoltActivity.Source.HasListeners();

    /// <summary>Set by the first request that is observed, before its backends are asked, and never reset: later requests that nobody observes only pay for a look-up that finds nothing.</summary>
    private bool _hasBeenObserved;

    private async Task Observe(HttpContext http)
    {
        _hasBeenObserved = true;
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
}
