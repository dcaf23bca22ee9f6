using System.Linq;
using Bolt.Generators.Model;

namespace Bolt.Generators.Emit;

/// <summary>Writes how each handler argument is found. Cheap sources first, the body last, so that a bad query is refused before the body is read.</summary>
internal static class BindingEmitter
{
    public static void Emit(SourceWriter writer, RouteBody body, bool isAsync)
    {
        if (body.Parameters.Any(static p => p.Kind == ParameterKind.Auth && !p.IsNullable))
        {
            // No guard of this route may have promised an identity; the handler was promised one.
            writer.Line($"if (auth is null) {Exit("Deny(http, null, GuardResult.Unauthorized, -1)", isAsync)}");
        }

        for (var i = 0; i < body.Parameters.Count; i++)
        {
            if (body.Parameters[i].IsText)
            {
                EmitText(writer, body.Parameters[i], i, isAsync);
            }
        }

        for (var i = 0; i < body.Parameters.Count; i++)
        {
            var parameter = body.Parameters[i];
            if (parameter.Kind == ParameterKind.User)
            {
                writer.Line($"var p{i} = await global::Bolt.CurrentUser<{parameter.Type}>.Of(http, auth).GetAsync();");
                if (!parameter.IsNullable)
                {
                    writer.Line($"if (p{i} is null) {Exit("Deny(http, auth, GuardResult.Unauthorized, -1)", isAsync)}");
                }
            }
        }

        for (var i = 0; i < body.Parameters.Count; i++)
        {
            var parameter = body.Parameters[i];
            if (parameter.IsBody)
            {
                var optional = parameter.IsOptional ? "true" : "false";
                writer.Line($"var p{i} = await ReadBody(http, body{i}, {Literal.Text(parameter.Name)}, {optional});");
                writer.Line($"if (!p{i}.IsBound) return;");
            }
        }
    }

    /// <summary>The argument as an expression over the locals that <see cref="Emit"/> wrote.</summary>
    public static string Argument(ParameterModel parameter, int index) => parameter.Kind switch
    {
        ParameterKind.Http => parameter.Expression!,
        ParameterKind.Auth => "auth",
        ParameterKind.Principal => "http.User",
        ParameterKind.LazyUser => $"global::Bolt.CurrentUser<{parameter.Type}>.Of(http, auth)",
        ParameterKind.Service => CallEmitter.Service(new(parameter.Type, parameter.IsOptional, parameter.Expression, parameter.Default)),
        ParameterKind.Body or ParameterKind.BodyOrService => BodyArgument(parameter, index),
        _ => $"p{index}",
    };

    /// <summary>The type under which endpoint filters see the argument.</summary>
    public static string ArgumentType(ParameterModel parameter) => parameter.Kind switch
    {
        ParameterKind.LazyUser => $"global::Bolt.CurrentUser<{parameter.Type}>",
        _ => parameter.DeclaredType,
    };

    private static string BodyArgument(ParameterModel parameter, int index)
    {
        var value = $"p{index}.Value";
        return parameter is { IsOptional: true, Default: { } fallback } && fallback != "default" ? $"{value} ?? {fallback}"
            : parameter.IsNullable || parameter.IsNullableValue ? value
            : value + "!";
    }

    /*  if (!Required<int>(RouteText(http, "id"), out var p0)) return Invalid(http, "id", "int", "route");  */
    private static void EmitText(SourceWriter writer, ParameterModel parameter, int index, bool isAsync)
    {
        var name = Literal.Text(parameter.WireName);
        var (read, source) = parameter.Kind switch
        {
            ParameterKind.Route => ("RouteText", "route"),
            ParameterKind.Query => ("QueryText", "query"),
            ParameterKind.RouteOrQuery => ("RouteOrQueryText", "query"),
            _ => ("HeaderText", "header"),
        };
        var text = $"{read}(http, {name})";
        var exit = Exit($"Invalid(http, {name}, \"{source}\")", isAsync);
        if (parameter.Parse == ParseKind.None)
        {
            var fallback = parameter.Default is { } value && value != "default" ? " ?? " + value : string.Empty;
            writer.Line($"var p{index} = {text}{fallback};");
            if (!parameter.IsOptional)
            {
                writer.Line($"if (p{index} is null) {exit}");
            }

            return;
        }

        var parser = Parser(parameter);
        var call = parameter switch
        {
            { IsNullableValue: true } => $"NullableOf<{parameter.Type}>({text}, {parameter.Default ?? "null"}, out var p{index}{parser})",
            { IsOptional: true } => $"Optional<{parameter.Type}>({text}, {(parameter.Default is null or "default" ? "default!" : parameter.Default)}, out var p{index}{parser})",
            _ => $"Required<{parameter.Type}>({text}, out var p{index}{parser})",
        };
        writer.Line($"if (!{call}) {exit}");
    }

    private static string Parser(ParameterModel parameter) => parameter.Parse switch
    {
        ParseKind.Enum => $", EnumText<{parameter.Type}>",
        ParseKind.Uri => ", UriText",
        ParseKind.TryParse => $", static (string s, [global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out {parameter.Type} v) => {parameter.Type}.TryParse(s, out v)",
        ParseKind.TryParseFormat => $", static (string s, [global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out {parameter.Type} v) => {parameter.Type}.TryParse(s, global::System.Globalization.CultureInfo.InvariantCulture, out v)",
        _ => string.Empty,
    };

    private static string Exit(string refusal, bool isAsync) => isAsync ? $"{{ await {refusal}; return; }}" : $"return {refusal};";
}
