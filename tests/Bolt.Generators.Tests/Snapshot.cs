using System.Runtime.CompilerServices;
using System.Text;

namespace Bolt.Generators.Tests;

/// <summary>
/// Compares generated files with stored ones, in Verify's on-disk convention: <c>Class.Test#Hint.verified.cs</c>; a difference leaves
/// <c>.received.cs</c> beside it and fails. Never accepts by itself: <c>BOLT_ACCEPT=1</c> does. The seam that Verify.SourceGenerators replaces.
/// </summary>
internal static class Snapshot
{
    public static void Verify(BoltDriver driver, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        var directory = Path.Combine(Path.GetDirectoryName(file)!, "Snapshots");
        Directory.CreateDirectory(directory);
        var prefix = $"{Path.GetFileNameWithoutExtension(file)}.{test}#";
        var accept = Environment.GetEnvironmentVariable("BOLT_ACCEPT") == "1";
        var problems = new StringBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (hint, text) in driver.Files)
        {
            Compare(Path.Combine(directory, prefix + hint[..^".cs".Length]), $"//HintName: {hint}\n{text}");
        }

        foreach (var stale in Directory.GetFiles(directory, prefix + "*.verified.cs").Where(f => !seen.Contains(f)))
        {
            if (accept)
            {
                File.Delete(stale);
            }
            else
            {
                problems.AppendLine("Stale: " + stale);
            }
        }

        Assert.True(problems.Length == 0, $"Snapshots differ; BOLT_ACCEPT=1 accepts.\n{problems}");

        void Compare(string stem, string text)
        {
            var verified = stem + ".verified.cs";
            var received = stem + ".received.cs";
            seen.Add(verified);
            text = Scrub(text);
            if (File.Exists(verified) && Normal(File.ReadAllText(verified)) == text)
            {
                File.Delete(received);
                return;
            }

            if (accept)
            {
                File.WriteAllText(verified, text);
                File.Delete(received);
                return;
            }

            File.WriteAllText(received, text);
            problems.AppendLine((File.Exists(verified) ? "Changed: " : "New: ") + received);
        }
    }

    /// <summary>The version is not what a snapshot is about.</summary>
    private static string Scrub(string text) => Normal(System.Text.RegularExpressions.Regex.Replace(text, "(?<=\"Bolt.Generators\", \")[^\"]*", "version"));

    private static string Normal(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n') + "\n";
}
