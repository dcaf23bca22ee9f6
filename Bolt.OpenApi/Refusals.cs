using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.OpenApi;

namespace Bolt.OpenApi;

/// <summary>The responses of Bolt itself: said once for the whole document, and by reference in each operation that can give them.</summary>
internal static class Refusals
{
    private const string Problem = "BoltProblem";

    private static readonly Dictionary<string, (string Status, string Description, string? Header, string? HeaderDescription)> All = new(StringComparer.Ordinal)
    {
        ["BoltRedirect"] = ("302", "The visitor of a page has to sign in.", "Location", "The login page, a path on this site."),
        ["BoltBadRequest"] = ("400", "A value is missing, or is not of its type.", null, null),
        ["BoltUnauthorized"] = ("401", "There are no credentials, or they do not hold.", "WWW-Authenticate", "One challenge for each way to authenticate (RFC 9110 §11.6.1)."),
        ["BoltForbidden"] = ("403", "The caller may not do this.", null, null),
        ["BoltContentTooLarge"] = ("413", "The body is too large.", null, null),
        ["BoltUnsupportedMediaType"] = ("415", "The body is of another media type.", null, null),
        ["BoltUnavailable"] = ("503", "The credentials could not be checked; try again later.", "Retry-After", "Seconds until it is worth trying again (RFC 9110 §10.2.3)."),
    };

    public static void Describe(OpenApiOperation operation, DescribedEndpoint endpoint, bool? unavailable, OpenApiDocument document)
    {
        if (endpoint.RefusesAll)
        {
            operation.Responses = new OpenApiResponses { [endpoint.NeedsIdentity && endpoint.Schemes.Count == 0 ? "401" : "403"] = Reference(endpoint.NeedsIdentity && endpoint.Schemes.Count == 0 ? "BoltUnauthorized" : "BoltForbidden", document) };
            return;
        }

        operation.Responses ??= [];
        Add("BoltRedirect", endpoint.Redirects);
        Add("BoltBadRequest", endpoint.Binds || endpoint.ReadsBody);
        Add("BoltUnauthorized", endpoint.NeedsIdentity);
        Add("BoltForbidden", endpoint.ChecksSite || endpoint.Security.Details.Any(static g => g.Kind is not (BoltGuardKind.AllowAny or BoltGuardKind.Identity)));
        Add("BoltContentTooLarge", endpoint.HasBody);
        Add("BoltUnsupportedMediaType", endpoint.ReadsBody);
        Add("BoltUnavailable", unavailable ?? (!endpoint.Security.AllowsAnonymous && endpoint.Backends.OfType<ICredentialMetadata>().Any(static b => b.Credential.MayBeUnavailable)));

        // What the handler says of a status itself stands.
        void Add(string name, bool isPossible)
        {
            if (isPossible)
            {
                operation.Responses!.TryAdd(All[name].Status, Reference(name, document));
            }
        }
    }

    /// <summary>The components that operations refer to.</summary>
    public static void AddComponents(OpenApiDocument document, IReadOnlySet<string> used)
    {
        if (used.Count == 0)
        {
            return;
        }

        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.Responses ??= new Dictionary<string, IOpenApiResponse>(StringComparer.Ordinal);
        document.Components.Schemas[Problem] = ProblemSchema();
        foreach (var (name, (_, description, header, headerDescription)) in All.Where(r => used.Contains(r.Key)))
        {
            var response = new OpenApiResponse { Description = description };
            if (header is not null)
            {
                response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal) { [header] = new OpenApiHeader { Description = headerDescription, Schema = new OpenApiSchema { Type = JsonSchemaType.String } } };
            }

            if (name != "BoltRedirect")
            {
                response.Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, document) } };
            }

            document.Components.Responses[name] = response;
        }
    }

    private static OpenApiResponseReference Reference(string name, OpenApiDocument document) => new(name, document);

    /// <summary>RFC 9457 §3.1, without extension members.</summary>
    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };
}
