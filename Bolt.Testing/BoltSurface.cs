using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bolt.Shared;
using Bolt.Testing.Matrix;

namespace Bolt;

/// <summary>A recorded security surface: the lines of a <c>BoltSurface.txt</c>.</summary>
public sealed class BoltSurface
{
    private BoltSurface(IReadOnlyList<SurfaceLine> lines) => Lines = lines;

    internal IReadOnlyList<SurfaceLine> Lines { get; }

    /// <summary>Reads a file. Tests run in their output folder: <c>BoltSurface.Read("../../../../Shop/BoltSurface.txt")</c>.</summary>
    /// <param name="path">The file; a path that is not rooted begins at the folder of the test's assembly.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no <c>BoltSurface.txt</c>, or cannot be read; the message names the line.</exception>
    public static BoltSurface Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path, AppContext.BaseDirectory);
        if (!File.Exists(full))
        {
            throw new FileNotFoundException($"There is no {full}: name BoltSurface.txt of the application, as seen from the folder of the test's assembly.", full);
        }

        return Parse(File.ReadAllText(full));
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidDataException">It is no <c>BoltSurface.txt</c>, or cannot be read; the message names the line.</exception>
    public static BoltSurface Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var file = SurfaceFile.Parse(text);
        return file.Problems.Count == 0 ? new([.. file.Entries.Select(static e => e.Line)])
            : throw new InvalidDataException($"BoltSurface.txt, line {file.Problems[0].Number + 1}: {file.Problems[0].Message}.");
    }

    /// <summary>What is served and what is recorded, where they differ. A group's prefix is no part of a line.</summary>
    internal IReadOnlyList<string> Compare(IEnumerable<RouteUnderTest> routes)
    {
        var served = routes.SelectMany(static r => r.Info.ToString().Split('\n')).Distinct(StringComparer.Ordinal).Select(static l => SurfaceLine.Parse(l, out _)).OfType<SurfaceLine>().GroupBy(static l => l.Key).ToDictionary(static g => g.Key, static g => g.First());
        var found = new List<string>();
        foreach (var line in Lines)
        {
            if (!served.Remove(line.Key, out var now))
            {
                found.Add($"{line.Route} is recorded in BoltSurface.txt and not served: map it, or remove the line.");
            }
            else if (now.Policy != line.Policy)
            {
                found.Add(Finding.Details($"{line.Route} is not what BoltSurface.txt says.", line.Route, line.Policy, now.Policy));
            }
        }

        found.AddRange(served.Values.Select(static l => $"{l.Route} is served and not recorded in BoltSurface.txt. Record it: {l}"));
        return found;
    }
}
