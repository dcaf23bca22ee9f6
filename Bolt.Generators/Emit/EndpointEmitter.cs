using System.Linq;
using Bolt.Generators.Model;
using Bolt.Shared;

namespace Bolt.Generators.Emit;

/// <summary>The class of one route: fields resolved once at start, then the request's way through checks, binding and handler.</summary>
internal static class EndpointEmitter
{
    public static void Emit(SourceWriter writer, RouteModel route, EndpointModel body, string name)
    {
        var auth = body.Auth.Count == 0 ? "none" : string.Join(", ", body.Auth.Select(static a => a.Display));
        var guards = body.Guards.Count == 0 ? SurfaceLineText.RefusesAll : string.Join(", ", body.Guards.Select(static g => g.Display));
        writer.Line($"// {OneLine(route.Display)}   {route.Handler}   auth: {auth}   guards: {OneLine(guards)}");
        RequirementEmitter.EmitAnswered(writer, body.Requirements);
        using (writer.Block($"sealed class {name} : BoltEndpoint"))
        {
            EmitFields(writer, body);
            EmitInfo(writer, route, body);
            if (body.Guards.Count == 0)
            {
                EmitConstructor(writer, body, name, refusesAll: true);
                AuthEmitter.EmitRefuseAll(writer);
                MetadataEmitter.EmitAttributes(writer, body);
                return;
            }

            EmitConstructor(writer, body, name, refusesAll: false);
            AuthEmitter.Emit(writer, body);
            CallEmitter.EmitTail(writer, body);
            CallEmitter.EmitFiltered(writer, body);
            MetadataEmitter.Emit(writer, body);
        }
    }

    private static void EmitFields(SourceWriter writer, EndpointModel body)
    {
        for (var i = 0; i < body.Guards.Count; i++)
        {
            var guard = body.Guards[i];
            if (!guard.IsAllowAny)
            {
                writer.Line($"static readonly {guard.Type} guard{i} = {guard.Creation};");
            }
        }

        if (body.Guards.Count == 0)
        {
            return;
        }

        for (var i = 0; i < body.Auth.Count; i++)
        {
            writer.Line($"readonly {body.Auth[i].Type} auth{i};");
        }

        MetadataEmitter.EmitConstructors(writer, body);
        foreach (var (parameter, i, member) in body.Values)
        {
            if (parameter.IsBody)
            {
                writer.Line($"readonly JsonTypeInfo<{parameter.Type}>{(parameter.Kind == ParameterKind.BodyOrService ? "?" : "")} body{i};");
            }
            else if (member is not null && parameter.Bind is { TakesParameter: true })
            {
                writer.Line($"static readonly global::System.Reflection.ParameterInfo info{i} = {MetadataEmitter.Member(body, member)};");
            }
        }

        if (body.Return.Kind == ReturnKind.Json)
        {
            writer.Line($"readonly JsonTypeInfo<{body.Return.Type}> result;");
        }
    }

    private static void EmitInfo(SourceWriter writer, RouteModel route, EndpointModel body) =>
        writer.Line($"internal static readonly BoltRouteInfo Route = new([{Strings(route.Methods)}], {CSharpLiteral.Text(route.Pattern)}, {CSharpLiteral.Text(route.Handler)}, "
            + $"[{string.Join(", ", body.Auth.Select(static a => CSharpLiteral.Text(a.Display)))}], [{string.Join(", ", body.Guards.Select(static g => CSharpLiteral.Text(g.Display)))}]{(body.AllowsAnonymous ? ", allowsAnonymous: true" : "")}{(body.Options.Count == 0 ? "" : $", options: [{Strings(body.Options)}]")}{Checks(body)}{(body.NeedsCaller ? ", needsCaller: true" : "")});");

    /// <summary>The guards themselves, for those who describe the endpoint: in the order of their names, null for <c>AllowAny</c>, of which there is no instance.</summary>
    private static string Checks(EndpointModel body) => body.Guards.All(static g => g.IsAllowAny)
        ? ""
        : $", checks: [{string.Join(", ", body.Guards.Select(static (g, i) => g.IsAllowAny ? "null" : "guard" + i))}]";

    private static void EmitConstructor(SourceWriter writer, EndpointModel body, string name, bool refusesAll)
    {
        writer.Line();
        using (writer.Block($"internal {name}(BoltMapper mapper) : base(mapper, Route)"))
        {
            if (refusesAll)
            {
                return;
            }

            for (var i = 0; i < body.Auth.Count; i++)
            {
                writer.Line($"{(body.Auth[i].IsCookie ? "CookieBackend" : "Backend")}(mapper, out auth{i});");
            }

            if (body.Values.Any(static v => v.Model.Kind == ParameterKind.Session))
            {
                writer.Line("NeedsSession(mapper);");
            }

            var hasForm = false;
            foreach (var (parameter, i, _) in body.Values)
            {
                if (parameter.IsBody)
                {
                    var find = parameter.Kind == ParameterKind.Body ? "Body" : "BodyUnlessService";
                    writer.Line($"body{i} = {find}<{parameter.Type}>(mapper, {CSharpLiteral.Text(parameter.Name)});");
                }
                else if (parameter.Kind == ParameterKind.RawBody || (parameter.IsForm && !hasForm))
                {
                    hasForm |= parameter.IsForm;
                    writer.Line($"TakesBody(mapper, {CSharpLiteral.Text(parameter.Name)});");
                }
                else if (parameter.Kind is ParameterKind.CurrentUser or ParameterKind.LazyCurrentUser)
                {
                    writer.Line($"NeedsUser<{parameter.Type}>(mapper);");
                }
                else if (parameter is { Kind: ParameterKind.Service, IsOptional: false, Key: null })
                {
                    writer.Line($"Needs<{parameter.Type}>(mapper);");
                }
            }

            foreach (var user in body.Guards.Select(static g => g.User).OfType<string>().Distinct())
            {
                writer.Line($"NeedsUser<{user}>(mapper);");
            }

            foreach (var service in body.Handler.Construction)
            {
                if (service is { IsOptional: false, Key: null })
                {
                    writer.Line($"Needs<{service.Type}>(mapper);");
                }
            }

            if (body.Return.Kind == ReturnKind.Json)
            {
                writer.Line($"result = Json<{body.Return.Type}>(mapper);");
            }

            foreach (var type in body.Return.JsonTypes)
            {
                writer.Line($"Json<{type}>(mapper);");
            }
        }
    }

    public static string Strings(EquatableArray<string> values) => string.Join(", ", values.Select(CSharpLiteral.Text));

    /// <summary>What the user wrote stays inside the comment.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' ? ' ' : c));
}
