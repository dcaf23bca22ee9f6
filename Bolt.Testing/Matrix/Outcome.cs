namespace Bolt.Testing.Matrix;

/// <summary>What came of one request.</summary>
/// <param name="Kind">The kind of caller.</param>
/// <param name="Mark">The character in the report: <c>+</c> passed and <c>-</c> refused, as they should; <c>!</c> wrong; <c>?</c> not verifiable.</param>
/// <param name="Message">What is wrong, or cannot be verified.</param>
internal sealed record Outcome(RowKind Kind, char Mark, string? Message)
{
    public const char Wrong = '!';
    public const char NotVerifiable = '?';
}
