using System;

namespace Bolt;

/// <summary>
/// Which sessions of a user "log out everywhere" has left alive. Raising it ends every session of an earlier generation but one that is excepted: a login that was under way
/// sees that it came too late, and a session that starts later is not touched.
/// </summary>
/// <param name="Current">The number that a session which starts now takes. Only grows.</param>
/// <param name="Except">The session that the last raise let live, or null.</param>
/// <param name="Floor">The generation that the excepted session must have: what <see cref="Current"/> was before it was first excepted.</param>
public readonly record struct SessionGeneration(long Current, SessionId? Except, long Floor)
{
    /// <summary>True when a session of that generation may live.</summary>
    /// <param name="id">The session.</param>
    /// <param name="generation">Its <see cref="SessionRecord.Generation"/>.</param>
    public bool Allows(SessionId id, long generation) => generation >= (Except == id ? Floor : Current);

    /// <summary>The generation after a raise. Stores call it where nothing can come between reading and writing.</summary>
    /// <param name="next">The new number; larger than <see cref="Current"/>.</param>
    /// <param name="except">The session that lives on, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="next"/> is not larger.</exception>
    public SessionGeneration RaisedTo(long next, SessionId? except)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(next, Current);
        return new(next, except, except is not null && except == Except ? Floor : Current);
    }
}
