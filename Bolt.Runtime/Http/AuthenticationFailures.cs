namespace Bolt;

/// <summary>What each backend of the route said against the request's credentials; made only when one did.</summary>
internal sealed class AuthenticationFailures(int backends)
{
    public AuthenticationOutcome[] Outcomes { get; } = new AuthenticationOutcome[backends];
}
