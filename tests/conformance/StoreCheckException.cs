namespace Bolt.Conformance;

/// <summary>A store does not hold what it must.</summary>
public sealed class StoreCheckException(string message) : Exception(message);
