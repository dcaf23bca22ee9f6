namespace Bolt;

/// <summary>What became of a write.</summary>
public enum SessionWrite
{
    /// <summary>Nothing was written: the session is gone, or is not the one the request saw (another epoch, another secret).</summary>
    Gone = 0,

    /// <summary>Everything was written.</summary>
    Applied,

    /// <summary>Nothing was written: the session would have grown beyond <see cref="SessionChanges.MaximumSize"/>.</summary>
    TooLarge,
}
