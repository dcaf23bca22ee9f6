namespace Bolt.Shared;

/// <summary>Why a route is refused; <paramref name="Parameters"/> are the names of the handler parameters at fault, if any are.</summary>
internal sealed record Refusal(RefusalKind Kind, string Reason, params string[] Parameters)
{
    public string? Parameter => Parameters.Length > 0 ? Parameters[0] : null;
}
