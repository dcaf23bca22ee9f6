using System;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Bolt.EndpointDeclarations;

/// <summary>
/// MVC's authorization filters: of the action, its controller or all of them; the filter itself, or a type filter or service filter that names it. A filter factory of one's own may make anything, and is
/// not asked.
/// </summary>
internal static class ActionFilters
{
    public static bool Authorize(ActionDescriptor action)
    {
        // Null for actions that something else than MVC's own providers has made.
        if (action.FilterDescriptors is { } filters)
        {
            foreach (var filter in filters)
            {
                if (Authorizes(filter.Filter))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Authorizes(IFilterMetadata filter) => filter switch
    {
        IAllowAnonymousFilter => true,
        TypeFilterAttribute typed => Authorizes(typed.ImplementationType),
        ServiceFilterAttribute service => Authorizes(service.ServiceType),
        _ => Authorizes(filter.GetType()),
    };

    /// <summary>MVC calls filters that run early authorization filters. Its own for HTTPS, CORS, antiforgery and the size of a request say nothing of who is calling.</summary>
    private static bool Authorizes(Type type) =>
        (typeof(IAuthorizationFilter).IsAssignableFrom(type) || typeof(IAsyncAuthorizationFilter).IsAssignableFrom(type))
        && !typeof(RequireHttpsAttribute).IsAssignableFrom(type)
        && (typeof(AuthorizeFilter).IsAssignableFrom(type) || type.Assembly.GetName().Name?.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal) != true);
}
