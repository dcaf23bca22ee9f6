using Bolt;
using SeveralServers;
using StackExchange.Redis;

// One of several servers. run.sh beside this file starts three of them and a Redis, and shows what they promise.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, Json.Default));
builder.Services.AddSingleton<IConnectionMultiplexer>(services =>
{
    var options = ConfigurationOptions.Parse(services.GetRequiredService<IConfiguration>()["Redis"] ?? "localhost");

    // Start without Redis, too, and try again every second: the client's own pauses grow to ten.
    options.AbortOnConnectFail = false;
    options.ReconnectRetryPolicy = new LinearRetry(1000);
    return ConnectionMultiplexer.Connect(options);
});
builder.Services.AddBolt()
    .AddJwt(static o =>
    {
        o.Issuers.Add("several-servers");
        o.Audiences.Add("several-servers");
    })
    .AddUsers<Member, MemberLoader>()
    .AddSessions().AddRedisSessions()
    .AddRefreshTokens<Member>().AddRedisRefreshTokens()
    .AddRedisRevocation(static o => o.ReconnectTime = TimeSpan.FromSeconds(2));
builder.Services.AddHealthChecks().AddBoltRevocation();

var app = builder.Build();
app.MapHealthChecks("/health").AllowAnonymous();
app.MapBolt();
app.Run();
