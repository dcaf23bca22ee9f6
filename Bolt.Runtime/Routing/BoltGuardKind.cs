namespace Bolt;

/// <summary>What a guard asks, in the few words that a description of an API has for it.</summary>
public enum BoltGuardKind
{
    /// <summary>Something else: a claim, staff, a test of the application's own.</summary>
    Other,

    /// <summary>Nothing: everyone passes.</summary>
    AllowAny,

    /// <summary>Any authenticated caller.</summary>
    Identity,

    /// <summary>Permissions.</summary>
    Permissions,
}
