namespace QuickStart;

/// <summary>Says what to try, once the server listens.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app)
    {
        var url = app.Urls.FirstOrDefault() ?? "http://localhost:5080";
        Console.WriteLine(
            $$"""

            Bolt QuickStart listens on {{url}}. Users: ada / ada-password (may write), grace / grace-password (staff). Try:

              TOKEN=$(curl -s {{url}}/auth/token -H 'Content-Type: application/json' -d '{"username":"ada","password":"ada-password"}' | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
              curl -i {{url}}/me -H "Authorization: Bearer $TOKEN"      # 200; without the header 401
              curl -i -X DELETE {{url}}/articles/1 -H "Authorization: Bearer $TOKEN"      # 403: ada is not staff

            """);
    }
}
