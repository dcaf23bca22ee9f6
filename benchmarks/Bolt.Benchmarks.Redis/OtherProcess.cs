using System.Diagnostics;

namespace Bolt.Benchmarks.Redis;

/// <summary>This program again, in a process of its own.</summary>
internal static class OtherProcess
{
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Insert(0, typeof(OtherProcess).Assembly.Location);
        }

        return Process.Start(start)!;
    }
}
