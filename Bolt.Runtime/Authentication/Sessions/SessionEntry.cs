namespace Bolt.Authentication.Sessions;

/// <summary>What a request knows of one backend's session.</summary>
internal sealed class SessionEntry(SessionEngine engine, SessionEntry? next)
{
    public SessionEngine Engine => engine;

    public SessionEntry? Next => next;

    /// <summary>What the cookie named, found once for a request; the decision is made again by each run.</summary>
    public SessionSecret Cookie { get; private set; }

    public SessionRecord? Record { get; private set; }

    public bool IsFound { get; private set; }

    public SessionResolution? Resolution { get; set; }

    public object? User { get; private set; }

    public AuthContext? UserOwner { get; private set; }

    public BoltSession? Session { get; set; }

    /// <summary>A <c>Set-Cookie</c> that is still to be sent. It is what the store has done, so no later failure takes it back.</summary>
    public string? SetCookie { get; set; }

    /// <summary>The store holds something else by now: what a later run of an endpoint decides, it decides by that.</summary>
    public void Changed() => (Record, IsFound, Resolution) = (null, false, null);

    public void Found(in SessionSecret cookie, SessionRecord? record) => (Cookie, Record, IsFound) = (cookie, record, true);

    /// <summary>The store did not answer: what is decided by that holds for this run, and the next one asks again.</summary>
    public void Unavailable(in SessionSecret cookie, in SessionResolution unavailable) => (Cookie, Record, IsFound, Resolution) = (cookie, null, false, unavailable);

    public void Keep(AuthContext caller, object user) => (UserOwner, User) = (caller, user);

    public void BeginRun()
    {
        Resolution = null;
        (UserOwner, User) = (null, null);
        Session?.Drop();
        Session = null;
    }
}
