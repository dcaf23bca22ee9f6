using System.Runtime.CompilerServices;

namespace Bolt.Conformance;

internal static class Expect
{
    public static void That(bool condition, string? because = null, [CallerArgumentExpression(nameof(condition))] string? expression = null)
    {
        if (!condition)
        {
            throw new StoreCheckException($"{expression} does not hold. {because}");
        }
    }

    public static void Equal<T>(T expected, T actual, string? because = null, [CallerArgumentExpression(nameof(actual))] string? expression = null)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new StoreCheckException($"{expression} is {actual}, and not {expected}. {because}");
        }
    }
}
