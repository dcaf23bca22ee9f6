namespace Microsoft.CodeAnalysis.Text;

/// <summary>All that the shared code needs of the compiler's library, which is not worth a dependency of several megabytes.</summary>
internal readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;

    public static TextSpan FromBounds(int start, int end) => new(start, end - start);
}
