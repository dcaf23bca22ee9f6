using Bolt;
using Microsoft.AspNetCore.Mvc;

namespace SessionsAndPages;

/// <summary>Session data. Anyone may have some: what a visitor sets before the login is still there after it.</summary>
[BoltGroup("/preferences", Guards = [typeof(AllowAny)])]
public static class Preferences
{
    private const string SavesKey = "saves";

    [BoltGet("")]
    public static async Task<IResult> Show(HttpContext http, BoltSession session)
    {
        var theme = await session.GetAsync(Layout.ThemeKey, Layout.LightTheme);
        var saves = await session.GetAsync(SavesKey, 0);
        return await Layout.PageAsync(
            http,
            "Preferences",
            $"""
             <form method="post" action="/preferences">
             {Choice(Layout.LightTheme, theme)}
             {Choice(Layout.DarkTheme, theme)}
             <button>Save</button>
             </form>
             <p>Saved {saves} times in this session.</p>
             """);
    }

    /// <summary>Two requests at once may count one: reading and writing again is two steps. Each of the two names is the last one's, and neither undoes the other.</summary>
    [BoltPost("")]
    public static async Task<IResult> Save(BoltSession session, [FromForm] string? theme)
    {
        await session.SetAsync(SavesKey, await session.GetAsync(SavesKey, 0) + 1);
        await session.SetAsync(Layout.ThemeKey, theme == Layout.DarkTheme ? Layout.DarkTheme : Layout.LightTheme);
        return TypedResults.Redirect("/preferences");
    }

    private static Html Choice(string name, string chosen)
    {
        var isChosen = name == chosen ? Html.Of($" checked") : null;
        return $"""<label><input type="radio" name="theme" value="{name}"{isChosen}> {name}</label>""";
    }
}
