using System.Diagnostics;

namespace Bolt.Redis.Tests;

internal static class Eventually
{
    /// <summary>Waits until it holds; a minute at most, for a machine under load.</summary>
    public static async Task HoldsAsync(Func<bool> condition, string what)
    {
        for (var watch = Stopwatch.StartNew(); !condition();)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), what + " did not come true.");
            await Task.Delay(20);
        }
    }
}
