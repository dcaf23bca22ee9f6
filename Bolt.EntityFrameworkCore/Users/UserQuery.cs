using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Bolt.EntityFrameworkCore.Users;

/// <summary>Finds a user by the text of its primary key. Made once, when the model is known.</summary>
internal abstract class UserQuery<TContext, TUser>
    where TContext : DbContext
    where TUser : class
{
    public abstract Task<TUser?> FindAsync(TContext context, string userId, CancellationToken cancellationToken);

    public static UserQuery<TContext, TUser> Create(TContext context)
    {
        var name = typeof(TUser).Name;
        var entity = context.Model.FindEntityType(typeof(TUser)) ?? throw new InvalidOperationException($"{typeof(TContext).Name} does not know {name}.");
        if (entity.FindPrimaryKey() is not { Properties: [var key] } || key.IsShadowProperty())
        {
            throw new InvalidOperationException($"{name} has no primary key of one property: load it with a loader of your own, AddUsers<{name}, …>().");
        }

#pragma warning disable RS0030 // once for a program: only the model knows the key's type
        return Array.Exists(key.ClrType.GetInterfaces(), static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>))
            ? (UserQuery<TContext, TUser>)Activator.CreateInstance(typeof(UserQuery<,,>).MakeGenericType(typeof(TContext), typeof(TUser), key.ClrType), key)!
            : throw new InvalidOperationException($"The primary key of {name}, {key.ClrType.Name}, is no IParsable: load it with a loader of your own, AddUsers<{name}, …>().");
#pragma warning restore RS0030
    }
}

/// <summary>With a key of a type.</summary>
internal sealed class UserQuery<TContext, TUser, TKey>(IProperty key) : UserQuery<TContext, TUser>
    where TContext : DbContext
    where TUser : class
    where TKey : IParsable<TKey>
{
    private readonly Func<TContext, TKey, CancellationToken, Task<TUser?>> _find = Compile(key.Name);

    public override async Task<TUser?> FindAsync(TContext context, string userId, CancellationToken cancellationToken)
    {
        // One way to write a key only, but for the case of a Guid's letters; what does not fit is nobody's.
        if (!TKey.TryParse(userId, CultureInfo.InvariantCulture, out var id) || !string.Equals(Convert.ToString(id, CultureInfo.InvariantCulture), userId, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // A database may compare letters without their case: then it is another one's.
        return await _find(context, id, cancellationToken).ConfigureAwait(false) is { } user && id.Equals(key.GetGetter().GetClrValue(user)) ? user : null;
    }

    private static Func<TContext, TKey, CancellationToken, Task<TUser?>> Compile(string name) => EF.CompileAsyncQuery(
        (TContext context, TKey id, CancellationToken _) => System.Linq.Queryable.FirstOrDefault(context.Set<TUser>().AsNoTracking(), u => EF.Property<TKey>(u, name).Equals(id)));
}
