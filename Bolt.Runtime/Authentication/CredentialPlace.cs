namespace Bolt;

/// <summary>Where a request carries a credential.</summary>
public enum CredentialPlace
{
    /// <summary>In <c>Authorization</c>, behind the name of a scheme (RFC 9110 §11.6.2).</summary>
    Authorization,

    /// <summary>In a header of its own.</summary>
    Header,

    /// <summary>In a cookie.</summary>
    Cookie,
}
