using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bolt.Benchmarks.Reporting;
using Bolt.Jwt.Steps;

namespace Bolt.Benchmarks;

/// <summary>
/// Bad tokens made to cost as much as they can, each beside a plain one of the same length whose signature is wrong too, in turn and milliseconds apart as in <see cref="InTurn"/>.
/// The worst kind of all is the one that is kept.
/// </summary>
internal static class Hostile
{
    private const int Rounds = 9;

    private static readonly int[] Lengths = [300, 1_000, 3_000, 6_000];

    public static ResultStore Measure(string command)
    {
        var credentials = new Credentials("HS256");
        var results = ResultStore.Empty();
        var worst = (Kind: "", Ratio: 0.0, Plain: Array.Empty<double>(), Hostile: Array.Empty<double>());
        foreach (var kind in HostileTexts.Names)
        {
            foreach (var length in Lengths)
            {
                var hostile = Token(credentials, HostileTexts.Header(kind, length));
                if (hostile.Length > 8192)
                {
                    continue;
                }

                var plain = Plain(credentials, hostile.Length);
                var (hostileWork, plainWork) = (Ask(credentials, hostile), Ask(credentials, plain));
                var calls = 200_000 / Math.Max(100, length / 4);
                _ = (Nanoseconds(hostileWork, calls), Nanoseconds(plainWork, calls), Nanoseconds(hostileWork, calls), Nanoseconds(plainWork, calls));
                var rounds = Enumerable.Range(0, Rounds).Select(_ => (Hostile: Nanoseconds(hostileWork, calls), Plain: Nanoseconds(plainWork, calls))).ToArray();
                var ratio = rounds.Select(static r => r.Hostile / r.Plain).Order().ElementAt(Rounds / 2);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} × {kind}, {hostile.Length} characters: {rounds.Min(static r => r.Hostile):0} ns against {rounds.Min(static r => r.Plain):0} ns"));
                if (ratio > worst.Ratio)
                {
                    worst = ($"{kind}, {length}", ratio, [.. rounds.Select(static r => r.Plain)], [.. rounds.Select(static r => r.Hostile)]);
                }
            }
        }

        Console.WriteLine($"The worst is {worst.Kind}.");
        results.Set("micro/Hostile/Plain/worst/ns", "ns", command, worst.Plain);
        results.Set("micro/Hostile/Hostile/worst/ns", "ns", command, worst.Hostile);
        return results;
    }

    private static string Token(Credentials credentials, string header)
    {
        var signingInput = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{credentials.Token.Split('.')[1]}";
        return $"{signingInput}.{new string('A', 43)}";
    }

    /// <summary>The header of every token of the issuer, a payload of that length, and a signature that is wrong.</summary>
    private static string Plain(Credentials credentials, int length)
    {
        var header = credentials.Token.Split('.')[0];
        var payload = Math.Max(0, length - header.Length - 45) / 4 * 4;
        return $"{header}.{new string('A', payload)}.{new string('A', 43)}";
    }

    private static Action Ask(Credentials credentials, string token)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization = "Bearer " + token;
        if (credentials.Backend.AuthenticateAsync(http).Result.FailureReason is null)
        {
            throw new InvalidOperationException("A bad token was not refused.");
        }

        return () => _ = credentials.Backend.AuthenticateAsync(http).Result;
    }

    private static double Nanoseconds(Action call, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }
}
