using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bolt.OpenApi;

/// <summary>Writes what one operation asks of its callers.</summary>
internal sealed class OperationSecurity(BoltOpenApiOptions bolt, OpenApiOptions options) : IOpenApiOperationTransformer
{
    private static readonly IReadOnlyList<IReadOnlyList<string>> None = [[]];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (DescribedEndpoint.Of(context.Description) is { } endpoint && context.Document is { } document)
        {
            // Before OpenAPI 3.1 the array of a scheme that is not OAuth has to be empty.
            operation.Security = Requirements(endpoint, document, hasRoles: options.OpenApiVersion >= OpenApiSpecVersion.OpenApi3_1);
            if (endpoint.Permissions is { } permissions)
            {
                operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
                operation.Extensions["x-permissions"] = permissions;
            }

            Refusals.Describe(operation, endpoint, bolt.Unavailable, document);
            if (bolt.Explain)
            {
                Explain(operation, endpoint);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>One requirement per way in. None at all means "refuses every request": an empty list would say "public".</summary>
    private static List<OpenApiSecurityRequirement>? Requirements(DescribedEndpoint endpoint, OpenApiDocument document, bool hasRoles)
    {
        if (endpoint.RefusesAll)
        {
            return null;
        }

        var requirements = new List<OpenApiSecurityRequirement>();
        if (!endpoint.NeedsIdentity && endpoint.Schemes.Count > 0)
        {
            // Optional: without credentials is the first way in.
            requirements.Add([]);
        }

        foreach (var scheme in endpoint.Schemes)
        {
            foreach (var permissions in hasRoles ? endpoint.Alternatives : None)
            {
                requirements.Add(new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [.. permissions] });
            }
        }

        return requirements;
    }

    private static void Explain(OpenApiOperation operation, DescribedEndpoint endpoint)
    {
        var text = endpoint.Explanation;
        operation.Description = string.IsNullOrEmpty(operation.Description) ? text : text is null ? operation.Description : operation.Description + "\n\n" + text;
    }
}
