using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;

namespace Bolt;

/// <summary>One generated route: an entry of <c>BoltManifest.Routes</c> and the endpoint's <see cref="IBoltSecurityMetadata"/>.</summary>
public sealed class BoltRouteInfo : IBoltSecurityMetadata
{
    // Marks of the surface: a cookie backend, and a guard that needs identity, of the application's own.
    private const string CookieMark = "!cookie";
    private const string IdentityMark = "!id";

    private readonly IReadOnlyList<string> _auth;
    private readonly IReadOnlyList<string> _guards;
    private readonly IReadOnlyList<object?>? _checks;
    private BoltGuardInfo[]? _details;
    private string? _route;

    /// <summary>Made by generated code.</summary>
    /// <param name="methods">HTTP methods; empty means every method.</param>
    /// <param name="pattern">The whole route pattern, prefix included.</param>
    /// <param name="handler">Type and method, <c>Shop.Profile.Me</c>.</param>
    /// <param name="auth">See <see cref="Auth"/>; a cookie backend of the application's own ends with <c>!cookie</c>.</param>
    /// <param name="guards">See <see cref="Guards"/>; empty means that the endpoint refuses every request. A guard of the application's own that needs identity ends with <c>!id</c>.</param>
    /// <param name="allowsAnonymous">See <see cref="AllowsAnonymous"/>.</param>
    /// <param name="options">See <see cref="Options"/>.</param>
    /// <param name="checks">The guards themselves, in the order of <paramref name="guards"/>; null for <see cref="AllowAny"/>, and where all are.</param>
    /// <param name="needsCaller">See <see cref="NeedsCaller"/>.</param>
    public BoltRouteInfo(
        IReadOnlyList<string> methods,
        string pattern,
        string handler,
        IReadOnlyList<string> auth,
        IReadOnlyList<string> guards,
        bool allowsAnonymous = false,
        IReadOnlyList<string>? options = null,
        IReadOnlyList<object?>? checks = null,
        bool needsCaller = false)
    {
        Methods = methods;
        Pattern = pattern;
        Handler = handler;
        _auth = auth;
        _guards = guards;
        Auth = Unmarked(auth, CookieMark);
        Guards = Unmarked(guards, IdentityMark);
        Options = options ?? [];
        AllowsAnonymous = allowsAnonymous;
        NeedsCaller = needsCaller;
        _checks = checks;
    }

    /// <summary>HTTP methods; empty means every method.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>The whole route pattern, prefix included.</summary>
    public string Pattern { get; }

    /// <summary>Type and method, <c>Shop.Profile.Me</c>.</summary>
    public string Handler { get; }

    /// <inheritdoc />
    public IReadOnlyList<string> Auth { get; }

    /// <inheritdoc />
    public IReadOnlyList<string> Guards { get; }

    /// <inheritdoc />
    public bool AllowsAnonymous { get; }

    /// <inheritdoc />
    public bool NeedsCaller { get; }

    /// <inheritdoc />
    public IReadOnlyList<BoltGuardInfo> Details => _details ??= [.. Guards.Select((name, i) => new BoltGuardInfo(name, _checks?[i]))];

    /// <summary>What the surface says beside them: <c>no-cross-site-check</c>, <c>host: "admin.example"</c>.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>The route's lines in <c>BoltSurface.txt</c>, one for each method: <c>GET /me  auth: jwt  guards: IsAuthenticated  → Shop.Profile.Me</c>.</summary>
    public override string ToString() => string.Join('\n', (Methods.Count == 0 ? ["*"] : Methods).Select(m => SurfaceLineText.Write(m, Pattern, _auth, _guards, Options, Handler)));

    /// <summary>The guards themselves, in the order of <see cref="Guards"/>; null for <see cref="AllowAny"/>, and where the generated code gave none.</summary>
    internal IReadOnlyList<object?>? Checks => _checks;

    internal string Route => _route ??= $"{(Methods.Count == 0 ? "*" : string.Join(',', Methods))} {Pattern}";

    /// <summary>The method's name.</summary>
    internal string Method => Handler[(Handler.LastIndexOf('.') + 1)..];

    /// <summary>The name of the class that serves it, which need not be the one that declares it.</summary>
    internal string Class => Handler[..^(Method.Length + 1)] is var type ? type[(type.LastIndexOf('.') + 1)..] : "";

    /// <summary>The same route where it is served behind a group's prefix.</summary>
    internal BoltRouteInfo At(string pattern) => pattern == Pattern ? this : new(Methods, pattern, Handler, _auth, _guards, AllowsAnonymous, Options, _checks, NeedsCaller);

    private static IReadOnlyList<string> Unmarked(IReadOnlyList<string> names, string mark) =>
        names.Any(n => n.EndsWith(mark, StringComparison.Ordinal)) ? [.. names.Select(n => n.EndsWith(mark, StringComparison.Ordinal) ? n[..^mark.Length] : n)] : names;
}
