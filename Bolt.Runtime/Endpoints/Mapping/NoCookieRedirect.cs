using Microsoft.AspNetCore.Http.Metadata;

namespace Bolt.Endpoints.Mapping;

/// <summary>A cookie scheme of the application's answers a Bolt endpoint with 401 and 403, not with a redirect to a login page.</summary>
internal sealed class NoCookieRedirect : IDisableCookieRedirectMetadata
{
    public static readonly NoCookieRedirect Instance = new();
}
