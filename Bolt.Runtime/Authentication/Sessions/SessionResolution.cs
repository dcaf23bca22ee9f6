namespace Bolt.Authentication.Sessions;

/// <summary>What a request's cookie came to, with what was found on the way.</summary>
internal readonly record struct SessionResolution(SessionState State, SessionRecord? Record, AuthContext? Caller, string? Reason)
{
    public AuthenticationOutcome ToOutcome() => State switch
    {
        SessionState.Accepted => AuthenticationOutcome.Success(Caller!),
        SessionState.Unavailable => AuthenticationOutcome.Unavailable(Reason!),
        _ => Reason is null ? AuthenticationOutcome.NoCredentials : AuthenticationOutcome.Failed(Reason),
    };
}
