using Bolt;
using Servers;

// What Bolt generates, written by hand: the same backend, the check inlined in a request delegate. What Bolt costs beyond this is its own.
var builder = BenchServer.Create(args);
builder.Services.AddBolt().AddBenchJwt();
var app = builder.Build();
var jwt = app.Services.GetRequiredService<JwtAuthentication>();

app.MapGet("/me", (RequestDelegate)(http =>
{
    var pending = jwt.AuthenticateAsync(http);
    return pending.IsCompletedSuccessfully ? Answer(http, pending.Result) : Wait(http, pending);

    static async Task Wait(HttpContext http, ValueTask<AuthenticationOutcome> pending) => await Answer(http, await pending);

    static Task Answer(HttpContext http, AuthenticationOutcome outcome)
    {
        if (outcome.Auth is not { } auth)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return http.Response.WriteAsJsonAsync(new Me(auth.UserId), ContractsJson.Default.Me, contentType: null, http.RequestAborted);
    }
}));

app.MapPost("/notes", (RequestDelegate)(async http =>
{
    var outcome = await jwt.AuthenticateAsync(http);
    if (outcome.Auth is not { } auth || !auth.HasPermission("notes.add"))
    {
        http.Response.StatusCode = outcome.Auth is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
        return;
    }

    var note = await http.Request.ReadFromJsonAsync(ContractsJson.Default.NewNote, http.RequestAborted);
    await http.Response.WriteAsJsonAsync(new CreatedNote(1, note!.Title, auth.UserId), ContractsJson.Default.CreatedNote, contentType: null, http.RequestAborted);
}));
app.Run();
