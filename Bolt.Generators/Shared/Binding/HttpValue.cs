namespace Bolt.Shared;

/// <summary>What is read from the request as it is: one C# expression each, written by the emitter in one place.</summary>
internal enum HttpValue
{
    None,
    Context,
    Request,
    Response,
    RequestAborted,

    /// <summary>The caller as a <c>ClaimsPrincipal</c>.</summary>
    User,

    /// <summary>The body as a stream.</summary>
    Body,

    /// <summary>The body as a pipe.</summary>
    BodyReader,

    /// <summary>The form that has been read.</summary>
    Form,

    /// <summary>All files of that form.</summary>
    FormFiles,
}
