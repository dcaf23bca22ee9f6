namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Tests of both builds of one server.</summary>
[CollectionDefinition(Name)]
public sealed class BehaviorCollection : ICollectionFixture<BehaviorServers>
{
    public const string Name = "behavior";
}
