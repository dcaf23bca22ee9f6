namespace Bolt.Runtime.Tests;

internal sealed class TestUser : IBoltUser
{
    public string Id { get; init; } = "user-1";

    public string Username { get; init; } = "alice";

    public bool IsStaff { get; init; }

    public bool IsSuperuser { get; init; }
}
