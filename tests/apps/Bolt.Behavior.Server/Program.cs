namespace Bolt.Behavior.Server;

/// <summary>One program that is run in several configurations: the section "Behavior" says in which.</summary>
public static class Program
{
    public static void Run(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var wanted = new Wanted(builder.Configuration);
        Hosting.Add(builder, wanted);
        Callers.Add(builder.Services);
        Revocation.Add(builder.Services, wanted);
        AspNetCore.Add(builder.Services, wanted);
        Filters.Add(builder.Services, wanted);

        var app = builder.Build();
        AspNetCore.Map(app, wanted);
        Filters.Map(app, wanted);
        app.Run();
    }
}
