using System.Text.Json;
using Servers;

// The limit: Kestrel and a constant. No routing, no JSON, no authentication.
var app = BenchServer.Create(args).Build();
var answer = JsonSerializer.SerializeToUtf8Bytes(new Me(BenchServer.User), ContractsJson.Default.Me);
app.Run(http =>
{
    http.Response.ContentType = "application/json; charset=utf-8";
    http.Response.ContentLength = answer.Length;
    return http.Response.Body.WriteAsync(answer, 0, answer.Length);
});
app.Run();
