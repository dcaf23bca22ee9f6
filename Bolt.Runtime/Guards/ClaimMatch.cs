namespace Bolt;

/// <summary>How <see cref="Requires"/> compares a claim's values with the ones it names.</summary>
public enum ClaimMatch
{
    /// <summary>At least one of the named values is there.</summary>
    Any = 0,

    /// <summary>Every named value is there.</summary>
    All,

    /// <summary>None of the named values is there. The caller must be authenticated all the same.</summary>
    None,
}
