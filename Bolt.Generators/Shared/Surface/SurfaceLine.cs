using System;
using System.Collections.Generic;
using System.Linq;

namespace Bolt.Shared;

/// <summary>
/// One route as <c>BoltSurface.txt</c>, the manifest and the emitted comment say it: <c>GET /me  auth: jwt  guards: IsAuthenticated  → Shop.Profile.Me</c>. Version 1 of the grammar:
/// <code>
/// line    = method SP pattern 2SP "auth: " auth 2SP "guards: " guards [2SP "options: " options] 2SP ("→" / "->") SP handler
/// method  = "*" / token                                        ; one line per method
/// auth    = "none" / name *(", " name)                         ; in the order they are tried
/// guards  = "none (refuses every request)" / guard *(", " guard)
/// guard   = name ["(" C# constants ")"] ["!id"]
/// options = option *(", " option)
/// option  = "no-cross-site-check" / name ": " C# string        ; such as host: "admin.example"; what has a value is part of the key
/// </code>
/// </summary>
internal sealed class SurfaceLine
{
    public const string NoCrossSiteCheck = "no-cross-site-check";

    private string? _key;

    public SurfaceLine(string method, string pattern, IReadOnlyList<string> auth, IReadOnlyList<string> guards, IReadOnlyList<string> options, string handler)
    {
        Method = method;
        Pattern = SurfaceLineText.Escape(pattern);
        Auth = auth;
        Guards = guards;
        Options = options;
        Handler = handler;
    }

    /// <summary>An HTTP method, or <c>*</c> for every one.</summary>
    public string Method { get; }

    /// <summary>The whole pattern, as the file writes it.</summary>
    public string Pattern { get; }

    /// <summary>Names of backends, in the order they are tried.</summary>
    public IReadOnlyList<string> Auth { get; }

    /// <summary>Empty where the route refuses every request.</summary>
    public IReadOnlyList<string> Guards { get; }

    public IReadOnlyList<string> Options { get; }

    /// <summary>Type and method.</summary>
    public string Handler { get; }

    public bool IsCrossSiteCheckOff => Options.Contains(NoCrossSiteCheck);

    /// <summary>What has a value chooses requests, as the pattern does.</summary>
    public IEnumerable<string> Selectors => Options.Where(static o => o.IndexOf(": ", StringComparison.Ordinal) >= 0).OrderBy(static o => o, StringComparer.Ordinal);

    /// <summary>Which requests come here: two lines of one key are one route.</summary>
    public string Key => _key ??= string.Join("  ", new[] { Method.ToUpperInvariant() + " " + MatchKey(Pattern) }.Concat(Selectors));

    /// <summary>The route, as messages name it.</summary>
    public string Route => Method + " " + Pattern;

    /// <summary>What it asks: <c>auth: jwt  guards: IsStaff</c>, and options.</summary>
    public string Policy
    {
        get
        {
            var text = ToString();
            var start = text.IndexOf("  auth: ", StringComparison.Ordinal) + 2;
            return text.Substring(start, text.Length - start - Handler.Length - "  → ".Length);
        }
    }

    /// <summary>The other line is written the same.</summary>
    public bool Says(SurfaceLine other) =>
        Method == other.Method && Pattern == other.Pattern && Handler == other.Handler && Auth.SequenceEqual(other.Auth) && Guards.SequenceEqual(other.Guards) && Options.SequenceEqual(other.Options);

    public override string ToString() => SurfaceLineText.Write(Method, Pattern, Auth, Guards, Options, Handler);

    /// <summary>Reads a line; null, and what is wrong with it, where it is none.</summary>
    public static SurfaceLine? Parse(string text, out string problem)
    {
        problem = "";
        var methodEnd = text.IndexOf(' ');
        var authStart = methodEnd < 0 ? -1 : text.IndexOf("  auth: ", methodEnd, StringComparison.Ordinal);
        if (methodEnd <= 0 || authStart < 0 || !IsMethod(text.Substring(0, methodEnd)))
        {
            problem = "it does not begin with a method, a pattern and \"auth:\"";
            return null;
        }

        var pattern = authStart == methodEnd ? "" : text.Substring(methodEnd + 1, authStart - methodEnd - 1);
        var at = authStart + "  auth: ".Length;
        var guardsStart = SurfaceText.Find(text, at, "  guards: ");
        if (guardsStart < 0 || (text.Substring(at, guardsStart - at) is var authText && ReadList(authText, SurfaceLineText.None) is not { } auth) || !auth.All(IsBackend) || pattern.Contains("  "))
        {
            problem = "its list of backends cannot be read";
            return null;
        }

        at = guardsStart + "  guards: ".Length;
        var guardsEnd = SurfaceText.Find(text, at, "  ");
        if (guardsEnd < 0 || ReadList(text.Substring(at, guardsEnd - at), SurfaceLineText.RefusesAll) is not { } guards || guards.Any(static g => SurfaceGuard.Parse(g) is null))
        {
            problem = "its list of guards cannot be read";
            return null;
        }

        IReadOnlyList<string> options = [];
        at = guardsEnd;
        if (string.CompareOrdinal(text, at, "  options: ", 0, "  options: ".Length) == 0)
        {
            at += "  options: ".Length;
            var end = SurfaceText.Find(text, at, "  ");
            if (end < 0 || SurfaceText.Split(text.Substring(at, end - at)) is not { } read || !read.All(IsOption) || read.Distinct(StringComparer.Ordinal).Count() != read.Count)
            {
                problem = "its options cannot be read";
                return null;
            }

            options = read;
            at = end;
        }

        var arrow = string.CompareOrdinal(text, at, "  → ", 0, 4) == 0 ? 4 : string.CompareOrdinal(text, at, "  -> ", 0, 5) == 0 ? 5 : 0;
        var handler = arrow == 0 ? "" : text.Substring(at + arrow);
        if (handler.Length == 0 || handler.Trim().Length != handler.Length)
        {
            problem = "it does not end with an arrow and a handler";
            return null;
        }

        return new(text.Substring(0, methodEnd), pattern, auth, guards, options, handler);
    }

    /// <summary>Names and literals of a pattern as routing compares them; of one that routing refuses, the text.</summary>
    private static string MatchKey(string pattern)
    {
        var read = RoutePattern.Parse(pattern);
        return read.Problem is null ? read.MatchKey : pattern;
    }

    private static IReadOnlyList<string>? ReadList(string text, string none) => text == none ? [] : SurfaceText.Split(text);

    private static bool IsBackend(string name) => SurfaceText.IsName(name.EndsWith(SurfacePolicy.CookieMark, StringComparison.Ordinal) ? name.Substring(0, name.Length - SurfacePolicy.CookieMark.Length) : name);

    private static bool IsOption(string option)
    {
        var colon = option.IndexOf(": ", StringComparison.Ordinal);
        return option == NoCrossSiteCheck || (colon > 0 && option.Take(colon).All(static c => c is >= 'a' and <= 'z' or '-') && SurfaceText.ReadString(option.Substring(colon + 2)) is not null);
    }

    /// <summary>RFC 9110 §5.6.2.</summary>
    private static bool IsMethod(string method) =>
        method == "*" || method.All(static c => c is >= '0' and <= '9' or >= 'A' and <= 'Z' or >= 'a' and <= 'z' || "!#$%&'*+-.^_`|~".IndexOf(c) >= 0);
}
