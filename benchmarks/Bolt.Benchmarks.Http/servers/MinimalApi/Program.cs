using Servers;

// Minimal API with the Request Delegate Generator and no authentication.
var app = BenchServer.Create(args).Build();
app.MapGet("/me", () => new Me(BenchServer.User));
app.MapPost("/notes", (NewNote note) => new CreatedNote(1, note.Title, BenchServer.User));
ManyRoutes.Map(app);
app.Run();
