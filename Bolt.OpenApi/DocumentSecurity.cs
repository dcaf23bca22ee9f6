using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.OpenApi;

namespace Bolt.OpenApi;

/// <summary>Writes what operations refer to: schemes and responses. Where several endpoints share an operation, it asks what all of them allow.</summary>
internal sealed partial class DocumentSecurity(BoltOpenApiOptions bolt) : IOpenApiDocumentTransformer
{
    private int _saidShared;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        // Written out instead of queried: a document is made for each request for it, and may have a thousand operations.
        var endpoints = new List<(ApiDescription Description, DescribedEndpoint Endpoint)>();
        foreach (var group in context.DescriptionGroups)
        {
            foreach (var description in group.Items)
            {
                if (DescribedEndpoint.Of(description) is { } endpoint)
                {
                    endpoints.Add((description, endpoint));
                }
            }
        }

        Unite(document, endpoints, context.ApplicationServices);
        var (schemes, responses) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var path in document.Paths?.Values ?? Enumerable.Empty<IOpenApiPathItem>())
        {
            foreach (var operation in path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>())
            {
                AddUsed(operation, schemes, responses);
            }
        }

        AddSchemes(document, endpoints, schemes);
        Refusals.AddComponents(document, responses);
        return Task.CompletedTask;
    }

    private static void AddUsed(OpenApiOperation operation, HashSet<string> schemes, HashSet<string> responses)
    {
        foreach (var requirement in operation.Security ?? [])
        {
            foreach (var (scheme, _) in requirement)
            {
                if (scheme.Reference.Id is { } id)
                {
                    schemes.Add(id);
                }
            }
        }

        foreach (var (_, response) in operation.Responses ?? [])
        {
            if (response is OpenApiResponseReference { Reference.Id: { } id })
            {
                responses.Add(id);
            }
        }
    }

    /// <summary>Only those that some operation names.</summary>
    private void AddSchemes(OpenApiDocument document, List<(ApiDescription Description, DescribedEndpoint Endpoint)> endpoints, HashSet<string> used)
    {
        foreach (var (_, endpoint) in endpoints)
        {
            if (used.Count == 0)
            {
                return;
            }

            for (var i = 0; i < endpoint.Schemes.Count; i++)
            {
                if (used.Remove(endpoint.Schemes[i]))
                {
                    document.Components ??= new OpenApiComponents();
                    document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
                    document.Components.SecuritySchemes[endpoint.Schemes[i]] =
                        bolt.Schemes.TryGetValue(endpoint.Security.Auth[i], out var known) ? known : SecurityScheme.Of(endpoint.Backends[i]);
                }
            }
        }
    }

    /// <summary>
    /// A document has one operation for a path and a method, whatever constraints tell routes apart (<c>/a/{x:int}</c>, <c>/a/{x:alpha}</c>). The last one would speak for all, and call a guarded
    /// route public.
    /// </summary>
    private void Unite(OpenApiDocument document, List<(ApiDescription Description, DescribedEndpoint Endpoint)> endpoints, IServiceProvider services)
    {
        // Hardly any document has some: nothing is grouped before there is a reason.
        var seen = new HashSet<string>(endpoints.Count, StringComparer.Ordinal);
        HashSet<string>? several = null;
        foreach (var (_, endpoint) in endpoints)
        {
            if (!seen.Add(endpoint.Operation))
            {
                (several ??= new HashSet<string>(StringComparer.Ordinal)).Add(endpoint.Operation);
            }
        }

        if (several is null)
        {
            return;
        }

        var items = new Dictionary<string, (string Path, IOpenApiPathItem Item)>(StringComparer.Ordinal);
        foreach (var (path, item) in document.Paths)
        {
            items.TryAdd(PlainPath.Of(path), (path, item));
        }

        foreach (var shared in endpoints.Where(e => several.Contains(e.Endpoint.Operation)).GroupBy(static e => e.Endpoint.Operation, StringComparer.Ordinal))
        {
            var all = shared.Select(static s => s.Endpoint).ToList();
            if (!items.TryGetValue(shared.Key[(shared.Key.IndexOf(' ', StringComparison.Ordinal) + 1)..], out var found)
                || found.Item.Operations?.FirstOrDefault(o => o.Key.Method.Equals(shared.First().Description.HttpMethod, StringComparison.OrdinalIgnoreCase)).Value is not { } operation)
            {
                continue;
            }

            var isOpen = all.TrueForAll(static e => !e.NeedsIdentity && !e.RefusesAll);
            var requirements = isOpen ? [[]] : new List<OpenApiSecurityRequirement>();
            foreach (var scheme in all.SelectMany(static e => e.Schemes).Distinct(StringComparer.Ordinal))
            {
                requirements.Add(new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] });
            }

            operation.Security = isOpen && requirements.Count == 1 ? [] : requirements.Count == 0 ? null : requirements;
            operation.Extensions?.Remove("x-permissions");
            operation.Description = string.Join("\n\n", new[] { operation.Description?.Split("Guards: ")[0].TrimEnd() }.Where(static t => !string.IsNullOrEmpty(t))
                .Append("Several routes share this operation:\n" + string.Join('\n', shared.Select(static s => $"- `{s.Endpoint.Security}`"))));
            if (Interlocked.Exchange(ref _saidShared, 1) == 0)
            {
                SharedOperation(services.GetService<ILoggerFactory>()?.CreateLogger("Bolt.OpenApi") ?? NullLogger.Instance, shared.Key, found.Path, null);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Several routes are {Operation} in the OpenAPI document, which can say only one thing of {Path}: it says what all of them together ask. There may be more such paths.")]
    private static partial void SharedOperation(ILogger logger, string operation, string path, Exception? exception);
}
