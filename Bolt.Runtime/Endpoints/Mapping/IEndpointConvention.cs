using Microsoft.AspNetCore.Builder;

namespace Bolt.Endpoints.Mapping;

/// <summary>
/// Has the last word about every endpoint of Bolt's before its filters are chained. For the package Bolt.Testing and nothing else: <c>AddBolt()</c> registers none, and no configuration, request or
/// environment does.
/// </summary>
internal interface IEndpointConvention
{
    /// <summary>Changes an endpoint that is being built.</summary>
    void Apply(EndpointBuilder endpoint);
}
