namespace Bolt.Refusals;

/// <summary>What each backend of the route said against the request's credentials; made only when one did.</summary>
/// <param name="route">Whose backends. Another route that the same request is sent on to has backends of its own.</param>
/// <param name="backends">How many.</param>
internal sealed class AuthenticationFailures(RefusalWriter route, int backends)
{
    public RefusalWriter Route { get; } = route;

    public AuthenticationOutcome[] Outcomes { get; } = new AuthenticationOutcome[backends];
}
