using Bolt;
using SessionsAndPages;

// Every page is for members, unless it says otherwise.
[assembly: BoltDefaults(Auth = [typeof(SessionAuthentication)], Guards = [typeof(LoginRequired)])]

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSingleton<Database>();
builder.Services.AddBolt()
    .AddSessions()
    .AddUsers<Member, MemberLoader>();

var app = builder.Build();
app.Services.GetRequiredService<Database>().CreateAndSeed();
app.Use(PageHeaders.Set);
app.MapBolt();
app.Lifetime.ApplicationStarted.Register(() => Welcome.Print(app));
app.Run();
