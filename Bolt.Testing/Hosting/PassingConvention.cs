using Bolt.Endpoints.Mapping;
using Microsoft.AspNetCore.Builder;

namespace Bolt.Testing.Hosting;

/// <summary>
/// Answers in place of the handler when a request of <see cref="BoltSurfaceTests"/> has passed every guard. The outermost filter, so that those of the application do not run either. Any other request
/// goes on as if it were not there.
/// </summary>
internal sealed class PassingConvention : IEndpointConvention
{
    public void Apply(EndpointBuilder endpoint) => endpoint.FilterFactories.Insert(
        0,
        static (_, next) => call => call.HttpContext.Features.Get<VerifiedRequest>() is { } request ? new(request.Pass()) : next(call));
}
