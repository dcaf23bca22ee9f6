using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Bolt.OpenApi;

/// <summary>What the document says of one Bolt endpoint, read from its metadata.</summary>
internal sealed class DescribedEndpoint
{
    /// <summary>Descriptions live as long as the endpoints; a document is made for each request for it, and both transformers ask.</summary>
    private static readonly ConditionalWeakTable<ApiDescription, DescribedEndpoint> Known = [];

    private DescribedEndpoint(IBoltSecurityMetadata security, IList<object> metadata, ApiDescription description)
    {
        var method = description.HttpMethod;
        Operation = method + " " + PlainPath.Of("/" + description.RelativePath);
        (Security, Backends) = (security, metadata.OfType<IBoltBackendMetadata>().LastOrDefault()?.Backends ?? []);
        Schemes = [.. security.Auth.Select(SchemeName.Of)];
        foreach (var guard in security.Details.Where(static g => g.Kind == BoltGuardKind.Permissions))
        {
            if (guard.RequiresAll || guard.Permissions.Count == 1)
            {
                All = [.. All.Union(guard.Permissions, StringComparer.Ordinal)];
            }
            else
            {
                Any = [.. Any, guard.Permissions];
            }

            // A guard that names nothing lets nobody pass.
            RefusesAll |= guard.Permissions.Count == 0;
        }

        NeedsIdentity = security.NeedsCaller || security.Details.Any(static g => g.NeedsIdentity);
        RefusesAll |= security.Guards.Count == 0 || (NeedsIdentity && Schemes.Count == 0);
        Redirects = security.Details.Any(static g => g.RedirectsToLogin);
        ChecksSite = Backends.OfType<ICookieAuthenticationBackend>().Any()
            && method is not null && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method)
            && metadata.OfType<IAntiforgeryMetadata>().LastOrDefault() is not { RequiresValidation: false };
        Binds = metadata.OfType<IParameterBindingMetadata>().Any(static p => p.HasTryParse || p.HasBindAsync);
        var body = metadata.OfType<IBoltBodyMetadata>().LastOrDefault();
        (HasBody, ReadsBody) = (body is not null, body is not null && !body.ContentTypes.Contains("application/octet-stream"));
        Alternatives = !NeedsIdentity ? [[]] : Any.Count == 1 ? [.. Any[0].Select(one => (string[])[.. All.Append(one).Distinct(StringComparer.Ordinal)])] : [All];
        Permissions = All.Count + Any.Count > 0 ? new PermissionsExtension(All, Any) : null;
        MayForbid = ChecksSite || security.Details.Any(static g => g.Kind is not (BoltGuardKind.AllowAny or BoltGuardKind.Identity));
        MayBeUnavailable = (NeedsIdentity || !security.AllowsAnonymous) && Backends.OfType<ICredentialMetadata>().Any(static b => b.Credential.MayBeUnavailable);
        Explanation = RefusesAll ? "Refuses every request."
            : security.AllowsAnonymous ? null
            : "Guards: " + string.Join(", ", security.Guards.Select(static g => $"`{g}`")) + ".";
    }

    /// <summary>Method and path as the document has them, without constraints: <c>GET /a/{x}</c>.</summary>
    public string Operation { get; }

    public IBoltSecurityMetadata Security { get; }

    public IReadOnlyList<IAuthenticationBackend> Backends { get; }

    /// <summary>The names of <see cref="IBoltSecurityMetadata.Auth"/> as keys of the document.</summary>
    public IReadOnlyList<string> Schemes { get; }

    /// <summary>The permissions that every caller needs.</summary>
    public IReadOnlyList<string> All { get; } = [];

    /// <summary>Lists of which every caller needs one permission each.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Any { get; } = [];

    /// <summary>The value of <c>x-permissions</c>; null where there are none.</summary>
    public PermissionsExtension? Permissions { get; }

    /// <summary>Some guard, or the handler, lets no anonymous caller pass.</summary>
    public bool NeedsIdentity { get; }

    /// <summary>Nobody passes: there is no guard, one that nobody passes, or no backend for one that needs identity.</summary>
    public bool RefusesAll { get; }

    public bool Redirects { get; }

    /// <summary>Callers with a cookie are checked for coming from another site.</summary>
    public bool ChecksSite { get; }

    /// <summary>There is more to refuse than a caller without identity.</summary>
    public bool MayForbid { get; }

    /// <summary>Some backend depends on something that can be out of reach.</summary>
    public bool MayBeUnavailable { get; }

    /// <summary>Something the caller sends as text is read.</summary>
    public bool Binds { get; }

    public bool HasBody { get; }

    /// <summary>Bolt reads the body, and not the handler as a stream or pipe.</summary>
    public bool ReadsBody { get; }

    /// <summary>The guards in words; null where everyone may call.</summary>
    public string? Explanation { get; }

    /// <summary>Null for endpoints that are not Bolt's.</summary>
    public static DescribedEndpoint? Of(ApiDescription description)
    {
        if (Known.TryGetValue(description, out var known))
        {
            return known;
        }

        var metadata = description.ActionDescriptor.EndpointMetadata;
        return metadata?.OfType<IBoltSecurityMetadata>().LastOrDefault() is { } security ? Known.GetOrAdd(description, new DescribedEndpoint(security, metadata, description)) : null;
    }

    /// <summary>
    /// The lists of permissions of which one lets a caller pass. One guard that takes any of several makes an alternative of each; several such guards would multiply, so that only what all
    /// callers need is said, and <c>x-permissions</c> says the rest.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Alternatives { get; }
}
