using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Bolt.Redis.Tests;

/// <summary>Stands between a process and its server, and can be told to misbehave.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly Task _accepting;

    public TcpProxy(int target)
    {
        Target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Where new connections go.</summary>
    public int Target { get; set; }

    /// <summary>New connections are closed at once.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What the server says is held back.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Each piece of what the server says comes so much later.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>One octet at a time.</summary>
    public bool IsTrickling { get; set; }

    public void Cut()
    {
        IsCut = true;
        CloseAll();
    }

    public void Restore() => IsCut = false;

    /// <summary>As a virtual address that moves to another server.</summary>
    public void MoveTo(int target)
    {
        Target = target;
        CloseAll();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        CloseAll();
        await _accepting;
    }

    private void CloseAll()
    {
        foreach (var (client, _) in _open)
        {
            client.Close();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        _open[client] = true;
        _open[server] = true;
        try
        {
            if (!IsCut)
            {
                await server.ConnectAsync(IPAddress.Loopback, Target);
                (client.NoDelay, server.NoDelay) = (true, true);
                await Task.WhenAny(CopyAsync(client, server, isAnswer: false), CopyAsync(server, client, isAnswer: true));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            client.Close();
            server.Close();
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool isAnswer)
    {
        var buffer = new byte[16384];
        try
        {
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer)) > 0)
            {
                while (isAnswer && IsDeaf)
                {
                    await Task.Delay(10);
                }

                if (isAnswer && Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay);
                }

                for (var at = 0; at < read;)
                {
                    var piece = isAnswer && IsTrickling ? 1 : read - at;
                    await to.GetStream().WriteAsync(buffer.AsMemory(at, piece));
                    at += piece;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }
}
