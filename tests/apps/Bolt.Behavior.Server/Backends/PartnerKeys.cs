namespace Bolt.Behavior.Server;

/// <summary>Keys in a header of their own.</summary>
internal sealed class PartnerKeys : ApiKeyAuthentication;
