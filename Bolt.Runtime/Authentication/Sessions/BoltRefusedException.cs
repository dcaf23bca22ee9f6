using System;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>
/// What a handler asked of a session is refused. Bolt's endpoints answer with <see cref="StatusCode"/> and problem details; so does <c>UseExceptionHandler()</c> for other
/// endpoints where <c>AddSessions()</c> was called. Let it pass.
/// </summary>
/// <remarks>
/// 401: the login came too late or is not the stored user's; 403: the request may come from another site, or signs in or out with a method that must change nothing;
/// 413: the session would grow too large; 503: the store or the users could not be asked.
/// </remarks>
public sealed class BoltRefusedException : Exception
{
    /// <summary>Says so: 403.</summary>
    public BoltRefusedException()
        : this("The request was refused.")
    {
    }

    /// <summary>Says why: 403.</summary>
    /// <param name="message">For the log; not sent.</param>
    public BoltRefusedException(string message)
        : this(StatusCodes.Status403Forbidden, message)
    {
    }

    /// <summary>Says why: 503.</summary>
    /// <param name="message">For the log; not sent.</param>
    /// <param name="innerException">What failed.</param>
    public BoltRefusedException(string message, Exception innerException)
        : base(message, innerException) => StatusCode = StatusCodes.Status503ServiceUnavailable;

    internal BoltRefusedException(int statusCode, string message)
        : base(message) => StatusCode = statusCode;

    /// <summary>401, 403, 413 or 503.</summary>
    public int StatusCode { get; }
}
