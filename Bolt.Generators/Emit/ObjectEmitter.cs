using System.Linq;
using Bolt.Generators.Model;
using Bolt.Shared;

namespace Bolt.Generators.Emit;

/// <summary>Writes how objects are made from their members, when all of them are there.</summary>
internal static class ObjectEmitter
{
    /*  var p0 = new global::Shop.Filter(p1, p2) { Page = p3 };
     *  if (form.ContainsKey("Size"))
     *  {
     *      if (!Required<int>(FormText(form, "Size"), out var p4)) { await Invalid(http, "Size", "form"); return; }
     *      p0.Size = p4;
     *  }  */
    public static void Emit(SourceWriter writer, EndpointModel body)
    {
        var values = body.Values;
        for (var i = 0; i < body.Parameters.Count; i++)
        {
            if (body.Parameters[i].Object is not { } made)
            {
                continue;
            }

            var members = values.Where(v => v.Member is { } member && made.Members.Any(m => ReferenceEquals(m, member))).ToList();
            var arguments = string.Join(", ", members.Where(static v => v.Member!.Role == MemberRole.Constructor).Select(Value));
            var initializer = string.Join(", ", members.Where(static v => v.Member!.Role == MemberRole.Initializer).Select(static v => $"{v.Member!.Property} = {Value(v)}"));
            writer.Line($"var p{i} = new {body.Parameters[i].Type}({arguments}){(initializer.Length == 0 ? "" : $" {{ {initializer} }}")};");
            foreach (var value in members.Where(static v => v.Member!.Role == MemberRole.SetIfSent))
            {
                var name = CSharpLiteral.Text(value.Model.WireName);
                using (writer.Block($"if ({(value.Model.IsFile ? $"form.Files.GetFile({name}) is not null" : $"form.ContainsKey({name})")})"))
                {
                    FormEmitter.EmitValue(writer, value.Model, value.Index);
                    writer.Line($"p{i}.{value.Member!.Property} = {Value(value)};");
                }
            }
        }
    }

    private static string Value(BoundValue value) => BindingEmitter.Argument(value.Model, value.Index);
}
