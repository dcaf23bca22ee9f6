namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>How tests/apps/Bolt.Behavior.Server was made.</summary>
public enum Build
{
    Jit,
    Native,
}
