using Bolt;
using Servers;

// Bolt's sessions in memory.
var builder = SessionServer.Create(args);
builder.Services.AddBolt().AddSessions();
var app = builder.Build();
app.MapBolt();
app.Run();
