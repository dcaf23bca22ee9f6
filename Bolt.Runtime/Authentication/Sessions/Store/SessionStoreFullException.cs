using System;

namespace Bolt;

/// <summary>The store takes no more. A full store refuses new sessions instead of ending those of others; the request is answered with 503.</summary>
public sealed class SessionStoreFullException : Exception
{
    /// <summary>Says so.</summary>
    public SessionStoreFullException()
        : base("The session store is full.")
    {
    }

    /// <summary>Says what is full.</summary>
    /// <param name="message">What.</param>
    public SessionStoreFullException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is full.</summary>
    /// <param name="message">What.</param>
    /// <param name="innerException">How it showed.</param>
    public SessionStoreFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
