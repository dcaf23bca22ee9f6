using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Generators.Model;
using Bolt.Shared;

namespace Bolt.Generators.Emit;

/// <summary>Writes how each handler argument is found. Cheap sources first, the body last, so that a bad query is refused before the body is read.</summary>
internal static class BindingEmitter
{
    public static void Emit(SourceWriter writer, EndpointModel body)
    {
        var values = body.Values;
        var isAsync = body.IsAsync;
        if (body.NeedsCaller || values.Any(static v => v.Model.Kind == ParameterKind.Auth && !v.Model.IsNullable))
        {
            // No guard of this route may have promised an identity; the handler was promised one. Before anything is read, so that nobody is told what is wrong with a request that they may not make.
            writer.Line($"if (auth is null) {Exit("Deny(http, null, GuardResult.Unauthorized, NoGuard)", isAsync)}");
        }

        else if (body.Auth.Any(static a => a.IsCookie) && values.Any(static v => v.Model.IsOptionalCaller))
        {
            // "Nobody" would be a guess while what a cookie means could not be found out.
            writer.Line($"if (auth is null && IsUnknown(http)) {Exit("Deny(http, null, GuardResult.Unauthorized, NoGuard)", isAsync)}");
        }

        foreach (var value in values.Where(static v => v.Model.IsText))
        {
            TextEmitter.Emit(writer, value.Model, value.Index, isAsync);
        }

        foreach (var (parameter, i, _) in values.Where(static v => v.Model.Kind == ParameterKind.CurrentUser))
        {
            writer.Line($"var p{i} = await global::Bolt.CurrentUser<{parameter.Type}>.Of(http, auth).GetAsync();");
            if (!parameter.IsNullable)
            {
                writer.Line($"if (p{i} is null) {Exit("Deny(http, auth, GuardResult.Unauthorized, NoGuard)", isAsync)}");
            }
        }

        if (values.Any(static v => v.Model.Kind == ParameterKind.Session))
        {
            writer.Line("if (!await SessionIsThere(http)) return;");
        }

        foreach (var value in values.Where(static v => v.Model.Kind == ParameterKind.BindAsync))
        {
            EmitBound(writer, value);
        }

        FormEmitter.Emit(writer, values);
        foreach (var (parameter, i, _) in values.Where(static v => v.Model.IsBody))
        {
            var name = CSharpLiteral.Text(parameter.Name);
            writer.Line(parameter.IsNullableValue
                ? $"var p{i} = await ReadNullableBody(http, body{i}, {name});"
                : $"var p{i} = await ReadBody(http, body{i}, {name}, {(parameter.IsOptional ? "true" : "false")});");
            writer.Line($"if (!p{i}.IsBound) return;");
        }

        ObjectEmitter.Emit(writer, body);
    }

    /// <summary>The argument as an expression over the locals that <see cref="Emit"/> wrote.</summary>
    public static string Argument(ParameterModel parameter, int index) => parameter.Kind switch
    {
        ParameterKind.HttpValue or ParameterKind.RawBody or ParameterKind.Form => Expression(parameter.Value),
        ParameterKind.Auth => "auth",
        ParameterKind.Session => "Session(http)",
        ParameterKind.LazyCurrentUser => $"global::Bolt.CurrentUser<{parameter.Type}>.Of(http, auth)",
        ParameterKind.Service => CallEmitter.Service(new(parameter.Type, parameter.IsOptional, parameter.Key, parameter.Default)),
        ParameterKind.Body or ParameterKind.BodyOrService => BodyArgument(parameter, index),
        ParameterKind.BindAsync => BoundArgument(parameter, index),
        _ => $"p{index}",
    };

    /// <summary>The type under which endpoint filters see the argument.</summary>
    public static string ArgumentType(ParameterModel parameter) => parameter.Kind switch
    {
        ParameterKind.LazyCurrentUser => $"global::Bolt.CurrentUser<{parameter.Type}>",
        _ => parameter.DeclaredType,
    };

    private static string Expression(HttpValue value) => value switch
    {
        HttpValue.Context => "http",
        HttpValue.Request => "http.Request",
        HttpValue.Response => "http.Response",
        HttpValue.RequestAborted => "http.RequestAborted",
        HttpValue.User => "http.User",
        HttpValue.Body => "http.Request.Body",
        HttpValue.BodyReader => "http.Request.BodyReader",
        HttpValue.Form => "form",
        HttpValue.FormFiles => "form.Files",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    public static string Exit(string refusal, bool isAsync) => isAsync ? $"{{ await {refusal}; return; }}" : $"return {refusal};";

    private static string BodyArgument(ParameterModel parameter, int index)
    {
        var value = $"p{index}.Value";
        return parameter is { IsOptional: true, Default: { } fallback } && fallback != "default" ? $"p{index}.IsMissing ? {fallback} : {value}!"
            : parameter.IsNullableValue ? $"p{index}.IsMissing ? default({parameter.Type}?) : {value}"
            : parameter.IsNullable ? value
            : value + "!";
    }

    private static string BoundArgument(ParameterModel parameter, int index) => parameter switch
    {
        { IsNullable: true } or { IsNullableValue: true } => $"p{index}.Value",
        { Bind.IsNullableValue: true } => $"p{index}.Value.GetValueOrDefault()",
        _ => $"p{index}.Value!",
    };

    /*  var p0 = await Bind<Cart>(http, "cart", false, static h => Cart.BindAsync(h)!);  */
    private static void EmitBound(SourceWriter writer, BoundValue value)
    {
        var (parameter, i, member) = value;
        var bind = parameter.Bind!;
        var arguments = new List<string> { "http", CSharpLiteral.Text(parameter.Name), parameter.IsOptional ? "true" : "false" };
        if (bind.TakesParameter)
        {
            arguments.Add(member is null ? $"Parameter({i})" : $"info{i}");
        }

        if (bind.Method is { } method)
        {
            arguments.Add(bind.TakesParameter ? $"static (h, p) => {method}(h, p)!" : $"static h => {method}(h)!");
        }

        writer.Line($"var p{i} = await {(bind.Method is null ? "BindSelf" : "Bind")}<{bind.Result}>({string.Join(", ", arguments)});");
        writer.Line($"if (!p{i}.IsBound) return;");
    }
}
