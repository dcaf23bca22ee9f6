using FastEndpoints;
using Servers;

// FastEndpoints with JwtBearer.
var builder = BenchServer.Create(args);
builder.Services.AddBearer();
builder.Services.AddAuthorization();
builder.Services.AddFastEndpoints();
var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.UseFastEndpoints();
app.Run();
