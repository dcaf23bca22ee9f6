namespace Bolt.Analyzers;

/// <summary>Every rule's id. An id never moves and is never used again.</summary>
public static class RuleIds
{
    /// <summary>The route has no guard at any level.</summary>
    public const string RouteWithoutGuard = "BOLT1001";

    /// <summary>A guard needs an identity, and no authentication backend applies.</summary>
    public const string GuardWithoutBackend = "BOLT1002";

    /// <summary>AllowAny stands beside other guards on the same level.</summary>
    public const string ContradictingGuards = "BOLT1003";

    /// <summary>A level drops a guard that a farther level asks for.</summary>
    public const string DroppedGuard = "BOLT1004";

    /// <summary>ASP.NET Core's own authorization attribute on a Bolt handler.</summary>
    public const string ForeignAuthorization = "BOLT1005";

    /// <summary>A secret is a literal in source.</summary>
    public const string SecretInSource = "BOLT1006";

    /// <summary>The list of accepted algorithms is unsound.</summary>
    public const string UnsoundAlgorithms = "BOLT1007";

    /// <summary>A permission guard names no permission.</summary>
    public const string EmptyPermission = "BOLT1008";

    /// <summary>An object is addressed by id and nothing looks at the caller.</summary>
    public const string UncheckedObjectAccess = "BOLT1010";

    /// <summary>The permission is not in the catalog.</summary>
    public const string UnknownPermission = "BOLT1011";

    /// <summary>Auth is set and nothing uses the identity.</summary>
    public const string UnusedAuthentication = "BOLT1012";
}
