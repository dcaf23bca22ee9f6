using Bolt;
using Servers;

var builder = BenchServer.Create(args);
var bolt = builder.Services.AddBolt().AddBenchJwt();
#if API_KEYS
bolt.AddApiKeys(static o => o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(Environment.GetEnvironmentVariable("BENCH_API_KEY") ?? Guid.NewGuid().ToString("N")))));
#endif
var app = builder.Build();
app.MapBolt();
app.Run();
