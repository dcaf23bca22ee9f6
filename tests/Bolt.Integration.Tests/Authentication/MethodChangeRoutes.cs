using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

/// <summary>Routes for one, several and all methods that accept a cookie. Each says which method its handler saw.</summary>
[BoltGroup("/change", Auth = [typeof(CookieBackend)], Guards = [typeof(IsAuthenticated)])]
public static class MethodChanges
{
    [BoltGet("/get")]
    [BoltPost("/post")]
    [BoltRoute("/both", "GET", "POST")]
    [BoltRoute("/safe", "GET", "HEAD", "OPTIONS", "TRACE")]
    [BoltRoute("/any")]
    public static void Run(HttpContext http, Calls calls)
    {
        calls.Count("change");
        http.Response.Headers["X-Method"] = http.Request.Method;
    }

    [BoltPost("/note")]
    public static Note Note(Calls calls)
    {
        calls.Count("change");
        return new(1, "one");
    }

    [BoltPost("/number")]
    public static void Number(int number, Calls calls) => calls.Count("change" + number);

    [BoltGet("/ws-get")]
    [BoltRoute("/ws-connect", "GET", "CONNECT")]
    [BoltRoute("/ws-any")]
    public static async Task Socket(HttpContext http, Calls calls)
    {
        calls.Count("change");
        if (http.WebSockets.IsWebSocketRequest)
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, http.RequestAborted);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
        }
    }
}
