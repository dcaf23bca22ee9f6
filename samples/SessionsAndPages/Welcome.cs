namespace SessionsAndPages;

/// <summary>Says what to open, once the server listens.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app) => Console.WriteLine(
        $"""

        Bolt SessionsAndPages: open {app.Urls.FirstOrDefault() ?? "http://localhost:5081"} in a browser. Members: ada / ada-password, and grace / grace-password (staff, sees the members).

        """);
}
