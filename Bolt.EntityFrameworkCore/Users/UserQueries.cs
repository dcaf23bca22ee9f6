using System.Threading;
using Microsoft.EntityFrameworkCore;

namespace Bolt.EntityFrameworkCore.Users;

/// <summary>Keeps the query: loaders live as long as a request.</summary>
internal sealed class UserQueries<TContext, TUser>
    where TContext : DbContext
    where TUser : class
{
    private UserQuery<TContext, TUser>? _query;

    public UserQuery<TContext, TUser> Get(TContext context) => Volatile.Read(ref _query) ?? (_query = UserQuery<TContext, TUser>.Create(context));
}
