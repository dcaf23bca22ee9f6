namespace Bolt.Analyzers;

/// <summary>Every rule's id. An id never moves and is never used again.</summary>
public static class RuleIds
{
    /// <summary>The route has no guard at any level.</summary>
    public const string RouteWithoutGuard = "BOLT1001";
}
