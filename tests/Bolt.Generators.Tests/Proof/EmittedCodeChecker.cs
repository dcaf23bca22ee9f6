using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Generators.Tests.Proof;

/// <summary>What a route declares, as the test that wrote it knows.</summary>
/// <param name="Handler">How a call of the handler begins: <c>global::Shop.Api.Get(</c> or <c>new global::Shop.Api(</c>.</param>
/// <param name="Backends">Backend types in order.</param>
/// <param name="Guards">Creation of each guard in order, such as <c>global::Bolt.HasPermission("p")</c>; empty when everyone is let in.</param>
/// <param name="Cookies">Which of the backends accept cookies, by their places.</param>
internal sealed record Declared(string Handler, IReadOnlyList<string> Backends, IReadOnlyList<string> Guards, params IReadOnlyList<int> Cookies);

/// <summary>
/// Reads one emitted endpoint class on its own and shows that every call of the handler is dominated by every declared backend and guard, and behind a cookie
/// by the cross-site check. Knows C# syntax and the meaning of eight statement forms; whatever else stands before the call is an objection. Shares nothing with the emitter.
/// </summary>
internal sealed class EmittedCodeChecker
{
    /// <summary>The line that an auditor searches for.</summary>
    private const string Allowed = "Allowed(http);";

    private readonly Declared _declared;
    private readonly ClassDeclarationSyntax _class;
    private readonly Dictionary<string, MethodDeclarationSyntax> _methods;
    private readonly List<string> _objections = [];
    private bool _handlerReached;

    private EmittedCodeChecker(ClassDeclarationSyntax type, Declared declared)
    {
        _class = type;
        _declared = declared;
        _methods = type.Members.OfType<MethodDeclarationSyntax>().ToDictionary(static m => m.Identifier.Text);
    }

    public static IReadOnlyList<string> Check(string file, string className, Declared declared)
    {
        // The file's one alias for the handler's class, where a class is called or made.
        var handler = Regex.Match(file, @"^using Handler = (\S+);$", RegexOptions.Multiline).Groups[1].Value;
        file = Regex.Replace(file, @"(?<![\w.@])Handler(?=[.(])", handler);
        var type = CSharpSyntaxTree.ParseText(file).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single(c => c.Identifier.Text == className);
        var checker = new EmittedCodeChecker(type, declared);
        checker.CheckFields();
        var allowed = Regex.Count(type.ToString(), Regex.Escape(Allowed));
        checker.Expect(allowed == 1, $"'{Allowed}' is said {allowed} times");
        checker.CheckOnlyTheKnownMethodsCallTheHandler();
        checker.Walk("Invoke", new State(declared.Backends.Count == 0 ? 0 : -1, null, 0));
        if (!checker._handlerReached)
        {
            checker._objections.Add("the handler is never reached");
        }

        return checker._objections;
    }

    /// <summary>Where a request is: backends refused so far, or the one that accepted; guards passed so far.</summary>
    /// <param name="Asked">How many backends have answered; -1 before the first.</param>
    /// <param name="Pending">The backend or guard whose outcome the method was handed, as <c>auth0</c> or <c>guard1</c>.</param>
    /// <param name="Passed">How many guards have passed.</param>
    /// <param name="Authenticated">A backend accepted, or all have been asked.</param>
    private sealed record State(int Asked, string? Pending, int Passed, bool Authenticated = false);

    private void CheckFields()
    {
        for (var i = 0; i < _declared.Guards.Count; i++)
        {
            var field = Field($"guard{i}");
            var made = field is null ? "" : field.Declaration.Type + Regex.Replace(field.Declaration.Variables[0].Initializer?.Value.ToString() ?? "", "^new", "");
            Expect(made == _declared.Guards[i], $"guard{i} is '{made}', declared '{_declared.Guards[i]}'");
            Expect(field is not null && field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword), $"guard{i} can be replaced");
        }

        var saysPublic = Field("Route")?.ToString().Contains("allowsAnonymous: true", StringComparison.Ordinal) == true;
        Expect(saysPublic == (_declared.Guards.Count == 0), saysPublic ? "a guarded route is said to be public" : "a public route is not said to be");

