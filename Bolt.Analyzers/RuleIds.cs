namespace Bolt.Analyzers;

/// <summary>Every rule's id. An id never moves and is never used again.</summary>
public static class RuleIds
{
    /// <summary>The route has no guard at any level.</summary>
    public const string RouteWithoutGuard = "BOLT1001";

    /// <summary>A guard needs an identity, and no authentication backend applies.</summary>
    public const string GuardWithoutBackend = "BOLT1002";

    /// <summary>AllowAny is combined with other guards on the same level.</summary>
    public const string ContradictingGuards = "BOLT1003";

    /// <summary>A level drops a guard that an outer level requires.</summary>
    public const string DroppedGuard = "BOLT1004";

    /// <summary>ASP.NET Core's own authorization attribute on a Bolt handler.</summary>
    public const string ForeignAuthorization = "BOLT1005";

    /// <summary>A secret is hard-coded.</summary>
    public const string SecretInSource = "BOLT1006";

    /// <summary>The list of accepted algorithms is unsafe.</summary>
    public const string UnsoundAlgorithms = "BOLT1007";

    /// <summary>A permission guard names no permission.</summary>
    public const string EmptyPermission = "BOLT1008";

    /// <summary>Cookie authentication on a state-changing route whose cross-site check is switched off.</summary>
    public const string CrossSiteCheckOff = "BOLT1009";

    /// <summary>An object is addressed by id and nothing looks at the caller.</summary>
    public const string UncheckedObjectAccess = "BOLT1010";

    /// <summary>The permission is not in the catalog.</summary>
    public const string UnknownPermission = "BOLT1011";

    /// <summary>Auth is set but the identity is never used.</summary>
    public const string UnusedAuthentication = "BOLT1012";

    /// <summary>A handler mapped to a safe method signs the caller in or out.</summary>
    public const string LoginOnSafeMethod = "BOLT1014";

    /// <summary>A guard or a group reaches no route.</summary>
    public const string GuardWithoutRoute = "BOLT1015";

    /// <summary>LoginUrl is not a path on this site.</summary>
    public const string ForeignLoginUrl = "BOLT1016";

    /// <summary>A guard redirects to the login page on a route that no backend can authenticate.</summary>
    public const string LoginLoop = "BOLT1017";

    /// <summary>The route is not in <c>BoltSurface.txt</c>.</summary>
    public const string UnrecordedRoute = "BOLT1020";

    /// <summary>The route is weaker than <c>BoltSurface.txt</c> says, or cannot be compared.</summary>
    public const string WeakenedRoute = "BOLT1021";

    /// <summary>The route is stronger than <c>BoltSurface.txt</c> says, or written differently.</summary>
    public const string ChangedRoute = "BOLT1022";

    /// <summary><c>BoltSurface.txt</c> has a line without a route.</summary>
    public const string VanishedRoute = "BOLT1023";

    /// <summary><c>BoltSurface.txt</c> cannot be read.</summary>
    public const string UnreadableSurface = "BOLT1024";

    /// <summary>The route pattern is not valid.</summary>
    public const string InvalidPattern = "BOLT2001";

    /// <summary>A pattern parameter reaches no handler parameter, or [FromRoute] names none.</summary>
    public const string UnmatchedRouteParameter = "BOLT2002";

    /// <summary>Two handlers serve the same method and pattern.</summary>
    public const string DuplicateRoute = "BOLT2003";

    /// <summary>Generated code cannot call the handler.</summary>
    public const string UncallableHandler = "BOLT2004";

    /// <summary>A type in Auth is not an authentication backend.</summary>
    public const string InvalidBackend = "BOLT2005";

    /// <summary>A type in Guards cannot be used as a guard there.</summary>
    public const string InvalidGuard = "BOLT2006";

    /// <summary>The application never calls MapBolt().</summary>
    public const string RoutesNotMapped = "BOLT2007";

    /// <summary>More than one body, or a body where there can be none.</summary>
    public const string InvalidBody = "BOLT2008";

    /// <summary>A parameter cannot be bound.</summary>
    public const string UnboundParameter = "BOLT2009";

    /// <summary>The handler requires a caller on a route that allows anonymous access.</summary>
    public const string AnonymousCaller = "BOLT2010";

    /// <summary>A type has validation attributes that ASP.NET Core's validation does not see.</summary>
    public const string UnseenValidation = "BOLT2012";

    /// <summary>The handler returns a result of MVC.</summary>
    public const string MvcResult = "BOLT2013";

    /// <summary>Two routes have the same name.</summary>
    public const string DuplicateName = "BOLT2014";

    /// <summary>A request or response type is missing from the JsonSerializerContext.</summary>
    public const string MissingJsonContract = "BOLT3001";

    /// <summary>The type of a session value is missing from the JsonSerializerContext.</summary>
    public const string MissingSessionContract = "BOLT3002";
}
