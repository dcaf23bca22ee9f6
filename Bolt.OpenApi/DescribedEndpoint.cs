using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Bolt.OpenApi;

/// <summary>What the document says of one Bolt endpoint, read from its metadata.</summary>
internal sealed class DescribedEndpoint
{
    private DescribedEndpoint(IBoltSecurityMetadata security, IList<object> metadata, string? method)
    {
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

        NeedsIdentity = security.Details.Any(static g => g.NeedsIdentity);
        RefusesAll |= security.Guards.Count == 0 || (NeedsIdentity && Schemes.Count == 0);
        Redirects = security.Details.Any(static g => g.RedirectsToLogin);
        ChecksSite = Backends.OfType<ICookieAuthenticationBackend>().Any()
            && method is not null && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method)
            && metadata.OfType<IAntiforgeryMetadata>().LastOrDefault() is not { RequiresValidation: false };
        Binds = metadata.OfType<IParameterBindingMetadata>().Any(static p => p.HasTryParse || p.HasBindAsync);
        HasBody = metadata.OfType<IBoltBodyMetadata>().Any();
    }

    public IBoltSecurityMetadata Security { get; }

    public IReadOnlyList<IAuthenticationBackend> Backends { get; }

    /// <summary>The names of <see cref="IBoltSecurityMetadata.Auth"/> as keys of the document.</summary>
    public IReadOnlyList<string> Schemes { get; }

    /// <summary>The permissions that every caller needs.</summary>
    public IReadOnlyList<string> All { get; } = [];

    /// <summary>Lists of which every caller needs one permission each.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Any { get; } = [];

    /// <summary>Some guard lets no anonymous caller pass.</summary>
    public bool NeedsIdentity { get; }

    /// <summary>Nobody passes: there is no guard, one that nobody passes, or no backend for one that needs identity.</summary>
    public bool RefusesAll { get; }

    public bool Redirects { get; }

    /// <summary>Callers with a cookie are checked for coming from another site.</summary>
    public bool ChecksSite { get; }

    /// <summary>Something the caller sends as text is read.</summary>
    public bool Binds { get; }

    public bool HasBody { get; }

    /// <summary>Null for endpoints that are not Bolt's.</summary>
    public static DescribedEndpoint? Of(ApiDescription description)
    {
        var metadata = description.ActionDescriptor.EndpointMetadata;
        return metadata?.OfType<IBoltSecurityMetadata>().LastOrDefault() is { } security ? new(security, metadata, description.HttpMethod) : null;
    }

    /// <summary>
    /// The lists of permissions of which one lets a caller pass. One guard that takes any of several makes an alternative of each; several such guards would multiply, so that only what all
    /// callers need is said, and <c>x-permissions</c> says the rest.
    /// </summary>
    public IEnumerable<IEnumerable<string>> Alternatives() => !NeedsIdentity ? [[]] : Any.Count == 1 ? Any[0].Select(one => All.Append(one).Distinct(StringComparer.Ordinal)) : [All];
}
