//// exe
var app = WebApplication.Create(args);
app.Run(); // ! BOLT2007

public static class F
{
    [BoltGet("/f"), AllowAny]
    public static string Get() => "ok";
}

//// exe
var app = WebApplication.CreateBuilder(args).Build();
await app.RunAsync(); // ! BOLT2007

public static class F
{
    [BoltGet("/f"), AllowAny]
    public static string Get() => "ok";
}

//// exe
WebApplication.Create(args).Run(); // ! BOLT2007

public static class F
{
    [BoltGet("/f"), AllowAny]
    public static string Get() => "ok";
}

//// exe
var app = WebApplication.Create(args);
app.MapGet("/x", () => "x");
return Run();

int Run()
{
    app.Run("http://localhost:5000"); // ! BOLT2007
    return 0;
}

public static class F
{
    [BoltGet("/f"), AllowAny]
    public static string Get() => "ok";
}

//// exe
public static class Program
{
    public static async Task Main(string[] args)
    {
        var app = WebApplication.Create(args);
        await app.StartAsync(); // ! BOLT2007
    }
}

public static class F
{
    [BoltGet("/f"), AllowAny]
    public static string Get() => "ok";
}

//// exe
Console.WriteLine();

public static class F
{
    [BoltGet("/f"), AllowAny] // ! BOLT2007
    public static string Get() => "ok";
}
