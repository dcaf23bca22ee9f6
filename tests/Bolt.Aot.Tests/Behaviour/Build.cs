namespace Bolt.Aot.Tests.Behaviour;

/// <summary>How tests/Bolt.Behaviour.Server was made.</summary>
public enum Build
{
    Jit,
    Native,
}
