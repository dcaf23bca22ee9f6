using System.Globalization;
using System.Text.RegularExpressions;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>One script of session-behavior.txt, where its lines are explained.</summary>
internal sealed partial class SessionScript(BehaviorServer server)
{
    private const string CookieName = "__Host-bolt";
    private const string Attributes = "; path=/; secure; samesite=lax; httponly";

    private readonly Dictionary<string, Dictionary<string, string>> _browsers = new() { [""] = [] };
    private readonly Queue<(Match Request, Dictionary<string, string> Cookies, Task<Answer> Answer)> _later = new();
    private (int Store, int Users) _counted;
    private string _token = "";

    private static string File => Path.Combine(AppContext.BaseDirectory, "session-behavior.txt");

    /// <summary>The scripts by the line that names them.</summary>
    public static Dictionary<string, string[]> All() => System.IO.File.ReadAllText(File).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(static block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(static lines => lines[0].TrimStart('#', ' '), static lines => lines[1..]);

    /// <summary>The settings of a server of the script's own; none for the shared one.</summary>
    public static (string Name, string Value)[] Settings(IEnumerable<string> lines) =>
        [.. lines.Where(static l => l.StartsWith("with ", StringComparison.Ordinal)).Select(static l => l["with ".Length..].Split('=', 2)).Select(static p => (p[0], p[1]))];

    /// <summary>What a server says that does not start with the script's settings; nothing where it starts.</summary>
    public static string[] Refusals(IEnumerable<string> lines) =>
        [.. lines.Where(static l => l.StartsWith("refuses ", StringComparison.Ordinal)).Select(static l => l["refuses ".Length..])];

    public async Task Run(IEnumerable<string> lines)
    {
        await server.Post("/control/reset");
        foreach (var line in lines)
        {
            try
            {
                await Step(line);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"{line}\n{e.Message}");
            }
        }
    }

