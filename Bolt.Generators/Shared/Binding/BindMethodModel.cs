namespace Bolt.Shared;

/// <summary>A static <c>BindAsync</c>.</summary>
/// <param name="Method">The method to call; null for the one of <c>IBindableFromHttpContext&lt;T&gt;</c>.</param>
/// <param name="TakesParameter">It is told which parameter it binds.</param>
/// <param name="Result">What its value task has.</param>
/// <param name="IsNullableValue"><paramref name="Result"/> is a <c>Nullable&lt;T&gt;</c>.</param>
internal sealed record BindMethodModel(string? Method, bool TakesParameter, string Result, bool IsNullableValue);
