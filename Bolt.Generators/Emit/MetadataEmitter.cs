using System.Linq;
using System.Text;
using Bolt.Generators.Model;

namespace Bolt.Generators.Emit;

/// <summary>Writes what OpenAPI and link generation learn of the endpoint.</summary>
internal static class MetadataEmitter
{
    public static void Emit(SourceWriter writer, RouteBody body)
    {
        var chain = new StringBuilder();
        if (body.Name is { } name)
        {
            chain.Append($".Name({Literal.Text(name)})");
        }

        if (body.Summary is { } summary)
        {
            chain.Append($".Summary({Literal.Text(summary)})");
        }

        if (body.Tags.Count > 0)
        {
            chain.Append($".Tags({EndpointEmitter.Texts(body.Tags)})");
        }

        for (var i = 0; i < body.Parameters.Count; i++)
        {
            var parameter = body.Parameters[i];
            var optional = parameter.IsOptional || parameter.IsNullableValue ? "true" : "false";
            if (parameter.IsText)
            {
                chain.Append($".Parameter({i}, {optional}, {(parameter.Parse == ParseKind.None ? "false" : "true")})");
            }
            else if (parameter.Kind == ParameterKind.Body)
            {
                chain.Append($".Body({i}, {optional})");
            }
            else if (parameter.Kind == ParameterKind.BodyOrService)
            {
                chain.Append($".Body({i}, {optional}, body{i} is not null)");
            }
        }

        if (body.Return.Kind == ReturnKind.Json)
        {
            chain.Append($".Produces<{body.Return.Type}>()");
        }
        else if (body.Return.Kind == ReturnKind.Text)
        {
            chain.Append(".ProducesText()");
        }
        else if (body.Return.DescribesItself)
        {
            chain.Append($".Describes<{body.Return.Type.TrimEnd('?')}>()");
        }

        if (chain.Length > 0)
        {
            writer.Line();
            writer.Line($"protected override void Describe(BoltMetadata bolt) => bolt{chain};");
        }
    }
}
