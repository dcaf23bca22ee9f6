using System.Globalization;
using System.Linq;
using System.Text;
using Bolt.Generators.Model;
using Bolt.Shared;

namespace Bolt.Generators.Emit;

/// <summary>Writes what OpenAPI and link generation learn of the endpoint.</summary>
internal static class MetadataEmitter
{
    public static void Emit(SourceWriter writer, EndpointModel body)
    {
        var chain = new StringBuilder();
        if (body.Name is { } name)
        {
            chain.Append($".Name({CSharpLiteral.Text(name)})");
        }

        if (body.Summary is { } summary)
        {
            chain.Append($".Summary({CSharpLiteral.Text(summary)})");
        }

        if (body.Tags.Count > 0)
        {
            chain.Append($".Tags({EndpointEmitter.Strings(body.Tags)})");
        }

        for (var i = 0; i < body.Parameters.Count; i++)
        {
            var parameter = body.Parameters[i];
            chain.Append(parameter switch
            {
                // To the outside a form's object is one parameter, and an [AsParameters] one is its members.
                { Object.IsForm: true } => $".Parameter({i}, false, false)",
                { Object: { } made } => string.Concat(made.Members.Select(m => Describe(m.Value, Member(body, m), body.Values.First(v => ReferenceEquals(v.Member, m)).Index, isMember: true))),
                _ => Describe(parameter, i.ToString(CultureInfo.InvariantCulture), i, isMember: false),
            });
        }

        if (body.Values.Any(static v => v.Model.IsForm))
        {
            chain.Append(body.Values.Any(static v => v.Model.IsFile) ? ".Form(true)" : ".Form(false)");
        }

        if (body.Return.Kind == ReturnKind.Json)
        {
            chain.Append($".Produces<{body.Return.Type}>()");
        }
        else if (body.Return.Kind == ReturnKind.Text)
        {
            chain.Append(".ProducesText()");
        }
        else if (body.Return.Kind == ReturnKind.Dynamic)
        {
            chain.Append(".Produces<object>()");
        }
        else if (body.Return.Kind == ReturnKind.Stream)
        {
            chain.Append(".ProducesStream()");
        }
        else if (body.Return.DescribesItself)
        {
            chain.Append($".Describes<{body.Return.Type.TrimEnd('?')}>()");
        }

        Emit(writer, body, chain.Append(Attributes(body)).ToString());
    }

    /// <summary>All there is to say of an endpoint that refuses every request: what the handler says itself, of CORS for instance, still counts.</summary>
    public static void EmitAttributes(SourceWriter writer, EndpointModel body) => Emit(writer, body, Attributes(body));

    private static string Attributes(EndpointModel body) => string.Concat(body.Attributes);

    private static void Emit(SourceWriter writer, EndpointModel body, string chain)
    {
        if (chain.Length > 0 || body.ClassAttributes.Count > 0)
        {
            writer.Line();
            writer.Line($"protected override void Describe(Metadata metadata) => {(body.ClassAttributes.Count > 0 ? "Routes.Class(metadata)" : "metadata")}{chain};");
        }
    }

    /*  static readonly ConstructorInfo new0 = typeof(Q).GetConstructor([typeof(int)])!;  */
    public static void EmitConstructors(SourceWriter writer, EndpointModel body)
    {
        for (var i = 0; i < body.Parameters.Count; i++)
        {
            if (body.Parameters[i] is { Object: { ConstructorTypes.Count: > 0, IsForm: false } made })
            {
                // Literal arguments, here and below: trimming keeps exactly these.
                var types = string.Join(", ", made.ConstructorTypes.Select(static t => $"typeof({t})"));
                writer.Line($"static readonly global::System.Reflection.ConstructorInfo new{i} = typeof({body.Parameters[i].Type}).GetConstructor([{types}])!;");
            }
        }
    }

    /*  Member(typeof(Q).GetProperty("Id", DeclaredPublic)!, new0, 0)  */
    public static string Member(EndpointModel body, MemberModel member)
    {
        var owner = 0;
        while (body.Parameters[owner].Object is not { } made || !made.Members.Any(m => ReferenceEquals(m, member)))
        {
            owner++;
        }

        var property = $"typeof({member.DeclaredIn}).GetProperty({CSharpLiteral.Text(member.Property.TrimStart('@'))}, DeclaredPublic)!";
        var place = body.Parameters[owner].Object!.Members.TakeWhile(m => !ReferenceEquals(m, member)).Count();
        return member.Role == MemberRole.Constructor ? $"Member({property}, new{owner}, {place})" : $"Member({property})";
    }

    private static string Describe(ParameterModel parameter, string info, int index, bool isMember)
    {
        var optional = parameter.IsOptional || parameter.IsNullableValue ? "true" : "false";
        return parameter switch
        {
            // As minimal APIs say it: false is an object that takes the whole form.
            { Kind: ParameterKind.FormValue } => $".Parameter({info}, {optional}, true)",
            { IsText: true } => $".Parameter({info}, {optional}, {(parameter.Parse == ParseKind.None && parameter.Shape != TextShape.Values ? "false" : "true")})",
            { IsForm: true } => $".Parameter({info}, {optional}, false)",
            { Kind: ParameterKind.BindAsync } => $".Bound({info}, {optional})",
            { Kind: ParameterKind.Body or ParameterKind.RawBody } => isMember ? $".BodyMember({info}, {optional}, true)" : $".Body({info}, {optional})",
            { Kind: ParameterKind.BodyOrService } => $".Body{(isMember ? "Member" : "")}({info}, {optional}, body{index} is not null)",
            _ => string.Empty,
        };
    }
}
