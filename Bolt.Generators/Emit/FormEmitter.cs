using System.Collections.Generic;
using System.Linq;
using Bolt.Generators.Model;
using Bolt.Shared;

namespace Bolt.Generators.Emit;

/// <summary>Writes how the form is read, once, and what is taken from it.</summary>
internal static class FormEmitter
{
    /*  var form = await ReadForm(http, "avatar", true);
     *  if (form is null) return;
     *  var p0 = form.Files["avatar"];
     *  if (p0 is null) { await Invalid(http, "avatar", "form"); return; }  */
    public static void Emit(SourceWriter writer, IReadOnlyList<BoundValue> values)
    {
        var form = values.Where(static v => v.Model.IsForm).ToList();
        if (form.Count == 0)
        {
            return;
        }

        writer.Line($"var form = await ReadForm(http, {CSharpLiteral.Text(form[0].Model.WireName)}, {(form.Any(static v => v.Model.IsFile) ? "true" : "false")});");
        writer.Line("if (form is null) return;");
        foreach (var value in form.Where(static v => v.Member is not { Role: MemberRole.SetIfSent }))
        {
            EmitValue(writer, value.Model, value.Index);
        }
    }

    public static void EmitValue(SourceWriter writer, ParameterModel parameter, int index)
    {
        if (parameter.Kind == ParameterKind.FormValue)
        {
            TextEmitter.Emit(writer, parameter, index, isAsync: true);
        }
        else if (parameter.Kind == ParameterKind.FormFile)
        {
            var name = CSharpLiteral.Text(parameter.WireName);
            writer.Line($"var p{index} = form.Files[{name}];");
            if (!parameter.IsOptional)
            {
                writer.Line($"if (p{index} is null) {BindingEmitter.Exit($"Invalid(http, {name}, \"form\")", isAsync: true)}");
            }
        }
    }
}
