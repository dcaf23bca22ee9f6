namespace Bolt.Behavior.Server;

/// <summary>Keys in the header that tokens use too.</summary>
internal sealed class AuthorizationKeys : ApiKeyAuthentication;
