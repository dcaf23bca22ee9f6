namespace Bolt.Shared;

/// <summary>Metadata names of the types of Bolt.Runtime that the generator and the analyzers look for.</summary>
internal static class BoltNames
{
    public const string RuntimeAssembly = "Bolt.Runtime";
    public const string Namespace = "Bolt";

    public const string RouteAttribute = "Bolt.BoltRouteAttribute";
    public const string GetAttribute = "Bolt.BoltGetAttribute";
    public const string PostAttribute = "Bolt.BoltPostAttribute";
    public const string PutAttribute = "Bolt.BoltPutAttribute";
    public const string PatchAttribute = "Bolt.BoltPatchAttribute";
    public const string DeleteAttribute = "Bolt.BoltDeleteAttribute";
    public const string HeadAttribute = "Bolt.BoltHeadAttribute";
    public const string OptionsAttribute = "Bolt.BoltOptionsAttribute";

    public const string GroupAttribute = "BoltGroupAttribute";
    public const string GroupAttributeFullName = "Bolt.BoltGroupAttribute";
    public const string DefaultsAttribute = "BoltDefaultsAttribute";
    public const string CurrentUserAttribute = "CurrentUserAttribute";
    public const string BaseRouteAttribute = "BoltRouteAttribute";

    public const string EndpointFilterAttribute = "EndpointFilterAttribute";
    public const string Guard = "Guard";
    public const string AsyncGuard = "AsyncGuard";
    public const string AllowAny = "AllowAny";
    public const string Backend = "IAuthenticationBackend";
    public const string CookieBackend = "ICookieAuthenticationBackend";
    public const string AuthContext = "AuthContext";
    public const string CurrentUser = "CurrentUser";
    public const string Session = "BoltSession";
    public const string Issuer = "JwtIssuer";
    public const string LoginExtensions = "BoltLoginExtensions";

    public const string AuthArgument = "Auth";
    public const string GuardsArgument = "Guards";
    public const string InheritGuardsArgument = "InheritGuards";
}
