using System.Collections.Generic;

namespace Bolt.Shared;

/// <summary>Writes a line of the surface. Compiled into the runtime as well, so that the manifest says what the file says. The grammar: <c>SurfaceLine</c>.</summary>
internal static class SurfaceLineText
{
    public const string None = "none";
    public const string RefusesAll = "none (refuses every request)";

    public static string Write(string method, string pattern, IReadOnlyList<string> auth, IReadOnlyList<string> guards, IReadOnlyList<string> options, string handler) =>
        $"{method} {Escape(pattern)}  auth: {(auth.Count == 0 ? None : string.Join(", ", auth))}  guards: {(guards.Count == 0 ? RefusesAll : string.Join(", ", guards))}"
        + (options.Count == 0 ? "" : "  options: " + string.Join(", ", options))
        + $"  \u2192 {handler}";

    /// <summary>Two spaces end a pattern.</summary>
    public static string Escape(string pattern) => pattern.Replace("  ", "%20%20");
}