        var constructor = _class.Members.OfType<ConstructorDeclarationSyntax>().SingleOrDefault();
        for (var i = 0; i < _declared.Backends.Count; i++)
        {
            Expect(Field($"auth{i}")?.Declaration.Type.ToString() == _declared.Backends[i], $"auth{i} has another type");
            var find = _declared.Cookies.Contains(i) ? "CookieBackend" : "Backend";
            Expect(constructor?.Body?.Statements.ElementAtOrDefault(i)?.ToString() == $"{find}(mapper, out auth{i});", $"auth{i} is not resolved in order");
        }
    }

    private FieldDeclarationSyntax? Field(string name) =>
        _class.Members.OfType<FieldDeclarationSyntax>().SingleOrDefault(f => f.Declaration.Variables[0].Identifier.Text == name);

    /// <summary><c>Call</c> is what endpoint filters end in; the base class enters it only through <c>RunFilters</c>, which is checked like the handler.</summary>
    private void CheckOnlyTheKnownMethodsCallTheHandler()
    {
        foreach (var method in _methods.Values)
        {
            if (method.Identifier.Text != "Call")
            {
                Expect(!method.ToString().Contains(" Call(", StringComparison.Ordinal), $"{method.Identifier.Text} enters Call past the filters");
            }
        }
    }

    private void Walk(string name, State state)
    {
        if (!_methods.TryGetValue(name, out var method) || method.Body is not { } body)
        {
            _objections.Add($"{name} has no body to check");
            return;
        }

        var statements = body.Statements;
        for (var i = 0; i < statements.Count; i++)
        {
            var text = Regex.Replace(statements[i].ToString(), @"\s+", " ");
            if (IsGuarded(state) && !text.Contains(".Evaluate", StringComparison.Ordinal))
            {
                // Everything from here on is behind the last check, and says so.
                Expect(text == Allowed, $"{name} does not say '{Allowed}' behind the last check: {text}");
                CheckTail(statements.Skip(i + 1).ToList(), state, name);
                return;
            }

            if (text is "AuthContext? auth = null;" && _declared.Backends.Count == 0)
            {
                state = state with { Authenticated = true };
            }
            else if (Match(text, @"^var pending = auth(\d+)\.AuthenticateAsync\(http\);$") is { } ask)
            {
                var backend = int.Parse(ask, null);
                Expect(backend == Math.Max(state.Asked, 0) && !state.Authenticated, $"{name} asks auth{backend} out of turn");
                Follow(statements, ++i, "pending", $"auth{backend}", state with { Asked = backend });
                return;
            }
            else if (Match(text, @"^var auth = Accept\(http, (\d+), outcome\);$") is { } accept)
            {
                Expect(state.Pending == $"auth{accept}", $"{name} accepts auth{accept} without its outcome");
                var asked = int.Parse(accept, null) + 1;
                state = state with { Asked = asked, Pending = null, Authenticated = asked == _declared.Backends.Count };
                if (_declared.Cookies.Contains(asked - 1))
                {
                    // At once: nothing may happen on behalf of the user a cookie names before it is known which site made the request.
                    var check = statements.ElementAtOrDefault(++i)?.ToString();
                    Expect(
                        check == "if (auth is not null && CrossSite(http) is { } reason) return Deny(http, auth, reason);",
                        $"{name} does not check what site a request comes from that auth{accept} accepted: {check}");
                }
            }
            else if (text == "if (auth is not null) return Authorize(http, auth);")
            {
                Expect(state.Asked > 0, $"{name} authorizes before a backend was asked");
                Walk("Authorize", state with { Authenticated = true });
            }
            else if (text == "return Authorize(http, auth);")
            {
                Expect(state.Asked == _declared.Backends.Count, $"{name} authorizes before every backend was asked");
                Walk("Authorize", state with { Authenticated = true });
                return;
            }
            else if (Match(text, @"^var decision(\d+) = guard\1\.Evaluate\(new\(http, auth, Time\)\);$") is { } evaluate)
            {
                state = PassGuard(evaluate, statements.ElementAtOrDefault(++i)?.ToString(), state, name);
            }
            else if (Match(text, @"^var pending(\d+) = guard\1\.EvaluateAsync\(new\(http, auth, Time\)\);$") is { } wait)
            {
                Expect(state.Authenticated, $"{name} asks guard{wait} before authentication");
                Follow(statements, ++i, "pending" + wait, $"guard{wait}", state);
                return;
            }
            else if (state.Pending is { } guard && Match(guard, @"^guard(\d+)$") is { } index)
            {
                state = PassGuard(index, text, state with { Pending = null }, name);
            }
            else
            {
                _objections.Add($"{name}: '{text}' before the last check");
                return;
            }
        }

        _objections.Add($"{name} ends without an answer");
    }

    private bool IsGuarded(State state) =>
        state.Pending is null && state.Passed == _declared.Guards.Count && (state.Authenticated || _declared.Backends.Count == 0);

    /// <summary>The guards of a class are numbered over all of them, AllowAny included; only its order counts here.</summary>
    private State PassGuard(string index, string? refusal, State state, string name)
    {
        Expect(state.Authenticated, $"{name} asks guard{index} before authentication");
        Expect(int.Parse(index, null) == state.Passed, $"{name} passes guard{index}, and guard{state.Passed} is next");
        Expect(refusal == $"if (!decision{index}.IsAllowed) return Deny(http, auth, decision{index}, {index});", $"{name} does not deny what guard{index} refuses: {refusal}");
        return state with { Passed = state.Passed + 1 };
    }

    /// <summary>A wait: both ways on, at once and later, must be the same method with the outcome as its argument.</summary>
    private void Follow(Microsoft.CodeAnalysis.SyntaxList<StatementSyntax> statements, int at, string pending, string what, State state)
    {
        var guard = what.StartsWith("guard", StringComparison.Ordinal);
        var arguments = guard ? "http, auth" : "http";
        var text = Regex.Replace(statements.ElementAtOrDefault(at)?.ToString() ?? "", @"\s+", " ");
        var next = Match(text, $@"^return {pending}\.IsCompletedSuccessfully \? (\w+)\({arguments}, {pending}\.Result\) : Await\({arguments}, {pending}, \1\);$");
        if (next is null || at != statements.Count - 1)
        {
            _objections.Add($"the outcome of {what} is not waited for: {text}");
            return;
        }

        var parameters = _methods.TryGetValue(next, out var method) ? Regex.Replace(method.ParameterList.ToString(), @"\s+", " ") : "";
        Expect(
            parameters == (guard ? $"(HttpContext http, AuthContext? auth, GuardResult decision{what["guard".Length..]})" : "(HttpContext http, AuthenticationOutcome outcome)"),
            $"{next} is not handed the outcome of {what}");
        Walk(next, state with { Pending = what });
    }

    private void CheckTail(List<StatementSyntax> tail, State state, string name)
    {
        foreach (var statement in tail)
        {
            var text = statement.ToString();
            if (text == "return Run(http, auth);")
            {
                var run = _methods.GetValueOrDefault("Run");
                Expect(run is not null, "Run is missing");
                CheckTail([.. run?.Body?.Statements ?? []], state, "Run");
                return;
            }

            _handlerReached |= text.Contains(_declared.Handler, StringComparison.Ordinal);
        }

        Expect(!tail.Any(static s => s.ToString().Contains("AuthenticateAsync", StringComparison.Ordinal)), $"{name} authenticates behind the guards");
        // No way into the methods of the tail from anywhere else.
        foreach (var method in _methods.Values.Where(static m => m.Identifier.Text is not ("Call" or "Describe")))
        {
            var text = method.Body?.ToString() ?? "";
            if (method.Identifier.Text != name)
            {
                Expect(!text.Contains(_declared.Handler, StringComparison.Ordinal), $"{method.Identifier.Text} calls the handler too");
                Expect(!text.Contains("RunFilters(", StringComparison.Ordinal), $"{method.Identifier.Text} enters the filters too");
            }
        }
    }

    private void Expect(bool condition, string objection)
    {
        if (!condition)
        {
            _objections.Add(objection);
        }
    }

    private static string? Match(string text, string pattern) => Regex.Match(text, pattern) is { Success: true } match ? match.Groups[1].Value : null;
}
