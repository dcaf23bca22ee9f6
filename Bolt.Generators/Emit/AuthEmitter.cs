using System.Linq;
using Bolt.Generators.Model;
using Bolt.Shared;

namespace Bolt.Generators.Emit;

/// <summary>
/// Writes authentication and guards. THE security-critical file: every backend and every guard of the model is written here, in order, and
/// what follows stands behind them. A step that may have to wait ends its method; the next method takes the outcome as an argument, so that
/// there is no way into it but through the check.
/// </summary>
internal static class AuthEmitter
{
    private const string Context = "new(http, auth, Time)";

    /// <summary>No guard at any level: the endpoint exists and refuses.</summary>
    public static void EmitRefuseAll(SourceWriter writer)
    {
        writer.Line();
        using (writer.Block("protected override Task Invoke(HttpContext http)"))
        {
            writer.Line("return Deny(http, null, default, NoGuard);");
        }

        writer.Line();
        writer.Line("protected override ObjectTask Call(FilterContext call) => Refused;");
    }

    /// <summary>Leaves the last method open behind the last guard, where the request is allowed: the caller writes on and closes it.</summary>
    public static void Emit(SourceWriter writer, EndpointModel body)
    {
        writer.Line();
        writer.Line("protected override Task Invoke(HttpContext http)");
        writer.Open();
        EmitBackends(writer, body);
        EmitGuards(writer, body);
        writer.Line("Allowed(http);");
    }

    /*  var pending = auth0.AuthenticateAsync(http);
     *  return pending.IsCompletedSuccessfully ? Authenticated0(http, pending.Result) : Await(http, pending, Authenticated0);
     * }
     * Task Authenticated0(HttpContext http, AuthenticationOutcome outcome)
     * {
     *  var auth = Accept(http, 0, outcome);
     *  if (auth is not null && CrossSite(http) is { } reason) return Deny(http, auth, reason);      // only where browsers send the credential by themselves
     *  if (auth is not null) return Authorize(http, auth);      // only where another backend follows  */
    private static void EmitBackends(SourceWriter writer, EndpointModel body)
    {
        var count = body.Auth.Count;
        if (count == 0)
        {
            if (UsesAuth(body))
            {
                writer.Line("AuthContext? auth = null;");
            }

            return;
        }

        for (var i = 0; i < count; i++)
        {
            writer.Line($"var pending = auth{i}.AuthenticateAsync(http);");
            writer.Line($"return pending.IsCompletedSuccessfully ? Authenticated{i}(http, pending.Result) : Await(http, pending, Authenticated{i});");
            NextMethod(writer, $"Task Authenticated{i}(HttpContext http, AuthenticationOutcome outcome)");
            writer.Line($"var auth = Accept(http, {i}, outcome);");
            if (body.Auth[i].IsCookie)
            {
                writer.Line("if (auth is not null && CrossSite(http) is { } reason) return Deny(http, auth, reason);");
            }

            if (i < count - 1)
            {
                writer.Line("if (auth is not null) return Authorize(http, auth);");
            }
        }

        if (count > 1)
        {
            writer.Line("return Authorize(http, auth);");
            NextMethod(writer, "Task Authorize(HttpContext http, AuthContext? auth)");
        }
    }

    private static void EmitGuards(SourceWriter writer, EndpointModel body)
    {
        for (var i = 0; i < body.Guards.Count; i++)
        {
            var guard = body.Guards[i];
            if (guard.IsAllowAny)
            {
                continue;
            }

            if (!guard.IsAsync)
            {
                writer.Line($"var decision{i} = guard{i}.Evaluate({Context});");
            }
            else
            {
                writer.Line($"var pending{i} = guard{i}.EvaluateAsync({Context});");
                writer.Line($"return pending{i}.IsCompletedSuccessfully ? Guarded{i}(http, auth, pending{i}.Result) : Await(http, auth, pending{i}, Guarded{i});");
                NextMethod(writer, $"Task Guarded{i}(HttpContext http, AuthContext? auth, GuardResult decision{i})");
            }

            writer.Line($"if (!decision{i}.IsAllowed) return Deny(http, auth, decision{i}, {i});");
        }
    }

    private static bool UsesAuth(EndpointModel body) =>
        body.Guards.Any(static g => !g.IsAllowAny)
        || body.Values.Any(static v => v.Model.IsAwaited || v.Model.Kind is ParameterKind.Auth or ParameterKind.LazyCurrentUser);

    private static void NextMethod(SourceWriter writer, string header)
    {
        writer.Close();
        writer.Line();
        writer.Line(header);
        writer.Open();
    }
}
