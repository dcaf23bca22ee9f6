using Bolt.Generators.Model;
using Bolt.Shared;

namespace Bolt.Generators.Emit;

/// <summary>Writes how text of the route, query, headers or form becomes a value.</summary>
internal static class TextEmitter
{
    /*  if (!Required<int>(RouteText(http, "id"), out var p0)) return Invalid(http, "id", "route");  */
    public static void Emit(SourceWriter writer, ParameterModel parameter, int index, bool isAsync)
    {
        var name = CSharpLiteral.Text(parameter.WireName);
        var (reader, from, source) = parameter.Kind switch
        {
            ParameterKind.Route => ("Route", "http", "route"),
            ParameterKind.Query => ("Query", "http", "query"),
            ParameterKind.RouteOrQuery => ("RouteOrQuery", "http", "query"),
            ParameterKind.FormValue => ("Form", "form", "form"),
            _ => ("Header", "http", "header"),
        };
        var exit = BindingEmitter.Exit($"Invalid(http, {name}, \"{source}\")", isAsync);
        if (parameter.Shape != TextShape.One)
        {
            EmitMany(writer, parameter, index, $"{reader}{(reader == "Header" && parameter.Shape == TextShape.Array ? "List" : "Values")}({from}, {name})", exit);
            return;
        }

        var text = $"{reader}Text({from}, {name})";
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

        var parser = Parser(parameter.Parse, parameter.Type);
        var call = parameter switch
        {
            { IsNullableValue: true } => $"Nullable{(parameter.IsField ? "Field" : "")}<{parameter.Type}>({text}, {parameter.Default ?? "null"}, out var p{index}{parser})",
            { IsOptional: true } => $"Optional<{parameter.Type}>({text}, {(parameter.Default is null or "default" ? "default!" : parameter.Default)}, out var p{index}{parser})",
            _ => $"Required<{parameter.Type}>({text}, out var p{index}{parser})",
        };
        writer.Line($"if (!{call}) {exit}");
    }

    /*  if (!ParseAll<int>(QueryValues(http, "ids"), out var p0)) return Invalid(http, "ids", "query");  */
    private static void EmitMany(SourceWriter writer, ParameterModel parameter, int index, string strings, string exit)
    {
        switch (parameter)
        {
            case { Shape: TextShape.Values, IsNullableValue: true }:
                writer.Line($"var p{index} = OrNull({strings});");
                break;
            case { Shape: TextShape.Values }:
                writer.Line($"var p{index} = {strings};");
                if (!parameter.IsOptional)
                {
                    writer.Line($"if (p{index}.Count == 0) {exit}");
                }

                break;
            case { Parse: ParseKind.None }:
                writer.Line($"var p{index} = Strings({strings});");
                break;
            default:
                var many = parameter.IsElementNullableValue ? "ParseAllOrNull" : "ParseAll";
                writer.Line($"if (!{many}<{parameter.Element}>({strings}, out var p{index}{Parser(parameter.Parse, parameter.Element!)})) {exit}");
                break;
        }
    }

    private static string Parser(ParseKind parse, string type) => parse switch
    {
        ParseKind.Enum => $", EnumText<{type}>",
        ParseKind.Uri => ", UriText",
        ParseKind.TryParse => $", static (string s, [global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out {type} v) => {type}.TryParse(s, out v)",
        ParseKind.TryParseFormat => $", static (string s, [global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out {type} v) => {type}.TryParse(s, global::System.Globalization.CultureInfo.InvariantCulture, out v)",
        _ => string.Empty,
    };
}
