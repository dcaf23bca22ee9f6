namespace Bolt.Refusals;

/// <summary>Why each backend of the route did not accept the request's credentials; created when the first does not.</summary>
/// <param name="route">The route with the backends. Another route that the same request is sent on to has its own.</param>
/// <param name="backends">How many.</param>
internal sealed class AuthenticationFailures(RefusalWriter route, int backends)
{
    public RefusalWriter Route { get; } = route;

    public AuthenticationOutcome[] Outcomes { get; } = new AuthenticationOutcome[backends];
}
