using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Users;

/// <summary>A loader that also looks at what the credential says about the user.</summary>
internal interface ICallerUserLoader<TUser> : IUserLoader<TUser>
    where TUser : class
{
    /// <summary>The user, or null where there is none or the credential is over.</summary>
    /// <param name="caller">The caller, as a backend found it.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    ValueTask<TUser?> FindAsync(AuthContext caller, CancellationToken cancellationToken);
}
