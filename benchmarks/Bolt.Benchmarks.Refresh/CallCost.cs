using System.Diagnostics;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Refresh;

/// <summary>What a refresh costs beside signing the access token: the calls themselves, without HTTP, in turn.</summary>
internal static class CallCost
{
    private const int WarmUp = 5;

    public static async Task MeasureAsync(ResultStore results, string command, int rounds, int signIns)
    {
        await using var rotating = Services(TimeSpan.Zero, TimeProvider.System);
        await using var repeating = Services(TimeSpan.FromSeconds(30), new StoppedTime());
        var (issuer, repeater) = (rotating.GetRequiredService<JwtIssuer>(), repeating.GetRequiredService<JwtIssuer>());
        var (current, repeated) = (new string[signIns], new string[signIns]);
        for (var i = 0; i < signIns; i++)
        {
            current[i] = (await issuer.CreatePairAsync(People.Find(People.Name(i))!)).RefreshToken;
            repeated[i] = (await repeater.CreatePairAsync(People.Find(People.Name(i))!)).RefreshToken;

            // From here on this one is late, and gets the same answer again.
            _ = await RefreshAsync(repeater, repeated[i]);
        }

        var (sign, rotate, repeat) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -WarmUp; round < rounds; round++)
        {
            var signed = await TimeAsync(signIns, i =>
            {
                _ = issuer.CreateToken(People.Find(People.Name(i))!);
                return default;
            });
            var rotated = await TimeAsync(signIns, async i => current[i] = await RefreshAsync(issuer, current[i]));
            var same = await TimeAsync(signIns, async i => await RefreshAsync(repeater, repeated[i]));
            if (round >= 0)
            {
                sign.Add(signed);
                rotate.Add(rotated);
                repeat.Add(same);
            }

            await Task.Delay(round < 0 ? 200 : 0);
        }

        results.Set("refresh/call/sign/µs", "µs", command, [.. sign]);
        results.Set("refresh/call/rotate/µs", "µs", command, [.. rotate]);
        results.Set("refresh/call/repeat/µs", "µs", command, [.. repeat]);
        results.Set("refresh/call/rotate-sign/µs", "µs", command, [.. rotate.Zip(sign, static (r, s) => r - s)]);
    }

    private static async ValueTask<string> RefreshAsync(JwtIssuer issuer, string token) =>
        (await issuer.RefreshAsync(token))?.RefreshToken ?? throw new InvalidOperationException("A refresh token was refused.");

    private static async Task<double> TimeAsync(int calls, Func<int, ValueTask> call)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            await call(i);
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls;
    }

    private static ServiceProvider Services(TimeSpan grace, TimeProvider time) =>
        Peers.AddOurs(new ServiceCollection().AddLogging().AddMetrics().AddSingleton(time), grace).BuildServiceProvider();

    /// <summary>No grace ends while it is measured.</summary>
    private sealed class StoppedTime : TimeProvider
    {
        private readonly DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
