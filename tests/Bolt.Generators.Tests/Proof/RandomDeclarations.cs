using System.Text;

namespace Bolt.Generators.Tests.Proof;

/// <summary>Random assemblies of routes: every level, auth lists, guard lists and attributes, inherit switches, cross-site checks switched off.</summary>
internal sealed class RandomDeclarations(int seed)
{
    private static readonly string[] Listed = ["AllowAny", "IsAuthenticated", "IsStaff", "IsAdminUser", "FirstGuard", "SecondGuard"];
    private static readonly string[] AttributeGuards =
        ["HasPermission(\"p\")", "HasAnyPermission(\"p\", \"q\")", "HasAllPermissions(\"p\", \"q\")", "SlotGuard(\"x\")", "SlotGuard(\"y\", Tag = \"1\")", "FirstGuard", "SecondGuard", "AllowAny", "IsStaff"];

    private readonly Random _random = new(seed);

    public string Assembly(int classes, int routes)
    {
        var source = new StringBuilder("using Bolt.Generators.Tests.Proof;\nusing Microsoft.AspNetCore.Antiforgery;\n");
        if (Chance(0.6))
        {
            source.Append($"[assembly: BoltDefaults({Settings(inherit: false)})]\n");
        }

        source.Append(GuardAttributes("assembly: ", 0.15));
        source.Append("namespace Proof;\n");
        for (var c = 0; c < classes; c++)
        {
            if (Chance(0.6))
            {
                source.Append($"[BoltGroup(\"/c{c}\"{Prefix(Settings(inherit: true))})]\n");
            }

            source.Append(GuardAttributes("", 0.2)).Append(Antiforgery()).Append($"public static class C{c}\n{{\n");
            for (var r = 0; r < routes; r++)
            {
                source.Append($"    [{Route($"/c{c}r{r}", Settings(inherit: true))}]\n    {GuardAttributes("", 0.25)}{Antiforgery()}");
                source.Append($"public static string R{r}({(Chance(0.5) ? "HttpContext http, AuthContext? auth) => Handled.By(http, auth)" : "AuthContext? auth, HttpContext http, CancellationToken c) => Handled.By(http, auth)")};\n");
            }

            source.Append("}\n");
        }

        return source.ToString();
    }

    public string Pick(params string[] from) => from[_random.Next(from.Length)];

    private bool Chance(double p) => _random.NextDouble() < p;

    private string Route(string pattern, string settings) => Chance(0.1)
        ? $"BoltRoute(\"{pattern}\", \"GET\", \"POST\"{Prefix(settings)})"
        : $"{Pick("BoltGet", "BoltPost", "BoltPut", "BoltPatch", "BoltDelete")}(\"{pattern}\"{Prefix(settings)})";

    private string Antiforgery() => Chance(0.1) ? $"[RequireAntiforgeryToken{Pick("", "(true)", "(false)", "(false)", "(required: false)")}]\n" : "";

    private static string Prefix(string settings) => settings.Length == 0 ? "" : ", " + settings;

    private string Settings(bool inherit)
    {
        var parts = new List<string>();
        if (Chance(0.55))
        {
            parts.Add("Auth = " + List(["BackendA", "BackendB", "CookieBackend", "CookieBackend", "DerivedCookieBackend"], 3));
        }

        if (Chance(0.55))
        {
            parts.Add("Guards = " + List(Listed, 3));
        }

        if (inherit && Chance(0.2))
        {
            parts.Add("InheritGuards = " + (Chance(0.7) ? "false" : "true"));
        }

        return string.Join(", ", parts);
    }

    private string List(string[] from, int most)
    {
        var items = Enumerable.Range(0, _random.Next(most + 1)).Select(_ => $"typeof({Pick(from)})").ToList();
        return items.Count == 0 ? Pick("[]", "null", "new Type[0]")
            : Chance(0.5) ? $"[{string.Join(", ", items)}]"
            : $"new[] {{ {string.Join(", ", items)} }}";
    }

    private string GuardAttributes(string target, double chance)
    {
        var text = new StringBuilder();
        for (var left = AttributeGuards.ToList(); Chance(chance) && left.Count > 0;)
        {
            var guard = Pick([.. left]);
            left.Remove(guard);
            text.Append($"[{target}{guard}]\n");
        }

        return text.ToString();
    }
}

/// <summary>What a random handler does.</summary>
public static class Handled
{
    public static string By(Microsoft.AspNetCore.Http.HttpContext http, AuthContext? auth)
    {
        http.Items["handled"] = auth?.Backend ?? "nobody";
        return "handled";
    }
}
