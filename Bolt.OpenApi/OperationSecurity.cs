using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
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
            DescribePermissions(operation, endpoint);
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

    private static void DescribePermissions(OpenApiOperation operation, DescribedEndpoint endpoint)
    {
        if (endpoint.All.Count == 0 && endpoint.Any.Count == 0)
        {
            return;
        }

        var permissions = new JsonObject();
        if (endpoint.All.Count > 0)
        {
            permissions["all"] = Names(endpoint.All);
        }

        if (endpoint.Any.Count > 0)
        {
            permissions["any"] = new JsonArray([.. endpoint.Any.Select(Names)]);
        }

        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        operation.Extensions["x-permissions"] = new JsonNodeExtension(permissions);
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(static n => JsonValue.Create(n))]);

    private static void Explain(OpenApiOperation operation, DescribedEndpoint endpoint)
    {
        var text = endpoint.Explanation;
        operation.Description = string.IsNullOrEmpty(operation.Description) ? text : text is null ? operation.Description : operation.Description + "\n\n" + text;
    }
}
