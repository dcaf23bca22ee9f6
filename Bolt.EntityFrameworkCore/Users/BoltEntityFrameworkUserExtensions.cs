using System;
using System.Diagnostics.CodeAnalysis;
using Bolt.EntityFrameworkCore.Context;
using Bolt.EntityFrameworkCore.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bolt;

/// <summary>Registers users in the application's database.</summary>
public static class BoltEntityFrameworkUserExtensions
{
    /// <summary>
    /// Finds the user that a credential names by its primary key, untracked, with a context of its own. Query filters apply: a user that one hides, such as one that was deactivated, is not found, and its
    /// requests are refused. The key is one property of a type that can be parsed: a string, a number, a <see cref="Guid"/>. Otherwise as <c>AddUsers</c>.
    /// </summary>
    /// <typeparam name="TContext">Your context.</typeparam>
    /// <typeparam name="TUser">Your user type, an entity of the context.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    [RequiresDynamicCode(Compatibility.Message)]
    [RequiresUnreferencedCode(Compatibility.Message)]
    public static BoltBuilder AddEntityFrameworkUsers<TContext, TUser>(this BoltBuilder builder)
        where TContext : DbContext
        where TUser : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddContext<TContext, TUser>($"Entity<{typeof(TUser).Name}>()");
        builder.Services.TryAddSingleton<UserQueries<TContext, TUser>>();
        return builder.AddUsers<TUser, EntityFrameworkUserLoader<TContext, TUser>>();
    }
}
