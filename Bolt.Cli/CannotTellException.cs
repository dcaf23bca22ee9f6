namespace Bolt.Cli;

/// <summary>Ends the command with <see cref="ExitCode.CannotTell"/> and its message.</summary>
internal sealed class CannotTellException(string message) : Exception(message);
