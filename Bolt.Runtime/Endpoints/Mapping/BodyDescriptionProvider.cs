using System.Linq;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Bolt.Endpoints.Mapping;

/// <summary>
/// Tells API descriptions, and so OpenAPI documents, the media types of bodies. ASP.NET Core takes them from <see cref="IAcceptsMetadata"/>, which Bolt's endpoints do not have, and takes
/// every form for a URL-encoded one without it.
/// </summary>
internal sealed class BodyDescriptionProvider : IApiDescriptionProvider
{
    /// <summary>After ASP.NET Core has described the endpoints, at -1100.</summary>
    public int Order => -1050;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var description in context.Results)
        {
            // [Consumes] on the handler comes first: routing enforces it.
            if (description.ActionDescriptor.EndpointMetadata is { } metadata
                && metadata.OfType<IBoltBodyMetadata>().LastOrDefault() is { } body
                && !metadata.OfType<IAcceptsMetadata>().Any())
            {
                description.SupportedRequestFormats.Clear();
                foreach (var contentType in body.ContentTypes)
                {
                    description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = contentType });
                }
            }
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }
}
