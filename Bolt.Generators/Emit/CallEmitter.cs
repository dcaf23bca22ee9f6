using System.Collections.Generic;
using System.Linq;
using Bolt.Generators.Model;
using Bolt.Shared;

namespace Bolt.Generators.Emit;

/// <summary>Writes what comes after the last guard: binding, the call and the answer.</summary>
internal static class CallEmitter
{
    /// <summary>EndpointFilterInvocationContext.Create has typed overloads up to here.</summary>
    private const int TypedFilterArguments = 8;

    public static void EmitTail(SourceWriter writer, EndpointModel body)
    {
        if (body.IsAsync)
        {
            writer.Line("return Run(http, auth);");
            writer.Close();
            writer.Line();
            writer.Line("async Task Run(HttpContext http, AuthContext? auth)");
            writer.Open();
        }

        BindingEmitter.Emit(writer, body);
        var arguments = Enumerable.Range(0, body.Parameters.Count).Select(i => BindingEmitter.Argument(body.Parameters[i], i)).ToList();
        var create = arguments.Count <= TypedFilterArguments
            ? $"FilterContext.Create({string.Join(", ", arguments.Prepend("http"))})"
            : $"new global::Microsoft.AspNetCore.Http.DefaultEndpointFilterInvocationContext(http, {string.Join(", ", arguments)})";
        writer.Line(body.IsAsync
            ? $"if (HasFilters) {{ await RunFilters({create}); return; }}"
            : $"if (HasFilters) return RunFilters({create});");

        var call = Handler(body, arguments);
        if (body.Return is { Kind: ReturnKind.Nothing, IsTask: false })
        {
            writer.Line(call + ";");
            if (!body.IsAsync)
            {
                writer.Line("return Task.CompletedTask;");
            }
        }
        else
        {
            writer.Line($"{(body.IsAsync ? "await" : "return")} {Answer(body, call)};");
        }

        writer.Close();
    }

    /// <summary>The same call for when endpoint filters stand between binding and handler. They run behind the guards, and return what the handler returned.</summary>
    public static void EmitFiltered(SourceWriter writer, EndpointModel body)
    {
        var arguments = body.Parameters.Select(static (p, i) => $"call.GetArgument<{BindingEmitter.ArgumentType(p)}>({i})").ToList();
        var call = Handler(body, arguments);
        var needsHttp = body.Handler.Construction.Count > 0 || body.Handler.IsDisposable || body.Return.Kind == ReturnKind.Stream;
        writer.Line();
        if (!needsHttp && body.Return is not { Kind: ReturnKind.Nothing, IsTask: false })
        {
            writer.Line($"protected override ObjectTask Call(FilterContext call) => Box({call});");
            return;
        }

        using (writer.Block("protected override ObjectTask Call(FilterContext call)"))
        {
            if (needsHttp)
            {
                writer.Line("var http = call.HttpContext;");
            }

            if (body.Return is { Kind: ReturnKind.Nothing, IsTask: false })
            {
                writer.Line(call + ";").Line("return Nothing;");
            }
            else if (body.Return.Kind == ReturnKind.Stream)
            {
                writer.Line($"return BoxStream(http, {call});");
            }
            else
            {
                writer.Line($"return Box({call});");
            }
        }
    }

    private static string Answer(EndpointModel body, string call) => Answer(body.Return.Kind, body.Return.IsTask && body.Return.Kind != ReturnKind.Nothing ? call + "!" : call);

    // Task<string> and Task<string?> are one thing here; the "!" above says so to the compiler.
    private static string Answer(ReturnKind kind, string call) => kind switch
    {
        ReturnKind.Nothing => $"Done({call})",
        ReturnKind.Text => $"Text(http, {call})",
        ReturnKind.Stream => $"SendStream(http, {call})",
        ReturnKind.Result => $"Execute(http, {call})",
        ReturnKind.Json => $"Json(http, {call}, result)",
        _ => $"Dynamic(http, {call})",
    };

    private static string Handler(EndpointModel body, List<string> arguments)
    {
        var handler = body.Handler;
        var list = string.Join(", ", arguments.Select((a, i) => handler.PassesByIn && handler.Signature[i].IsByRef ? $"in In<{handler.Signature[i].TypeOf}>({a})" : a));
        var instance = $"new Handler({string.Join(", ", handler.Construction.Select(static s => Service(s)))})";
        var made = handler.IsDisposable ? $"Track(http, {instance})" : instance;
        // Through its base type: what hides the method in the class is not what the route is on.
        var receiver = handler.IsStatic ? handler.DeclaringType ?? "Handler" : handler.DeclaringType is { } declaring ? $"(({declaring}){made})" : made;
        // A dynamic result would leave the choice of what writes it to the run-time binder.
        return $"{(body.Return is { IsDynamic: true, IsTask: false } ? "(object?)" : "")}{receiver}.{handler.Method}({list})";
    }

    public static string Service(ServiceModel service)
    {
        var optional = service.IsOptional ? "OptionalService" : "Service";
        var found = service.Key is null ? $"{optional}<{service.Type}>(http)" : $"{optional}<{service.Type}>(http, {service.Key})";
        return service is { IsOptional: true, Default: { } value } && value != "default" ? $"{found} ?? {value}" : found;
    }
}
