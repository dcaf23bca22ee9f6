using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bolt.Authentication.Jwt.Json;
using Bolt.Benchmarks.Reporting;
using Bolt.Jwt.Steps;

namespace Bolt.Benchmarks;

/// <summary>
/// Bad tokens made to cost as much as they can, each beside a plain one of the same length whose signature is wrong too, in turn and milliseconds apart as in <see cref="InTurn"/>.
/// The worst kind of all is the one that is kept.
/// </summary>
internal static class Hostile
{
    /// <summary>Many and short: what others do on the machine only ever adds, so the shortest round of each is compared.</summary>
    private const int Rounds = 60;

    private const double CharactersPerRound = 300_000;

    private static readonly int[] Lengths = [300, 1_000, 3_000, 5_500];

    public static async Task<ResultStore> MeasureAsync(string command)
    {
        var credentials = new Credentials("HS256");
        var results = ResultStore.Empty();
        var tokens = HostileTexts.Names.SelectMany(kind => Lengths.Select(length => (Kind: kind, Text: Token(credentials, HostileTexts.Header(kind, length))))).Where(static t => t.Text.Length <= 8192).ToArray();

        // Until the compiler's last tier has taken over.
        for (var i = 0; i < 4; i++)
        {
            foreach (var (_, text) in tokens)
            {
                _ = Nanoseconds(Ask(credentials, text), 30) + Nanoseconds(Ask(credentials, Plain(credentials, text.Length)), 30);
            }

            await Task.Delay(300);
        }

        var worst = (Kind: "", Hostile: 0.0, Plain: 1.0);
        foreach (var (kind, text) in tokens)
        {
            var (hostile, plain) = (double.MaxValue, double.MaxValue);
            var (hostileWork, plainWork) = (Ask(credentials, text), Ask(credentials, Plain(credentials, text.Length)));
            var calls = (int)Math.Ceiling(CharactersPerRound / text.Length);
            for (var round = 0; round < Rounds; round++)
            {
                hostile = Math.Min(hostile, Nanoseconds(hostileWork, calls));
                plain = Math.Min(plain, Nanoseconds(plainWork, calls));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hostile / plain:0.00} × {kind}, {text.Length} characters: {hostile:0} ns against {plain:0} ns"));
            if (hostile / plain > worst.Hostile / worst.Plain)
            {
                worst = ($"{kind}, {text.Length} characters", hostile, plain);
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
        return () =>
        {
            var pending = credentials.Backend.AuthenticateAsync(http);
            if (!pending.IsCompletedSuccessfully || pending.Result.FailureReason is null)
            {
                throw new InvalidOperationException("A bad token was not refused at once.");
            }
        };
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
