using System.Threading;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>Finds the user a credential names. Registered with <c>AddUsers&lt;TUser, TLoader&gt;()</c>, scoped to the request.</summary>
/// <typeparam name="TUser">Your user type.</typeparam>
public interface IUserLoader<TUser>
    where TUser : class
{
    /// <summary>The user, or null when there is none or it may no longer sign in.</summary>
    /// <param name="userId">The caller's <see cref="AuthContext.UserId"/>.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    ValueTask<TUser?> FindAsync(string userId, CancellationToken cancellationToken);
}
