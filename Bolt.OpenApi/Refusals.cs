using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.OpenApi;

namespace Bolt.OpenApi;

/// <summary>The responses of Bolt itself: said once for the whole document, and by reference in each operation that can give them.</summary>
internal static class Refusals
{
    private const string Problem = "BoltProblem";

    private static readonly Refusal Redirect = new("BoltRedirect", "302", "The visitor of a page has to sign in.", "Location", "The login page, a path on this site.");
    private static readonly Refusal BadRequest = new("BoltBadRequest", "400", "A value is missing, or is not of its type.");
    private static readonly Refusal Unauthorized = new("BoltUnauthorized", "401", "There are no credentials, or they do not hold.", "WWW-Authenticate", "One challenge for each way to authenticate (RFC 9110 §11.6.1).");
    private static readonly Refusal Forbidden = new("BoltForbidden", "403", "The caller may not do this.");
    private static readonly Refusal ContentTooLarge = new("BoltContentTooLarge", "413", "The body is too large.");
    private static readonly Refusal UnsupportedMediaType = new("BoltUnsupportedMediaType", "415", "The body is of another media type.");
    private static readonly Refusal Unavailable = new("BoltUnavailable", "503", "The credentials could not be checked; try again later.", "Retry-After", "Seconds until it is worth trying again (RFC 9110 §10.2.3).");
    private static readonly Refusal[] All = [Redirect, BadRequest, Unauthorized, Forbidden, ContentTooLarge, UnsupportedMediaType, Unavailable];

    public static void Describe(OpenApiOperation operation, DescribedEndpoint endpoint, bool? unavailable, OpenApiDocument document)
    {
        if (endpoint.RefusesAll)
        {
            var only = endpoint.NeedsIdentity && endpoint.Schemes.Count == 0 ? Unauthorized : Forbidden;
            operation.Responses = new OpenApiResponses { [only.Status] = Reference(only.Name, document) };
            return;
        }

        operation.Responses ??= [];
        Add(Redirect, endpoint.Redirects);
        Add(BadRequest, endpoint.Binds || endpoint.ReadsBody);
        Add(Unauthorized, endpoint.NeedsIdentity);
        Add(Forbidden, endpoint.MayForbid);
        Add(ContentTooLarge, endpoint.HasBody);
        Add(UnsupportedMediaType, endpoint.ReadsBody);
        Add(Unavailable, unavailable ?? endpoint.MayBeUnavailable);

        // What the handler says of a status itself stands.
        void Add(Refusal refusal, bool isPossible)
        {
            if (isPossible && !operation.Responses!.ContainsKey(refusal.Status))
            {
                operation.Responses[refusal.Status] = Reference(refusal.Name, document);
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
        foreach (var (name, _, description, header, headerDescription) in All.Where(r => used.Contains(r.Name)))
        {
            var response = new OpenApiResponse { Description = description };
            if (header is not null)
            {
                response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal) { [header] = new OpenApiHeader { Description = headerDescription, Schema = new OpenApiSchema { Type = JsonSchemaType.String } } };
            }

            if (name != Redirect.Name)
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

    private sealed record Refusal(string Name, string Status, string Description, string? Header = null, string? HeaderDescription = null);
}
