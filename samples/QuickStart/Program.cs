using Bolt;
using QuickStart;

var builder = WebApplication.CreateSlimBuilder(args);
DevelopmentSecret.Use(builder);
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
builder.Services.AddSingleton<Database>();
builder.Services.AddScoped<ITokenClaims<AppUser>, ArticlePermissions>();
builder.Services.AddBolt()
    .AddJwt()
    .AddUsers<AppUser, AppUserLoader>()
    .AddRefreshTokens<AppUser>();

var app = builder.Build();
app.Services.GetRequiredService<Database>().CreateAndSeed();
app.MapBolt();
app.Lifetime.ApplicationStarted.Register(() => Welcome.Print(app));
app.Run();
