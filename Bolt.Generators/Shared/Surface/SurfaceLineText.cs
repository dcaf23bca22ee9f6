using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

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

    /// <summary>Two spaces end a pattern, and a line break ends the line.</summary>
    public static string Escape(string pattern)
    {
        var escaped = pattern.Replace("  ", "%20%20");
        for (var i = 0; i < escaped.Length; i++)
        {
            if (EndsLines(escaped[i]))
            {
                // All of them: an escape holds none, so this runs once for each character there is.
                var c = escaped[i].ToString();
                escaped = escaped.Replace(c, string.Concat(Encoding.UTF8.GetBytes(c).Select(static b => "%" + b.ToString("X2", CultureInfo.InvariantCulture))));
            }
        }

        return escaped;
    }

    /// <summary>For git, the compiler or an editor; and what is not seen at all.</summary>
    private static bool EndsLines(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
