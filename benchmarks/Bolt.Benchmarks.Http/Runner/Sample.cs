using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Bolt.Benchmarks.Http;

/// <summary>One server doing one row's work once.</summary>
internal sealed record Sample(double Rate, double Cpu, double P50, double P99, double Start, double Memory)
{
    public static Sample Take(Server server, Row row, Tokens tokens, int seconds)
    {
        using var running = RunningServer.Start(server.Start(row), Environment(row, tokens), FirstRequest(row, tokens));
        row = SignIn(server, row, running.Port);
        Check(server, row, tokens, running.Port);
        Load.Put(row, tokens, running.Port, server.WarmUpSeconds, skip: Tokens.Many / 2);

        var before = running.ProcessorSeconds;
        var load = Load.Put(row, tokens, running.Port, seconds);
        var processor = running.ProcessorSeconds - before;
        load.Check(server, row);
        return new(load.Requests / load.Seconds, processor * 1e6 / load.Requests, load.P50Milliseconds, load.P99Milliseconds, running.StartMilliseconds, running.PeakMemory);
    }

    public static Dictionary<string, string> Environment(Row row, Tokens tokens) => new()
    {
        ["BENCH_ALGORITHM"] = row.Algorithm,
        ["BENCH_KEY"] = tokens.KeyFile(row.Algorithm),
        ["BENCH_API_KEY"] = tokens.ApiKey,
    };

    public static string FirstRequest(Row row, Tokens tokens) => $"GET {row.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{row.Credentials(tokens)}\r\nConnection: close\r\n\r\n";

    /// <summary>The row with the cookies that the server gives a caller who signs in.</summary>
    public static Row SignIn(Server server, Row row, int port)
    {
        if (!row.SignsIn || server.IsOpen)
        {
            return row;
        }

        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/login");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var response = client.Send(request);
        if (!response.IsSuccessStatusCode || !response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            throw new InvalidOperationException($"{server.Name}: the login answered {(int)response.StatusCode} and set no cookie.");
        }

        var credentials = "Cookie: " + string.Join("; ", cookies.Select(static c => c[..c.IndexOf(';', StringComparison.Ordinal)]));
        return row with { Credentials = _ => credentials };
    }

    /// <summary>A fast wrong answer is worth nothing, and so is the refusal of a server that refuses everyone.</summary>
    public static void Check(Server server, Row row, Tokens tokens, int port)
    {
        if (row.Status != 200)
        {
            Check(server, row with { Status = 200, Credentials = t => $"Authorization: Bearer {t.Valid(row.Algorithm)}" }, tokens, port);
        }

        using var client = new HttpClient();
        using var request = new HttpRequestMessage(row.IsPost ? HttpMethod.Post : HttpMethod.Get, $"http://127.0.0.1:{port}{row.Path}");
        var credentials = row.Credentials(tokens).Split(": ", 2);
        request.Headers.Add(credentials[0], credentials[1]);
        request.Content = row.IsPost ? new StringContent("""{"title":"A note","text":"It says."}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json")) : null;
        using var response = client.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream());
        var body = reader.ReadToEnd();
        if ((int)response.StatusCode != server.StatusFor(row) || (response.StatusCode == HttpStatusCode.OK && body != row.Answer))
        {
            throw new InvalidOperationException($"{server.Name}, {row.Name}: answered {(int)response.StatusCode} {body}");
        }
    }
}
