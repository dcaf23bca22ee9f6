namespace Bolt;

/// <summary>Optional on a user: says which sessions are still the user's.</summary>
public interface ISessionStamp
{
    /// <summary>
    /// Changes with the password, a second factor, or whatever shall end the user's other sessions, and never takes an earlier value again. A session is accepted while this is
    /// what it was at login. Do not derive it from a password's hash alone, which changes when it is made stronger.
    /// </summary>
    string SessionStamp { get; }
}
