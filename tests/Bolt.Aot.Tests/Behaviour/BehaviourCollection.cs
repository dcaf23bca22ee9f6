namespace Bolt.Aot.Tests.Behaviour;

/// <summary>Tests of both builds of one server.</summary>
[CollectionDefinition(Name)]
public sealed class BehaviourCollection : ICollectionFixture<BehaviourServers>
{
    public const string Name = "behaviour";
}
