using System.Globalization;
using Bolt.Shared;

namespace Bolt.Cli.Diff;

/// <summary>A <c>BoltSurface.txt</c> before and after.</summary>
/// <param name="Path">As the report calls it.</param>
/// <param name="Before">Null where there was none.</param>
/// <param name="After">Null where there is none any more.</param>
internal sealed record SurfacePair(string Path, SurfaceFile? Before, SurfaceFile? After)
{
    public static SurfacePair OfFiles(string before, string after, string name) => new(name, Read(File.ReadAllText(before), before), Read(File.ReadAllText(after), after));

    /// <exception cref="CannotTellException">The file cannot be compared.</exception>
    public static SurfaceFile Read(string text, string name)
    {
        var file = SurfaceFile.Parse(text);
        return file.Problems.Count == 0 ? file
            : throw new CannotTellException(string.Join('\n', file.Problems.Select(p => string.Create(CultureInfo.InvariantCulture, $"{name}({p.Number + 1}): {p.Message}"))));
    }
}
