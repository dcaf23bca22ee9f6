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
        var endpoints = context.DescriptionGroups.SelectMany(static g => g.Items)
            .Select(static d => (Description: d, Endpoint: DescribedEndpoint.Of(d)))
            .Where(static d => d.Endpoint is not null)
            .Select(static d => (d.Description, Endpoint: d.Endpoint!))
            .ToList();
        Unite(document, endpoints, context.ApplicationServices);
        AddSchemes(document, endpoints.Select(static e => e.Endpoint));
        var used = Operations(document).SelectMany(static o => o.Responses ?? []).Select(static r => (r.Value as OpenApiResponseReference)?.Reference.Id).OfType<string>();
        Refusals.AddComponents(document, used.ToHashSet(StringComparer.Ordinal));
        return Task.CompletedTask;
    }

    private static IEnumerable<OpenApiOperation> Operations(OpenApiDocument document) =>
        document.Paths?.Values.SelectMany(static p => p.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()) ?? [];

    /// <summary>Only those that some operation names.</summary>
    private void AddSchemes(OpenApiDocument document, IEnumerable<DescribedEndpoint> endpoints)
    {
        var used = Operations(document).SelectMany(static o => o.Security ?? []).SelectMany(static r => r.Keys).Select(static s => s.Reference.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var endpoint in endpoints)
        {
            for (var i = 0; i < endpoint.Schemes.Count && used.Count > 0; i++)
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
        var several = endpoints.Where(e => !seen.Add(e.Endpoint.Operation)).Select(static e => e.Endpoint.Operation).ToHashSet(StringComparer.Ordinal);
        if (several.Count == 0)
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
