using System.Threading;
using System.Threading.Tasks;
using Bolt.EntityFrameworkCore.Context;
using Microsoft.EntityFrameworkCore;

namespace Bolt.EntityFrameworkCore.Users;

/// <summary>Users in the application's database, by their primary key. With query filters: a user that the application hides may not sign in.</summary>
internal sealed class EntityFrameworkUserLoader<TContext, TUser>(OwnContext<TContext> contexts, UserQueries<TContext, TUser> queries) : IUserLoader<TUser>
    where TContext : DbContext
    where TUser : class
{
    public async ValueTask<TUser?> FindAsync(string userId, CancellationToken cancellationToken) =>
        await contexts.RunAsync((context, cancellation) => queries.Get(context).FindAsync(context, userId, cancellation), cancellationToken).ConfigureAwait(false);
}
