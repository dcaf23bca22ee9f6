namespace Bolt.Shared;

/// <summary>Where a handler parameter's value comes from.</summary>
internal enum ParameterKind
{
    Route,
    Query,

    /// <summary>Not in the pattern as written here; a route group's prefix may still have it.</summary>
    RouteOrQuery,
    Header,

    /// <summary>A value of the form.</summary>
    FormValue,

    /// <summary>A file of the form.</summary>
    FormFile,

    /// <summary>The form itself, or all of its files.</summary>
    Form,
    Body,

    /// <summary>A class on a method that may have a body: a service if one is registered, else the body. Decided once, at start.</summary>
    BodyOrService,

    /// <summary>The body as it comes: a stream or a pipe.</summary>
    RawBody,

    /// <summary>The type's own static <c>BindAsync</c>.</summary>
    BindAsync,

    /// <summary>An object whose members are bound one by one.</summary>
    Object,
    Service,

    /// <summary>Something that the request has as it is: see <see cref="HttpValue"/>.</summary>
    HttpValue,
    Auth,

    /// <summary>The caller's user, loaded before the handler runs.</summary>
    CurrentUser,

    /// <summary>The caller's user, loaded when the handler asks for it.</summary>
    LazyCurrentUser,

    /// <summary>The visitor's session. Where a cookie names one, it is looked up before the handler runs.</summary>
    Session,
}
