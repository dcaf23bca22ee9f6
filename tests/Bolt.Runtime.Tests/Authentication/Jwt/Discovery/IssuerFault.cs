namespace Bolt.Runtime.Tests;

/// <summary>What a <see cref="RawIssuer"/> does instead of answering.</summary>
public enum IssuerFault
{
    None,
    Hangs,
    StopsBehindHeaders,
    Drips,
    NeverEnds,
    SendsGarbage,
    Redirects,
    RedirectsOnce,
    RedirectsOffTheMachine,
    Fails,
    Closes,
}
