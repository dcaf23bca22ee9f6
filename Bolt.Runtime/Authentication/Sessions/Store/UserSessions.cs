using System.Collections.Generic;

namespace Bolt.Authentication.Sessions;

/// <summary>The sessions of one user. Most have one, which needs no set.</summary>
internal struct UserSessions
{
    private SessionId? _only;
    private HashSet<SessionId>? _all;

    public void Add(SessionId id)
    {
        if (_all is null && (_only is null || _only == id))
        {
            _only = id;
            return;
        }

        _all ??= [_only!.Value];
        _only = null;
        _all.Add(id);
    }

    /// <returns>True where none is left.</returns>
    public bool Remove(SessionId id)
    {
        if (_all is not null)
        {
            return _all.Remove(id) && _all.Count == 0;
        }

        if (_only != id)
        {
            return false;
        }

        _only = null;
        return true;
    }

    public readonly SessionId[] ToArray() => _all is not null ? [.. _all] : _only is { } only ? [only] : [];
}
