using System;
using Bolt.Configuration;

namespace Bolt;

/// <summary>Settings of sessions; configuration section <c>Bolt:Sessions</c>, and <c>Bolt:&lt;type name&gt;</c> for a backend of your own type.</summary>
public sealed class SessionOptions
{
    internal const string DefaultCookieName = "__Host-bolt";

    /// <summary>The cookie's name. Starts with <c>__Host-</c>, so that no other host of the domain can set it (RFC 6265bis §4.1.3.2); <c>__Host-bolt-&lt;type name&gt;</c> for a type of your own.</summary>
    public string CookieName { get; set; } = DefaultCookieName;

    /// <summary>How long a session lives without a request; one day. Never less, and at most <see cref="TouchInterval"/> more.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a session lives at most; 14 days. A login starts it again.</summary>
    public TimeSpan AbsoluteTimeout { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a session that nobody is signed in to lives without a request; two hours.</summary>
    public TimeSpan AnonymousTimeout { get; set; } = TimeSpan.FromHours(2);

    /// <summary>
    /// How often the store is told that a session is in use; one minute, whatever the store. At most a quarter of the idle time-outs. Zero: with every request, so that
    /// <see cref="IdleTimeout"/> is exact; in memory that is a lock, and elsewhere a write more for each request.
    /// </summary>
    public TimeSpan TouchInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The page to sign in on: a path on this site.</summary>
    public string LoginUrl { get; set; } = "/login";

    /// <summary>The query parameter that tells the login page where to go next; null for none.</summary>
    public string? ReturnUrlParameter { get; set; } = "next";

    /// <summary>Octets that the names and values of a session may have together; 64 KiB. What would grow it beyond is answered with 413.</summary>
    public int MaximumSize { get; set; } = 64 * 1024;

    /// <summary>How many sessions a user may have, 50; the one that was not used for longest ends. 0 for any number.</summary>
    public int MaximumSessionsPerUser { get; set; } = 50;

    /// <summary>Keep the address of the request that signed in, to show it in a list of devices.</summary>
    public bool RecordAddress { get; set; }

    internal OptionsProblems ConfigurationProblems { get; } = [];
}
