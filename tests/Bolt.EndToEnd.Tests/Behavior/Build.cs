namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>How a server of tests/apps was made.</summary>
public enum Build
{
    Jit,
    Native,
}
