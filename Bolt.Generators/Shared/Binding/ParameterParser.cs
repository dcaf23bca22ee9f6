using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using static Bolt.Shared.ParameterFactory;

namespace Bolt.Shared;

/// <summary>Decides where each handler parameter comes from, in the order minimal APIs do.</summary>
internal sealed partial class ParameterParser(RouteDeclaration route, ImmutableArray<RoutePatternParameter> pattern, Compilation compilation)
{
    private readonly ImmutableArray<BindingTarget>.Builder _targets = ImmutableArray.CreateBuilder<BindingTarget>();

    /// <summary>Why the value at hand cannot be bound, where there is more to say than that.</summary>
    private string? _reason;

    /// <summary>What the values are for, in the order of <see cref="ParameterModel.Flatten"/>.</summary>
    public ImmutableArray<BindingTarget> Targets => _targets.ToImmutable();

    public ImmutableArray<ParameterModel>? Parse(IMethodSymbol method, out Refusal? refusal)
    {
        var parameters = ImmutableArray.CreateBuilder<ParameterModel>(method.Parameters.Length);
        foreach (var parameter in method.Parameters)
        {
            _reason = null;
            if (ParseOne(new BindingTarget(parameter)) is not { } model)
            {
                refusal = new(RefusalKind.Parameter, $"parameter '{parameter.Name}' {_reason ?? "cannot be bound"}", parameter.Name);
                return null;
            }

            parameters.Add(model);
        }

        refusal = FindSecondBody(ParameterModel.Flatten(parameters));
        return refusal is null ? parameters.ToImmutable() : null;
    }

    /// <summary>A body is read once and in one way; all values of a form are one reading of it.</summary>
    private Refusal? FindSecondBody(IReadOnlyList<BoundValue> values)
    {
        var faulty = new List<string>();
        ParameterModel? first = null;
        for (var i = 0; i < values.Count; i++)
        {
            var model = values[i].Model;
            if (model.Kind is not (ParameterKind.Body or ParameterKind.RawBody) && !model.IsForm)
            {
                continue;
            }

            if (first is null)
            {
                first = model;
            }
            else if (!(first.IsForm && model.IsForm) && !faulty.Contains(_targets[i].Owner.Name))
            {
                faulty.Add(_targets[i].Owner.Name);
            }
        }

        return faulty.Count == 0 ? null : new(RefusalKind.Bodies, "more than one parameter is read from the body", [.. faulty]);
    }

    private ParameterModel? ParseOne(BindingTarget target)
    {
        if (!SymbolFacts.IsNameable(target.Type, compilation) || target.Type.IsRefLikeType)
        {
            _reason = "has a type that generated code cannot name";
            return null;
        }

        var attributes = new BindingAttributes(target);
        if (attributes.Foreign is { } foreign)
        {
            _reason = $"has the binding attribute '{TypeNames.Display(foreign)}', whose source and name are decided at run time: use [FromRoute], [FromQuery], [FromHeader], [FromForm], [FromBody] or [FromServices] itself, with Name = where it needs one";
            return null;
        }

        if (attributes.IsSent && (attributes.IsCurrentUser || IsCaller(target.Type)))
        {
            _reason = "identifies the caller and must not be bound from the request";
            return null;
        }

        if (attributes is { IsAsParameters: true } or { Form: not null })
        {
            var model = attributes.IsAsParameters ? Object(target, isForm: false) : FromForm(target, attributes.Form!.Value.Name);
            if (model?.Object is null && model is not null)
            {
                _targets.Add(target);
            }

            return model;
        }

        _targets.Add(target);
        return attributes switch
        {
            { IsCurrentUser: true } => target.Type.IsReferenceType ? Plain(target, ParameterKind.CurrentUser) : null,
            // [FromRoute] for a name the pattern lacks can still be served by a group's prefix.
            { Route: { } from } => Text(target, ParameterKind.Route, from.Name),
            { Query: { } from } => Text(target, ParameterKind.Query, from.Name),
            { Header: { } from } => Text(target, ParameterKind.Header, from.Name),
            { Body: { } body } => RawBody(target) ?? Plain(target, ParameterKind.Body) with { IsOptional = IsOptional(target) || body.AllowEmpty },
            { IsService: true } => Service(target),
            _ => Inferred(target),
        };
    }

