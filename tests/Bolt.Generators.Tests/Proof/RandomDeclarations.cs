using System.Text;

namespace Bolt.Generators.Tests.Proof;

/// <summary>
/// Random assemblies of routes: every level (assembly, enclosing types, base types, types, overridden methods, methods), auth lists, guard lists and
/// attributes, inherit switches, prefixes, overloads, cross-site checks switched off.
/// </summary>
internal sealed class RandomDeclarations(int seed)
{
    private static readonly string[] Listed =
    [
        "AllowAny", "IsAuthenticated", "IsStaff", "IsAdminUser", "FirstGuard", "SecondGuard", "LoginRequired", "RecentLogin", "UserPassesTest<ProofTest>", "UserPassesTest<SlowProofTest>",
    ];
    private static readonly string[] AttributeGuards =
    [
        "HasPermission(\"p\")", "HasAnyPermission(\"p\", \"q\")", "HasAllPermissions(\"p\", \"q\")", "SlotGuard(\"x\")", "SlotGuard(\"y\", Tag = \"1\")", "FirstGuard", "SecondGuard", "AllowAny", "IsStaff",
        "InheritedGuard", "LoginRequired(LoginUrl = \"/in\")", "PermissionRequired(\"p\")", "PermissionRequired(\"p\", \"q\", RaiseException = true)",
        "UserPassesTest<ProofTest>(LoginUrl = \"/in\")", "UserPassesTest<ProofTest>(RaiseException = true)", "UserPassesTest<SlowProofTest>", "RecentLogin", "RecentLogin(Minutes = 30, LoginUrl = \"/in\")",
    ];

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
            Class(source, c, routes);
        }

        return source.ToString();
    }

    public string Pick(params string[] from) => from[_random.Next(from.Length)];

    private bool Chance(double p) => _random.NextDouble() < p;

    /// <summary>A handler class with up to two enclosing types and up to two base types, each of which may be nested too.</summary>
    private void Class(StringBuilder source, int c, int routes)
    {
        var kind = Pick("static class", "static class", "sealed class", "class", "struct");
        var enclosing = _random.Next(3) * (Chance(0.5) ? 1 : 0);
        var bases = kind.EndsWith("struct", StringComparison.Ordinal) || kind.StartsWith("static", StringComparison.Ordinal) ? 0 : _random.Next(3);
        var parent = "";
        for (var b = 0; b < bases; b++)
        {
            var isNested = Chance(0.3);
            if (isNested)
            {
                source.Append($"{Level("b" + b)}public static class P{c}_{b}\n{{\n");
            }

            var generic = Chance(0.3) ? "<T>" : "";
            source.Append($"{Level("k" + b)}{Antiforgery()}public abstract class B{c}_{b}{generic}{parent}\n{{\n");
            for (var r = 0; r < routes; r++)
            {
                // The base's own route, where it has one, is replaced by an override's, or served for the class where that is a group.
                source.Append($"    {(Chance(0.4) ? $"[{Route($"/i{c}_{b}_{r}", Settings(inherit: true))}]\n    " : "")}{GuardAttributes("", 0.2)}");
                source.Append($"public {(b == 0 ? "virtual" : "override")} string V{r}(HttpContext http, AuthContext? auth) => Handled.By(http, auth, \"B{c}_{b}.V{r}\");\n");
                if (Chance(0.3))
                {
                    source.Append($"    [{Route($"/n{c}_{b}_{r}", Settings(inherit: true))}]\n    {GuardAttributes("", 0.2)}");
                    source.Append($"public {Pick("static ", "")}string N{b}_{r}(HttpContext http, AuthContext? auth) => Handled.By(http, auth, \"B{c}_{b}.N{b}_{r}\");\n");
                }
            }

            source.Append("}\n").Append(isNested ? "}\n" : "");
            parent = $" : {(isNested ? $"P{c}_{b}." : "")}B{c}_{b}{(generic.Length > 0 ? "<int>" : "")}";
        }

        for (var e = 0; e < enclosing; e++)
        {
            source.Append($"{Level("e" + e)}public {Pick("static class", "class", "struct")} O{c}_{e}\n{{\n");
        }

        source.Append(Level("c" + c, bases > 0 ? 0.8 : 0.45)).Append(kind.EndsWith("struct", StringComparison.Ordinal) ? "" : Antiforgery()).Append($"public {kind} C{c}{parent}\n{{\n");
        for (var r = 0; r < routes; r++)
        {
            Route(source, c, r, kind.StartsWith("static", StringComparison.Ordinal), bases > 0);
        }

        source.Append("}\n").Append(string.Concat(Enumerable.Repeat("}\n", enclosing)));
    }

    private void Route(StringBuilder source, int c, int r, bool isStatic, bool hasBase)
    {
        var isOverride = hasBase && Chance(0.5);
        source.Append($"    [{Route($"/c{c}r{r}", Settings(inherit: true))}]\n    {GuardAttributes("", 0.25)}{Antiforgery()}");
        var modifiers = isOverride ? "override" : isStatic || Chance(0.5) ? "static" : "";
        var name = isOverride ? "V" + r : Chance(0.6) ? "R" + r : "Shared";
        // Overloads of one name: told apart by types, by in, and by what has a default.
        var parameters = isOverride ? "HttpContext http, AuthContext? auth"
            : name != "Shared" ? Pick("HttpContext http, AuthContext? auth", "AuthContext? auth, HttpContext http, CancellationToken c")
            : $"HttpContext http, AuthContext? auth, {Overload(r)}";
        source.Append($"public {modifiers} string {name}({parameters}) => Handled.By(http, auth, \"/c{c}r{r}\");\n");
    }

    /// <summary>No two are the same, and each can be called: which of them is asked for is what counts.</summary>
    private static string Overload(int r) => (r % 6) switch
    {
        0 => $"in int? a{r} = null" + More(r),
        1 => $"int? a{r} = null" + More(r),
        2 => $"string? a{r} = null" + More(r),
        3 => $"[FromServices] dynamic? a{r} = null" + More(r),
        4 => $"long? a{r} = null" + More(r),
        _ => $"[FromQuery] string?[]? a{r} = null" + More(r),
    };

    private static string More(int r) => r < 6 ? "" : $", [FromQuery] string? more{r} = null";

    private string Level(string prefix, double group = 0.45) =>
        $"{(Chance(group) ? $"[BoltGroup({(Chance(0.6) ? $"\"{Pick("/", "")}{prefix}{Pick("/", "")}\"" : "\"\"")}{Prefix(Settings(inherit: true))})]\n{More(prefix)}" : "")}{GuardAttributes("", 0.15)}";

    private string More(string prefix) => Chance(0.2) ? $"[BoltGroup(\"{prefix}x\"{Prefix(Settings(inherit: true))})]\n" : "";

    private string Route(string pattern, string settings) => Chance(0.1)
        ? $"BoltRoute(\"{pattern}\", \"GET\", \"POST\"{Prefix(settings)})"
        : $"{Pick("BoltGet", "BoltPost", "BoltPut", "BoltPatch", "BoltDelete")}(\"{pattern}\"{Prefix(settings)})";

    private string Antiforgery() => Chance(0.1) ? $"[RequireAntiforgeryToken{Pick("", "(true)", "(false)", "(false)", "(required: false)")}]\n" : "";

    private static string Prefix(string settings) => settings.Length == 0 ? "" : ", " + settings;

    private string Settings(bool inherit)
    {
        var parts = new List<string>();
        if (Chance(0.45))
        {
            parts.Add("Auth = " + List(["BackendA", "BackendB", "CookieBackend", "CookieBackend", "DerivedCookieBackend"], 3));
        }

        if (Chance(0.45))
        {
            parts.Add("Guards = " + List(Listed, 2));
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
    public static string By(Microsoft.AspNetCore.Http.HttpContext http, AuthContext? auth, string handler)
    {
        http.Items["handled"] = (auth?.Backend ?? "nobody") + " in " + handler;
        return "handled";
    }
}
