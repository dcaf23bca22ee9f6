namespace Bolt;

/// <summary>A backend that says where its credential is, for descriptions of the API. Bolt's backends do; one of your own may.</summary>
public interface ICredentialMetadata
{
    /// <summary>Where the credential is, as the backend is configured now.</summary>
    CredentialDescription Credential { get; }
}