    private async Task Step(string line)
    {
        if (Request().Match(line) is { Success: true } request)
        {
            var (cookies, answer) = Send(request);
            Check(request, cookies, await answer);
            return;
        }

        var words = line.Split(' ');
        switch (words[0])
        {
            case "with":
                break;
            case "later":
                var later = Request().Match(line["later ".Length..]);
                var (jar, sent) = Send(later);
                _later.Enqueue((later, jar, sent));
                break;
            case "now":
                var (waited, its, came) = _later.Dequeue();
                Check(waited, its, await came);
                break;
            case "control":
                Assert.InRange((await server.Post("/control/" + words[1])).Status, 200, 204);
                break;
            case "token":
                _token = (await server.Get("/control/token/" + words[1])).Body;
                break;
            case "logged":
                await server.Logged(line["logged ".Length..]);
                break;
            case "hidden":
                await Hidden(words[1]);
                break;
            case "random":
                await Random(int.Parse(words[1], CultureInfo.InvariantCulture), words[2]);
                break;
            case "copy":
                _browsers[words[1]] = new(_browsers[""]);
                break;
            case "new":
                _browsers[words[1]] = [];
                break;
            case "cookie":
                _browsers[""][CookieName] = words[1];
                break;
            case "clock":
                await Control($"/clock?seconds={words[1]}");
                break;
            case "member":
                await Control($"/member/{words[1]}" + (words.Length > 2 ? "?stamp=" + words[2] : "") + (words.Length > 3 ? "&permissions=" + words[3] : ""));
                break;
            case "users" or "sessions":
                await Control($"/{words[0]}/{words[1]}");
                break;
            case "count":
                _counted = await Calls();
                break;
            case "calls":
                var now = await Calls();
                Assert.Equal((int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture)), (now.Store - _counted.Store, now.Users - _counted.Users));
                break;
            default:
                Assert.Fail("Not a step.");
                break;
        }
    }

    /// <summary>The secret of this browser's cookie is in nothing that the server says.</summary>
    private async Task Hidden(string path)
    {
        // The first 16 octets are the session's id, which is no secret.
        var secret = _browsers[""][CookieName][22..];
        var (_, answer) = Send(Request().Match("GET " + path));
        Assert.DoesNotContain(secret, (await answer).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, server.Output, StringComparison.Ordinal);
    }

    /// <summary>Every cookie has another secret, and no place of it stays the same.</summary>
    private async Task Random(int count, string path)
    {
        var secrets = new HashSet<string>();
        for (var i = 0; i < count; i++)
        {
            await Step($"POST {path} => 200 * !set");
            Assert.True(secrets.Add(_browsers[""][CookieName][22..]));
        }

        Assert.All(Enumerable.Range(0, 42), at => Assert.InRange(secrets.Select(s => s[at]).Distinct().Count(), 20, 64));
    }

    private (Dictionary<string, string> Cookies, Task<Answer> Answer) Send(Match request)
    {
        string? Part(string name) => request.Groups[name] is { Success: true } group ? group.Value : null;
        var cookies = _browsers[Part("who") ?? ""];
        var path = Part("path")!;
        var headers = request.Groups["header"].Captures.Select(c => (Name: c.Value.Split(": ")[0], Value: c.Value.Split(": ")[1].Replace("TOKEN", _token, StringComparison.Ordinal))).ToList();
        if (!headers.Any(static h => h.Name == "Sec-Fetch-Site"))
        {
            headers.Add(("Sec-Fetch-Site", "same-origin"));
        }

        if (cookies.Count > 0)
        {
            headers.Add(("Cookie", string.Join("; ", cookies.Select(static c => $"{c.Key}={c.Value}"))));
        }

        var body = Part("form") is { } form ? new StringContent(form, null, "application/x-www-form-urlencoded") : null;
        return (cookies, server.Send(Part("method")!, path[0] == '/' ? path : "/session/" + path, body, [.. headers]));
    }

    private static void Check(Match request, Dictionary<string, string> cookies, Answer answer)
    {
        string? Part(string name) => request.Groups[name] is { Success: true } group ? group.Value : null;
        var set = answer.Headers.Split('\n').Where(static h => h.StartsWith("Set-Cookie: ", StringComparison.Ordinal)).SelectMany(static h => h["Set-Cookie: ".Length..].Split(" | ")).ToArray();
        foreach (var cookie in set)
        {
            var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..cookie.IndexOf(';', StringComparison.Ordinal)]);
            cookies.Remove(name);
            if (value.Length > 0)
            {
                cookies.Add(name, value);
            }
        }

        if (Part("status") is { } status)
        {
            Assert.Equal(status, answer.Status.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            Assert.InRange(answer.Status, 200, 399);
        }

        if (Part("text") is { Length: > 0 } text)
        {
            Assert.Matches("^" + Regex.Escape(text == "\"\"" ? "" : text).Replace(@"\*", ".*", StringComparison.Ordinal) + "$", answer.Status is 302 ? answer.Location : answer.Body.ReplaceLineEndings(" "));
        }

        if (Part("cookie") is { } effect)
        {
            Cookie(effect, set, answer);
        }
    }

    private static void Cookie(string effect, string[] set, Answer answer)
    {
        if (effect == "none")
        {
            Assert.Empty(set);
            return;
        }

        var cookie = Assert.Single(set);
        Assert.Contains("no-store", answer.Headers, StringComparison.Ordinal);
        Assert.Contains("Vary: Cookie", answer.Headers, StringComparison.Ordinal);
        if (effect == "gone")
        {
            Assert.Equal($"{CookieName}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0{Attributes}", cookie);
        }
        else
        {
            var age = Regex.Match(cookie, "; max-age=(\\d+)$");
            Assert.Equal(effect != "set", age.Success);
            Assert.Matches($"^{CookieName}=[A-Za-z0-9_-]{{64}}{Attributes}$", cookie[..(age.Success ? age.Index : cookie.Length)]);
            if (age.Success)
            {
                // The server's clock goes on between a login and its response.
                var longest = int.Parse(effect["age=".Length..], CultureInfo.InvariantCulture);
                Assert.InRange(int.Parse(age.Groups[1].Value, CultureInfo.InvariantCulture), Math.Max(1, longest - 60), longest);
            }
        }
    }

    private Task Control(string path) => server.Post("/control" + path);

    private async Task<(int Store, int Users)> Calls()
    {
        var counts = (await server.Get("/control/calls")).Body.Split(' ');
        return (int.Parse(counts[0], CultureInfo.InvariantCulture), int.Parse(counts[1], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(?:(?<who>\w+): )?(?<method>[A-Z]+) (?<path>\S+)(?: \((?<form>[^)]*)\))?(?: \{(?<header>[^}]*)\})*(?: => (?<status>\d+)(?: (?<text>.*?))??(?: !(?<cookie>[\w=]+))?)?$")]
    private static partial Regex Request();
}
