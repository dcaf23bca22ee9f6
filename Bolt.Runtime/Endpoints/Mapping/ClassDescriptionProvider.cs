using System.Linq;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Bolt.Endpoints.Mapping;

/// <summary>
/// Tells API descriptions the class that serves a route. ASP.NET Core takes the one that declares the method, which for inherited routes is a base class, and OpenAPI documents make a tag of its name:
/// <c>Lookup`1</c> for all of its classes.
/// </summary>
internal sealed class ClassDescriptionProvider : IApiDescriptionProvider
{
    private const string Key = "controller";

    /// <inheritdoc cref="BodyDescriptionProvider.Order" />
    public int Order => -1050;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var description in context.Results)
        {
            if (description.ActionDescriptor.EndpointMetadata?.OfType<BoltRouteInfo>().LastOrDefault() is { } route)
            {
                description.ActionDescriptor.RouteValues[Key] = route.Class;
            }
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }
}
