using System.Linq;
using Bolt.Generators.Model;

namespace Bolt.Generators.Emit;

/// <summary>
/// Writes authentication and guards. THE security-critical file: every backend and every guard of the model is written here, in order, and
/// what follows stands behind them. A step that may have to wait ends its method; the next method takes the outcome as an argument, so that
/// there is no way into it but through the check.
/// </summary>
internal static class AuthEmitter
{
    private const string Context = "new(bolt_http, bolt_auth, Time)";

    /// <summary>No guard at any level: the endpoint exists and refuses.</summary>
    public static void EmitRefuseAll(SourceWriter writer)
    {
        writer.Line();
        using (writer.Block("protected override Task Invoke(HttpContext bolt_http)"))
        {
            writer.Line("return Deny(bolt_http, null, default, -1);");
        }

        writer.Line();
        writer.Line("protected override ObjectTask Call(FilterContext bolt_call) => Refused;");
    }

    /// <summary>Leaves the last method open behind the last guard: the caller writes on and closes it. Returns its locals' state.</summary>
    public static Stage Emit(SourceWriter writer, RouteBody body)
    {
        writer.Line();
        writer.Line("protected override Task Invoke(HttpContext bolt_http)");
        writer.Open();
        EmitBackends(writer, body);
        EmitGuards(writer, body);
        return new Stage(body);
    }

    /*  var bolt_try = auth_0.AuthenticateAsync(bolt_http);
     *  return bolt_try.IsCompletedSuccessfully ? Authenticated_0(bolt_http, bolt_try.Result) : Later(bolt_http, bolt_try, Authenticated_0);
     * }
     * Task Authenticated_0(HttpContext bolt_http, AuthenticationOutcome bolt_outcome)
     * {
     *  var bolt_auth = Accept(bolt_http, 0, bolt_outcome);
     *  if (bolt_auth is not null) return Authorize(bolt_http, bolt_auth);      // only where another backend follows  */
    private static void EmitBackends(SourceWriter writer, RouteBody body)
    {
        var count = body.Auth.Count;
        if (count == 0)
        {
            writer.Line("AuthContext? bolt_auth = null;");
            return;
        }

        for (var i = 0; i < count; i++)
        {
            writer.Line($"var bolt_try = auth_{i}.AuthenticateAsync(bolt_http);");
            writer.Line($"return bolt_try.IsCompletedSuccessfully ? Authenticated_{i}(bolt_http, bolt_try.Result) : Later(bolt_http, bolt_try, Authenticated_{i});");
            NextMethod(writer, $"Task Authenticated_{i}(HttpContext bolt_http, AuthenticationOutcome bolt_outcome)");
            writer.Line($"var bolt_auth = Accept(bolt_http, {i}, bolt_outcome);");
            if (i < count - 1)
            {
                writer.Line("if (bolt_auth is not null) return Authorize(bolt_http, bolt_auth);");
            }
        }

        if (count > 1)
        {
            writer.Line("return Authorize(bolt_http, bolt_auth);");
            NextMethod(writer, "Task Authorize(HttpContext bolt_http, AuthContext? bolt_auth)");
        }
    }

    private static void EmitGuards(SourceWriter writer, RouteBody body)
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
                writer.Line($"var bolt_guard_{i} = guard_{i}.Evaluate({Context});");
            }
            else
            {
                writer.Line($"var bolt_wait_{i} = guard_{i}.EvaluateAsync({Context});");
                writer.Line($"return bolt_wait_{i}.IsCompletedSuccessfully ? Guarded_{i}(bolt_http, bolt_auth, bolt_wait_{i}.Result) : Later(bolt_http, bolt_auth, bolt_wait_{i}, Guarded_{i});");
                NextMethod(writer, $"Task Guarded_{i}(HttpContext bolt_http, AuthContext? bolt_auth, GuardResult bolt_guard_{i})");
            }

            writer.Line($"if (!bolt_guard_{i}.IsAllowed) return Deny(bolt_http, bolt_auth, bolt_guard_{i}, {i});");
        }
    }

    private static void NextMethod(SourceWriter writer, string header)
    {
        writer.Close();
        writer.Line();
        writer.Line(header);
        writer.Open();
    }

    /// <summary>What stands behind the last guard.</summary>
    internal sealed class Stage(RouteBody body)
    {
        /// <summary>The handler's arguments have to be waited for.</summary>
        public bool IsAsync { get; } = body.Parameters.Any(static p => p.IsBody || p.Kind == ParameterKind.User);
    }
}
