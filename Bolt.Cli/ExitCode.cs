namespace Bolt.Cli;

/// <summary>What a script is told.</summary>
internal static class ExitCode
{
    /// <summary>No route is weaker.</summary>
    public const int NoWeaker = 0;

    /// <summary>A route is weaker, or what was recorded of it is gone.</summary>
    public const int Weaker = 2;

    /// <summary>It cannot be told: an unknown revision, a file that cannot be read, a command that is none.</summary>
    public const int CannotTell = 3;
}
