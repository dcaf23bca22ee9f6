using System;

namespace Bolt;

/// <summary>One of a user's sessions, for a list of devices.</summary>
/// <param name="SessionKey">Its public id: what <see cref="BoltSessions.EndAsync"/> takes, and <see cref="AuthContext.SessionId"/> of its requests.</param>
/// <param name="Backend">The backend's name.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="AuthenticatedAt">When the user signed in.</param>
/// <param name="LastSeenAt">The last request, to the nearest <see cref="SessionOptions.TouchInterval"/>.</param>
/// <param name="EndsAt">When it is over in any case.</param>
/// <param name="Method">How the user signed in, as <see cref="LoginOptions.Method"/> said.</param>
/// <param name="Device">The user agent, as the client sent it.</param>
/// <param name="Address">The address, where <see cref="SessionOptions.RecordAddress"/> asks for it.</param>
public sealed record SessionInfo(
    string SessionKey,
    string Backend,
    DateTimeOffset CreatedAt,
    DateTimeOffset? AuthenticatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset EndsAt,
    string? Method,
    string? Device,
    string? Address);