    private ParameterModel? Inferred(BindingTarget target)
    {
        var underlying = Underlying(target.Type, out _);
        if (WellKnown(target) is { } known)
        {
            return known;
        }

        if (FormPart(target, null) is { } form)
        {
            return form;
        }

        if (BindAsyncMethod.HasAny(underlying))
        {
            return Bound(target, underlying);
        }

        if (TextConversion.Find(underlying) is not null)
        {
            var match = pattern.FirstOrDefault(p => string.Equals(p.Name, target.Name, StringComparison.OrdinalIgnoreCase));
            return match.Name is { } inPattern ? Text(target, ParameterKind.Route, inPattern) : Text(target, ParameterKind.RouteOrQuery, null);
        }

        // Where no body is expected, several texts of one name are the query's.
        if (!MayHaveBody(route) && Text(target, ParameterKind.Query, null) is { } texts)
        {
            return texts;
        }

        if (HoldsFiles(target.Type))
        {
            _reason = "cannot be bound: take the files of a form as IFormFileCollection";
            return null;
        }

        if (target.Type.IsValueType && underlying.SpecialType != SpecialType.None)
        {
            return null;
        }

        return MayHaveBody(route)
            ? Plain(target, ParameterKind.BodyOrService) with { IsOptional = IsOptional(target) }
            : target.Type is IArrayTypeSymbol or { IsValueType: true } ? null : Service(target);
    }

    /// <summary>What a backend found out: it cannot come from anywhere else.</summary>
    public static bool IsCaller(ITypeSymbol type) =>
        SymbolFacts.IsBolt(type, BoltNames.AuthContext) || SymbolFacts.IsBolt(type, BoltNames.CurrentUser) || NameOf(type) == "System.Security.Claims.ClaimsPrincipal";

    private static ParameterModel? WellKnown(BindingTarget target)
    {
        var type = target.Type;
        if (SymbolFacts.IsBolt(type, BoltNames.AuthContext))
        {
            return Plain(target, ParameterKind.Auth);
        }

        if (SymbolFacts.IsBolt(type, BoltNames.CurrentUser) && type is INamedTypeSymbol { TypeArguments.Length: 1 } lazy)
        {
            return new(ParameterKind.LazyCurrentUser, target.Name, target.Name, TypeNames.Full(lazy.TypeArguments[0]));
        }

        return NameOf(type) switch
        {
            "Microsoft.AspNetCore.Http.HttpContext" => Read(target, ParameterKind.HttpValue, HttpValue.Context),
            "Microsoft.AspNetCore.Http.HttpRequest" => Read(target, ParameterKind.HttpValue, HttpValue.Request),
            "Microsoft.AspNetCore.Http.HttpResponse" => Read(target, ParameterKind.HttpValue, HttpValue.Response),
            "System.Threading.CancellationToken" => Read(target, ParameterKind.HttpValue, HttpValue.RequestAborted),
            "System.Security.Claims.ClaimsPrincipal" => Read(target, ParameterKind.HttpValue, HttpValue.User),
            _ => RawBody(target),
        };
    }

    private static ParameterModel? RawBody(BindingTarget target) => NameOf(target.Type) switch
    {
        "System.IO.Stream" => Read(target, ParameterKind.RawBody, HttpValue.Body),
        "System.IO.Pipelines.PipeReader" => Read(target, ParameterKind.RawBody, HttpValue.BodyReader),
        _ => null,
    };

    private ParameterModel? Bound(BindingTarget target, ITypeSymbol underlying)
    {
        if (BindAsyncMethod.Find(underlying) is { } method)
        {
            return Plain(target, ParameterKind.BindAsync) with { IsOptional = IsOptional(target), Bind = method };
        }

        _reason = $"has a BindAsync that cannot be called: it must be a public static ValueTask<{TypeNames.Display(underlying)}?> BindAsync(HttpContext) or BindAsync(HttpContext, ParameterInfo)";
        return null;
    }

    private static bool HoldsFiles(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? NameOf(array.ElementType) == "Microsoft.AspNetCore.Http.IFormFile"
        : type is INamedTypeSymbol named && named.TypeArguments.Any(static a => NameOf(a) == "Microsoft.AspNetCore.Http.IFormFile");

    private static bool MayHaveBody(RouteDeclaration route) =>
        route.Methods.IsEmpty || route.Methods.Any(static m => m is not ("GET" or "HEAD" or "DELETE" or "OPTIONS" or "TRACE" or "CONNECT"));
}
