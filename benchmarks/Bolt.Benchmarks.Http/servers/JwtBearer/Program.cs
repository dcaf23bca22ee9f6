using System.Security.Claims;
using Servers;

// What a user would pick: minimal API, JwtBearer, Authorization.
var builder = BenchServer.Create(args);
builder.Services.AddBearer();
builder.Services.AddAuthorizationBuilder().AddPolicy("notes.add", static p => p.RequireAuthenticatedUser().RequireClaim("permissions", "notes.add"));
var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/me", (ClaimsPrincipal user) => new Me(user.FindFirstValue("sub")!)).RequireAuthorization();
app.MapPost("/notes", (NewNote note, ClaimsPrincipal user) => new CreatedNote(1, note.Title, user.FindFirstValue("sub")!)).RequireAuthorization("notes.add");
ManyRoutes.Map(app);
app.Run();
