namespace Bolt.Shared;

/// <summary>What the handler returns, inside a task or not.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Type">The type inside the task.</param>
/// <param name="IsTask">It comes in a task or value task.</param>
/// <param name="DescribesItself">A typed result that adds its own endpoint metadata.</param>
/// <param name="JsonTypes">Types inside typed results whose JSON contracts must exist.</param>
/// <param name="IsDynamic">Declared as <c>dynamic</c>.</param>
internal sealed record ReturnModel(ReturnKind Kind, string Type, bool IsTask, bool DescribesItself, EquatableArray<string> JsonTypes, bool IsDynamic = false);
