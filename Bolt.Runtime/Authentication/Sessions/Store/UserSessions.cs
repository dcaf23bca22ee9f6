using System.Collections.Generic;

namespace Bolt.Authentication.Sessions;

/// <summary>The sessions of one user. Most have one, which needs no set: none and the one there is are told apart without a flag, because every user has this.</summary>
internal struct UserSessions
{
    private static readonly HashSet<SessionId> One = [];

    private SessionId _only;

    /// <summary>Null for none, <see cref="One"/> for <see cref="_only"/>.</summary>
    private HashSet<SessionId>? _all;

    public void Add(SessionId id)
    {
        if (_all is null || (IsOne && _only == id))
        {
            (_only, _all) = (id, One);
            return;
        }

        if (IsOne)
        {
            _all = [_only];
        }

        _all.Add(id);
    }

    /// <returns>True where none is left.</returns>
    public bool Remove(SessionId id)
    {
        if (_all is null || !IsOne)
        {
            return _all?.Remove(id) == true && _all.Count == 0;
        }

        if (_only != id)
        {
            return false;
        }

        _all = null;
        return true;
    }

    public readonly SessionId[] ToArray() => IsOne ? [_only] : _all is not null ? [.. _all] : [];

    private readonly bool IsOne => ReferenceEquals(_all, One);
}
