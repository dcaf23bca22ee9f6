namespace Bolt.Shared;

/// <summary>The names of types and members of Bolt.Runtime that the generator, the analyzers and the fixes look for. Nowhere else is one of them known by name.</summary>
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
    public const string Mapper = "Bolt.Endpoints.BoltMapper";
    public const string ModuleAttribute = "BoltModuleAttribute";
    public const string SurfaceAttribute = "BoltSurfaceAttribute";
    public const string PermissionCatalogAttribute = "PermissionCatalogAttribute";
    public const string JwtOptions = "JwtOptions";
    public const string ApiKey = "ApiKey";
    public const string IsAuthenticated = "IsAuthenticated";
    public const string Requires = "Requires";
    public const string HasPermission = "HasPermission";
    public const string HasAnyPermission = "HasAnyPermission";
    public const string HasAllPermissions = "HasAllPermissions";
    public const string IsStaff = "IsStaff";
    public const string IsAdminUser = "IsAdminUser";
    public const string RecentLogin = "RecentLogin";
    public const string LoginRequired = "LoginRequired";
    public const string PermissionRequired = "PermissionRequired";
    public const string UserPassesTest = "UserPassesTest";
    public const string UserTest = "IUserTest";
    public const string AsyncUserTest = "IAsyncUserTest";

    // What backends and guards say of themselves.
    public const string SuggestedFirstAttribute = "Bolt.Authentication.Registration.SuggestedFirstAttribute";
    public const string RequiresIdentityAttribute = "RequiresIdentityAttribute";
    public const string RedirectsToLoginAttribute = "RedirectsToLoginAttribute";
    public const string NamesPermissionsAttribute = "NamesPermissionsAttribute";

    // Members.
    public const string AuthArgument = "Auth";
    public const string GuardsArgument = "Guards";
    public const string InheritGuardsArgument = "InheritGuards";
    public const string NameArgument = "Name";
    public const string SummaryArgument = "Summary";
    public const string TagsArgument = "Tags";
    public const string IdentityOnlyArgument = "IdentityOnly";
    public const string RaiseExceptionArgument = "RaiseException";
    public const string LoginUrl = "LoginUrl";
    public const string DefaultName = "DefaultName";
    public const string Evaluate = "Evaluate";
    public const string EvaluateAsync = "EvaluateAsync";
    public const string LoginMethod = "LoginAsync";
    public const string LogoutMethod = "LogoutAsync";
    public const string Secret = "Secret";
    public const string Keys = "Keys";
    public const string Algorithms = "Algorithms";
    public const string HashMethod = "Hash";
    public const string HashParameter = "hash";

    /// <summary>Of generated code.</summary>
    public const string MapMethod = "MapBolt";
}
