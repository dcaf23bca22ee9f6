var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddAuthorization();
Bolt.BoltServiceCollectionExtensions.AddBolt(builder.Services);
var app = builder.Build();

app.Run();
