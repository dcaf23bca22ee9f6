namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Both builds of tests/apps/Bolt.Sessions.Server.</summary>
public sealed class SessionsServers(Package package) : BothServers(package, "Bolt.Sessions.Server");

/// <summary>Tests of both builds of that server.</summary>
[CollectionDefinition(Name)]
public sealed class SessionsCollection : ICollectionFixture<SessionsServers>
{
    public const string Name = "sessions";
}
