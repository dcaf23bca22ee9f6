using Bolt.Behavior.Server;
using Bolt.Integration.Tests;

namespace Bolt.Sessions.Server;

/// <summary>Sessions, pages behind guards that redirect, and refresh tokens, with a clock and stores that a test moves.</summary>
public static class Program
{
    public static void Run(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders().AddSimpleConsole(static o => o.SingleLine = true).AddFilter("Bolt", LogLevel.Debug);
        builder.Services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ServerJson.Default));
        builder.Services.AddSingleton<Clock>().AddSingleton<TimeProvider>(static services => services.GetRequiredService<Clock>());
        builder.Services.AddSingleton<Members>().AddSingleton<Escaped>().AddSingleton<ClosedStreams>().AddSingleton<Calls>().AddSingleton<Turnstile>();
        builder.Services.AddScoped<IUserLoader<Member>>(static services => services.GetRequiredService<Members>());
        var bolt = builder.Services.AddBolt()
            .AddJwt()
            .AddUsers<Member, Members>()
            .AddUsers<AppUser, AppUserLoader>()
            .AddSessions()
            .AddSessions<AdminSession>(static o => (o.AbsoluteTimeout, o.IdleTimeout) = (TimeSpan.FromHours(2), TimeSpan.FromHours(1)))
            .AddRefreshTokens<AppUser>()
            .AddRefreshTokenStore<CountingFamilies>();
        _ = builder.Configuration["Behavior:Store"] switch
        {
            "of-server" => bolt.AddSessionStore<StoreOfServer>(),
            "in-folder" => bolt.AddSessionStore<StoreInFolder>(),
            _ => bolt.AddSessionStore<CountingStore>(),
        };

        var app = builder.Build();
        app.MapBolt();
        app.Run();
    }
}
