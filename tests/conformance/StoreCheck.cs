namespace Bolt.Conformance;

/// <summary>One thing a store must hold.</summary>
/// <param name="Name">What, in words; different for each check.</param>
/// <param name="RunAsync">Throws where it does not.</param>
public sealed record StoreCheck(string Name, Func<Task> RunAsync)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
