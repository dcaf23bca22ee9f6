namespace Bolt.Generators.Model;

/// <summary>Where a handler parameter's value comes from.</summary>
internal enum ParameterKind
{
    Route,
    Query,

    /// <summary>Not in the pattern as written here; a route group's prefix may still have it.</summary>
    RouteOrQuery,
    Header,
    Body,

    /// <summary>A class on a method that may have a body: a service if one is registered, else the body. Decided once, at start.</summary>
    BodyOrService,
    Service,
    Http,
    Auth,
    Principal,
    User,
    LazyUser,
}

/// <summary>How text becomes the parameter's value.</summary>
internal enum ParseKind
{
    /// <summary>It is text.</summary>
    None,

    /// <summary><c>IParsable&lt;T&gt;</c>.</summary>
    Parsable,
    Enum,
    Uri,

    /// <summary>A static <c>TryParse(string, out T)</c> of its own.</summary>
    TryParse,

    /// <summary>A static <c>TryParse(string, IFormatProvider, out T)</c> of its own.</summary>
    TryParseFormat,
}

/// <summary>One handler parameter.</summary>
/// <param name="Kind">Where the value comes from.</param>
/// <param name="Name">The C# name.</param>
/// <param name="WireName">The route, query or header name.</param>
/// <param name="Type">The type without a top-level <c>?</c>; for a nullable value type, the value type.</param>
/// <param name="Parse">How text becomes the value.</param>
/// <param name="IsOptional">The request may lack it.</param>
/// <param name="IsNullable">The handler takes null for it.</param>
/// <param name="IsNullableValue">The parameter is a <c>Nullable&lt;T&gt;</c>.</param>
/// <param name="Default">The default value as an expression.</param>
/// <param name="Expression">For <see cref="ParameterKind.Http"/>, what to read; for a keyed service, the key.</param>
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
    string? Expression = null)
{
    public bool IsText => Kind is ParameterKind.Route or ParameterKind.Query or ParameterKind.RouteOrQuery or ParameterKind.Header;

    public bool IsBody => Kind is ParameterKind.Body or ParameterKind.BodyOrService;

    /// <summary>The parameter's type as declared.</summary>
    public string DeclaredType => IsNullable || IsNullableValue ? Type + "?" : Type;
}
