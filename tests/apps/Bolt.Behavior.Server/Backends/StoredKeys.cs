namespace Bolt.Behavior.Server;

/// <summary>Keys that only <see cref="KeyStore"/> knows.</summary>
internal sealed class StoredKeys : ApiKeyAuthentication;
