using System.Collections.Generic;

namespace Bolt;

/// <summary>One generated route: an entry of <c>BoltManifest.Routes</c> and the endpoint's <see cref="IBoltSecurityMetadata"/>.</summary>
public sealed class BoltRouteInfo : IBoltSecurityMetadata
{
    private string? _route;

    /// <summary>Made by generated code.</summary>
    /// <param name="methods">HTTP methods; empty means every method.</param>
    /// <param name="pattern">The whole route pattern, prefix included.</param>
    /// <param name="handler">Type and method, <c>Shop.Profile.Me</c>.</param>
    /// <param name="auth">See <see cref="Auth"/>.</param>
    /// <param name="guards">See <see cref="Guards"/>; empty means that the endpoint refuses every request.</param>
    /// <param name="allowsAnonymous">See <see cref="AllowsAnonymous"/>.</param>
    public BoltRouteInfo(IReadOnlyList<string> methods, string pattern, string handler, IReadOnlyList<string> auth, IReadOnlyList<string> guards, bool allowsAnonymous = false)
    {
        Methods = methods;
        Pattern = pattern;
        Handler = handler;
        Auth = auth;
        Guards = guards;
        AllowsAnonymous = allowsAnonymous;
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

    /// <summary><c>GET /me  auth: jwt  guards: IsAuthenticated  → Shop.Profile.Me</c>.</summary>
    public override string ToString() =>
        $"{Route}  auth: {List(Auth)}  guards: {(Guards.Count == 0 ? "none (refuses every request)" : List(Guards))}  → {Handler}";

    internal string Route => _route ??= $"{(Methods.Count == 0 ? "*" : string.Join(',', Methods))} {Pattern}";

    /// <summary>The method's name.</summary>
    internal string Method => Handler[(Handler.LastIndexOf('.') + 1)..];

    /// <summary>The name of the class that serves it, which need not be the one that declares it.</summary>
    internal string Class => Handler[..^(Method.Length + 1)] is var type ? type[(type.LastIndexOf('.') + 1)..] : "";

    /// <summary>The same route where it is served behind a group's prefix.</summary>
    internal BoltRouteInfo At(string pattern) => pattern == Pattern ? this : new(Methods, pattern, Handler, Auth, Guards, AllowsAnonymous);

    private static string List(IReadOnlyList<string> items) => items.Count == 0 ? "none" : string.Join(", ", items);
}
