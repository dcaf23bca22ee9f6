namespace Bolt;

/// <summary>Where a request carries a credential, and what it is.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Name">The name of the scheme (<c>Bearer</c>), the header or the cookie.</param>
public sealed record CredentialDescription(CredentialPlace Place, string Name)
{
    /// <summary>What it is, <c>JWT</c>; null where there is nothing to say.</summary>
    public string? Format { get; init; }

    /// <summary>Checking it asks another system (a store, an issuer): where that is down, the response is 503.</summary>
    public bool MayBeUnavailable { get; init; }
}
