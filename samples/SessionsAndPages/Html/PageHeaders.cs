namespace SessionsAndPages;

/// <summary>No script, no frames, and forms to this site only: what a page may do if a value came through unencoded after all.</summary>
internal static class PageHeaders
{
    public static Task Set(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return next(http);
    }
}
