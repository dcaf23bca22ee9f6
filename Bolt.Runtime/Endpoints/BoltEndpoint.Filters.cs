using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints;

/// <content>Endpoint filters: they run behind the guards and the binding, around the handler.</content>
public abstract partial class BoltEndpoint
{
    private EndpointFilterDelegate? _filters;

    /// <summary>True when endpoint filters run between binding and handler.</summary>
    protected bool HasFilters => _filters is not null;

    /// <summary>Runs the endpoint filters around <see cref="Call"/> and writes what comes out.</summary>
    protected async Task RunFilters(EndpointFilterInvocationContext context) =>
        await Dynamic(context.HttpContext, await _filters!(context).ConfigureAwait(false)).ConfigureAwait(false);

    private void ChainFilters(EndpointBuilder endpoint)
    {
        var factories = endpoint.FilterFactories;
        if (factories.Count > 0)
        {
            var context = new EndpointFilterFactoryContext { MethodInfo = Method, ApplicationServices = endpoint.ApplicationServices };
            EndpointFilterDelegate filters = Call;
            for (var i = factories.Count - 1; i >= 0; i--)
            {
                filters = factories[i](context, filters);
            }

            _filters = filters;
        }
    }
}
