namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Both builds of tests/apps/Bolt.Behavior.Server.</summary>
public sealed class BehaviorServers(Package package) : BothServers(package, "Bolt.Behavior.Server");

/// <summary>Tests of both builds of one server.</summary>
[CollectionDefinition(Name)]
public sealed class BehaviorCollection : ICollectionFixture<BehaviorServers>
{
    public const string Name = "behavior";
}
