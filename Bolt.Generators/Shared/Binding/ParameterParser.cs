using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using static Bolt.Shared.ParameterFactory;

namespace Bolt.Shared;

/// <summary>Decides where each handler parameter comes from, in the order minimal APIs do.</summary>
internal sealed partial class ParameterParser(RouteDeclaration route, RoutePattern pattern, Compilation compilation)
{
    private readonly ImmutableArray<BindingTarget>.Builder _targets = ImmutableArray.CreateBuilder<BindingTarget>();

    /// <summary>Why the current value cannot be bound, where there is more to say than that.</summary>
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
            { IsCurrentUser: true } => target.Type.IsReferenceType ? Create(target, ParameterKind.CurrentUser) : null,
            // [FromRoute] for a name the pattern lacks can still be served by a group's prefix.
            { Route: { } from } => FromText(target, ParameterKind.Route, from.Name),
            { Query: { } from } => FromText(target, ParameterKind.Query, from.Name),
            { Header: { } from } => FromText(target, ParameterKind.Header, from.Name),
            { Body: { } body } => RawBody(target) ?? Create(target, ParameterKind.Body) with { IsOptional = IsOptional(target) || body.AllowEmpty },
            { IsService: true } => FromServices(target),
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

        if (IsOwnService(target.Type))
        {
            return FromServices(target);
        }

        if (BindAsyncMethod.HasAny(underlying, compilation))
        {
            return Bound(target, underlying);
        }

        if (TextConversion.Find(underlying) is not null)
        {
            return pattern.Find(target.Name) is { Name: var inPattern } ? FromText(target, ParameterKind.Route, inPattern) : FromText(target, ParameterKind.RouteOrQuery, null);
        }

        // Where no body is expected, several strings of one name come from the query.
        if (!InfersBody(route) && FromText(target, ParameterKind.Query, null) is { } strings)
        {
            return strings;
        }

        if (HoldsFiles(target.Type))
        {
            _reason = "cannot be bound: use IFormFileCollection for the files of a form";
            return null;
        }

        if (target.Type.IsValueType && underlying.SpecialType != SpecialType.None)
        {
            return null;
        }

        return InfersBody(route)
            ? Create(target, ParameterKind.BodyOrService) with { IsOptional = IsOptional(target) }
            : target.Type is IArrayTypeSymbol or { IsValueType: true } ? null : FromServices(target);
    }

    /// <summary>The identity that a backend established, and the session: neither can come from anywhere else.</summary>
    public static bool IsCaller(ITypeSymbol type) =>
        SymbolFacts.IsBolt(type, BoltNames.AuthContext) || SymbolFacts.IsBolt(type, BoltNames.CurrentUser) || SymbolFacts.IsBolt(type, BoltNames.Session) || SymbolFacts.Is(type, PlatformNames.ClaimsPrincipal);

    /// <summary>A service of Bolt's, registered or not: a body that stands in for a forgotten <c>AddRevocation()</c> would be anyone's.</summary>
    private static bool IsOwnService(ITypeSymbol type) =>
        SymbolFacts.IsBolt(type, BoltNames.Issuer) || (type is { TypeKind: TypeKind.Interface } and INamedTypeSymbol { Name: var name } && SymbolFacts.IsBolt(type, name));

    private static ParameterModel? WellKnown(BindingTarget target)
    {
        var type = target.Type;
        if (SymbolFacts.IsBolt(type, BoltNames.AuthContext))
        {
            return Create(target, ParameterKind.Auth);
        }

        if (SymbolFacts.IsBolt(type, BoltNames.CurrentUser) && type is INamedTypeSymbol { TypeArguments.Length: 1 } lazy)
        {
            return new(ParameterKind.LazyCurrentUser, target.Name, target.Name, TypeNames.Full(lazy.TypeArguments[0]));
        }

        if (SymbolFacts.IsBolt(type, BoltNames.Session))
        {
            return FromHttp(target, ParameterKind.Session, HttpValue.None);
        }

        return type switch
        {
            _ when SymbolFacts.Is(type, PlatformNames.HttpContext) => FromHttp(target, ParameterKind.HttpValue, HttpValue.Context),
            _ when SymbolFacts.Is(type, PlatformNames.HttpRequest) => FromHttp(target, ParameterKind.HttpValue, HttpValue.Request),
            _ when SymbolFacts.Is(type, PlatformNames.HttpResponse) => FromHttp(target, ParameterKind.HttpValue, HttpValue.Response),
            _ when SymbolFacts.Is(type, PlatformNames.CancellationToken) => FromHttp(target, ParameterKind.HttpValue, HttpValue.RequestAborted),
            _ when SymbolFacts.Is(type, PlatformNames.ClaimsPrincipal) => FromHttp(target, ParameterKind.HttpValue, HttpValue.User),
            _ => RawBody(target),
        };
    }

    private static ParameterModel? RawBody(BindingTarget target) => target.Type switch
    {
        var type when SymbolFacts.Is(type, PlatformNames.Stream) => FromHttp(target, ParameterKind.RawBody, HttpValue.Body),
        var type when SymbolFacts.Is(type, PlatformNames.PipeReader) => FromHttp(target, ParameterKind.RawBody, HttpValue.BodyReader),
        _ => null,
    };

    private ParameterModel? Bound(BindingTarget target, ITypeSymbol underlying)
    {
        if (BindAsyncMethod.Find(underlying) is { } method)
        {
            return Create(target, ParameterKind.BindAsync) with { IsOptional = IsOptional(target), Bind = method };
        }

        _reason = $"has a BindAsync that cannot be called: it must be a public static ValueTask<{TypeNames.Display(underlying)}?> BindAsync(HttpContext) or BindAsync(HttpContext, ParameterInfo)";
        return null;
    }

    private static bool HoldsFiles(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? SymbolFacts.Is(array.ElementType, PlatformNames.FormFile)
        : type is INamedTypeSymbol named && named.TypeArguments.Any(static a => SymbolFacts.Is(a, PlatformNames.FormFile));

    private static bool InfersBody(RouteDeclaration route) => route.Methods.IsEmpty || route.Methods.Any(HttpMethods.InfersBody);
}
