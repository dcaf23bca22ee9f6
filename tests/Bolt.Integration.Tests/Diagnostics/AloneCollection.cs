namespace Bolt.Integration.Tests;

/// <summary>Tests that listen to the whole process, or count what a thread allocates, run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
