using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>The application's users, whatever their type.</summary>
internal interface IRefreshUsers
{
    /// <summary>Their type.</summary>
    Type User { get; }

    /// <summary>The service that finds them.</summary>
    Type Loader { get; }

    /// <summary>What an access token says of the user besides its own claims.</summary>
    /// <exception cref="ArgumentException">The user is not of the application's type.</exception>
    ValueTask<Dictionary<string, object?>> ClaimsAsync(IBoltUser user, CancellationToken cancellationToken);

    /// <summary>The user as it is now, or null where it may not sign in.</summary>
    /// <exception cref="BoltRefusedException">503: it could not be asked.</exception>
    ValueTask<RefreshUser?> FindAsync(string userId, CancellationToken cancellationToken);
}
