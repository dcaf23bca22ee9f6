using System.Collections.Generic;

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
    Form,

    /// <summary>A file of the form.</summary>
    FormFile,

    /// <summary>The form itself, or all of its files.</summary>
    WholeForm,
    Body,

    /// <summary>A class on a method that may have a body: a service if one is registered, else the body. Decided once, at start.</summary>
    BodyOrService,

    /// <summary>The body as it comes: a stream or a pipe.</summary>
    RawBody,

    /// <summary>The type's own static <c>BindAsync</c>.</summary>
    Bound,

    /// <summary>An object whose members are bound one by one.</summary>
    Object,
    Service,
    Http,
    Auth,
    Principal,
    User,
    LazyUser,
}
