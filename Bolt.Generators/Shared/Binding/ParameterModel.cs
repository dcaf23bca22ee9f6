using System.Collections.Generic;
using System.Collections.Immutable;

namespace Bolt.Shared;

/// <summary>One handler parameter, or one member of an object that is made from the request.</summary>
/// <param name="Kind">Where the value comes from.</param>
/// <param name="Name">The C# name.</param>
/// <param name="WireName">The route, query, header or form name.</param>
/// <param name="Type">The type without a top-level <c>?</c>; for a nullable value type, the value type.</param>
/// <param name="Parse">How text becomes the value, or an element of it.</param>
/// <param name="IsOptional">The request may lack it.</param>
/// <param name="IsNullable">The handler takes null for it.</param>
/// <param name="IsNullableValue">The parameter is a <c>Nullable&lt;T&gt;</c>.</param>
/// <param name="Default">The default value as an expression.</param>
/// <param name="Value">What to read of the request as it is.</param>
/// <param name="Key">For a keyed service, the key as an expression.</param>
/// <param name="Shape">How many strings it is made of.</param>
/// <param name="Element">The type of an array's elements, without a <c>?</c>.</param>
/// <param name="IsElementNullableValue">The elements are <c>Nullable&lt;T&gt;</c>.</param>
/// <param name="Object">For <see cref="ParameterKind.Object"/>, its members.</param>
/// <param name="Bind">For <see cref="ParameterKind.BindAsync"/>, the method.</param>
/// <param name="IsField">It is a member of a form's object: where it takes null, an empty field is null.</param>
internal sealed record ParameterModel(
    ParameterKind Kind,
    string Name,
    string WireName,
    string Type,
    ParseKind Parse = ParseKind.None,
    bool IsOptional = false,
    bool IsNullable = false,
    bool IsNullableValue = false,
    string? Default = null,
    HttpValue Value = HttpValue.None,
    string? Key = null,
    TextShape Shape = TextShape.One,
    string? Element = null,
    bool IsElementNullableValue = false,
    ObjectModel? Object = null,
    BindMethodModel? Bind = null,
    bool IsField = false)
{
    public bool IsText => Kind is ParameterKind.Route or ParameterKind.Query or ParameterKind.RouteOrQuery or ParameterKind.Header;

    public bool IsBody => Kind is ParameterKind.Body or ParameterKind.BodyOrService;

    public bool IsForm => Kind is ParameterKind.FormValue or ParameterKind.FormFile or ParameterKind.Form;

    /// <summary>A form without files may also come url-encoded.</summary>
    public bool IsFile => Kind == ParameterKind.FormFile || Value == HttpValue.FormFiles;

    /// <summary>Its value has to be waited for.</summary>
    public bool IsAwaited => IsBody || IsForm || Kind is ParameterKind.CurrentUser or ParameterKind.Session or ParameterKind.BindAsync;

    /// <summary>The handler takes who is calling, and takes it that nobody may be.</summary>
    public bool IsOptionalCaller => (Kind is ParameterKind.Auth or ParameterKind.CurrentUser && IsNullable) || Kind == ParameterKind.LazyCurrentUser || Value == HttpValue.User;

    /// <summary>The parameter's type as declared.</summary>
    public string DeclaredType => IsNullable || IsNullableValue ? Type + "?" : Type;

    /// <summary>
    /// The values a request is asked for: every parameter, and in place of an object its members. The number names the local: a parameter's is its place in
    /// the handler, and members follow after the last parameter.
    /// </summary>
    public static ImmutableArray<BoundValue> Flatten(IReadOnlyList<ParameterModel> parameters)
    {
        var values = ImmutableArray.CreateBuilder<BoundValue>(parameters.Count);
        var next = parameters.Count;
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Object is not { } made)
            {
                values.Add(new(parameters[i], i, null));
                continue;
            }

            foreach (var member in made.Members)
            {
                values.Add(new(member.Value, next++, member));
            }
        }

        return values.ToImmutable();
    }
}
