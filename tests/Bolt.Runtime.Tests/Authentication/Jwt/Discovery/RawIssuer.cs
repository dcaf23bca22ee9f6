using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>An issuer on a bare socket, which can misbehave below what a web server can: hang, drip, stop in the middle, send no HTTP at all.</summary>
internal sealed class RawIssuer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;
    private int _connections;

    public RawIssuer()
    {
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _serving = ServeAsync();
    }

    public string Address { get; }

    public ECDsaSecurityKey Key { get; } = TestOidcIssuer.NewKey("a");

    public IssuerFault Fault { get; set; }

    public int Connections => Volatile.Read(ref _connections);

    public string Token(string kid, SecurityKey? key = null) => TestKeys.Token(
        TestKeys.Payload($"\"iss\":\"{Address}\""), $$"""{"alg":"ES256","kid":"{{kid}}"}""", "ES256", key ?? Key);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Interlocked.Increment(ref _connections);
                connections.Add(AnswerAsync(client));
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await AnswerAsync(client.GetStream(), _stopping.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The other side has given up, or the test is over.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream, CancellationToken cancel)
    {
        var buffer = new byte[4096];
        var request = Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, cancel));
        var body = request.StartsWith("GET /keys ", StringComparison.Ordinal)
            ? $$"""{"keys":[{{TestOidcIssuer.Publish(Key).ToJsonString()}}]}"""
            : $$"""{"issuer":"{{Address}}","jwks_uri":"{{Address}}/keys"}""";
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n";
        switch (Fault)
        {
            case IssuerFault.None:
                await SendAsync(head + body);
                break;
            case IssuerFault.Hangs:
                await Task.Delay(Timeout.Infinite, cancel);
                break;
            case IssuerFault.StopsBehindHeaders:
                await SendAsync(head + body[..5]);
                await Task.Delay(Timeout.Infinite, cancel);
                break;
            case IssuerFault.Drips:
                foreach (var character in head + body)
                {
                    await SendAsync(character.ToString());
                    await Task.Delay(1000, cancel);
                }

                break;
            case IssuerFault.NeverEnds:
                await SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"issuer\":\"");
                for (var filler = new string('x', 4096); ; )
                {
                    await SendAsync(filler);
                }

            case IssuerFault.SendsGarbage:
                await SendAsync("\u0001\u0002 no HTTP at all\r\n\r\n");
                break;
            case IssuerFault.Redirects:
                await SendAsync($"HTTP/1.1 302 Found\r\nLocation: {Address}/again\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                break;
            case IssuerFault.RedirectsOnce:
                await SendAsync(request.StartsWith("GET /.well", StringComparison.Ordinal)
                    ? "HTTP/1.1 307 Temporary Redirect\r\nLocation: /moved\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                    : head + body);
                break;
            case IssuerFault.RedirectsOffTheMachine:
                await SendAsync("HTTP/1.1 302 Found\r\nLocation: http://login.example.com/\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                break;
            case IssuerFault.Fails:
                await SendAsync("HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                break;
            case IssuerFault.Closes:
                break;
        }

        Task SendAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancel).AsTask();
    }
}
