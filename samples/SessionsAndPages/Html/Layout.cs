using Bolt;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SessionsAndPages;

/// <summary>What all pages have around them.</summary>
internal static class Layout
{
    public const string LightTheme = "light";
    public const string DarkTheme = "dark";

    /// <summary>The session's names.</summary>
    public const string ThemeKey = "theme";
    public const string NoticeKey = "notice";

    public static async Task<ContentHttpResult> PageAsync(HttpContext http, string title, Html body, int status = StatusCodes.Status200OK)
    {
        var theme = await http.GetBoltSession().GetAsync(ThemeKey, LightTheme);
        Html links = http.GetAuthContext() is null
            ? Html.Of($"""<a href="/login">Sign in</a>""")
            : Html.Of(
               $"""
               <a href="/">Dashboard</a> <a href="/devices">My devices</a> <a href="/password">Password</a> <a href="/admin">Members</a>
               <form method="post" action="/logout"><button>Sign out</button></form>
               """);
        Html page =
            $"""
             <!doctype html>
             <html lang="en">
             <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>{Style}</head>
             <body class="{theme}">
             <nav>{links} <a href="/preferences">Preferences</a></nav>
             <main><h1>{title}</h1>
             {body}
             </main>
             </body>
             </html>
             """;
        return TypedResults.Content(page.ToString(), "text/html; charset=utf-8", statusCode: status);
    }

    private static Html Style =>
        $$"""
          <style>
          body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 1rem auto; padding: 0 1rem }
          body.dark { background: #222; color: #eee } .dark a { color: #9cf }
          nav form, td form { display: inline } label { display: block; margin: .5rem 0 } td, th { padding: .25rem .75rem .25rem 0; text-align: left } td + td { white-space: nowrap }
          .notice { background: #dfd; color: #030; padding: .5rem } .error { background: #fdd; color: #300; padding: .5rem }
          </style>
          """;
}
